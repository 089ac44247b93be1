"""Finds the time expressions of a text.

Each word of the text is looked up among the words that an expression can begin with; only there are the
patterns of those expressions tried, and the longest match wins. The cost is linear in the length of the text.
"""

import re
from collections import defaultdict

from service.extraction.dates import calendar_rules, period_rules, relative_rules, weekday_rules
from service.extraction.dates.expressions import (
    CalendarDay,
    CalendarMonth,
    CalendarYear,
    DayOffset,
    Form,
    HolidayName,
    Kind,
    Name,
    Relation,
    SlashDate,
    TimeExpression,
    Unresolvable,
    Weekday,
)
from service.extraction.dates.grammar import LEXICON
from service.extraction.dates.house_style import settle
from service.extraction.dates.rules import DIGITS, Rule

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 12
"""No expression begins with a longer word ("Thanksgiving" has twelve letters)."""
_POSSESSIVE = re.compile(r"[’'][sS]\b")
_TAGGED = ("#", "@", "_")
_KINDS: dict[type[Form], Kind] = {
    Weekday: Kind.WEEKDAY,
    DayOffset: Kind.RELATIVE,
    CalendarDay: Kind.CALENDAR,
    SlashDate: Kind.CALENDAR,
    CalendarMonth: Kind.MONTH,
    CalendarYear: Kind.YEAR,
    HolidayName: Kind.HOLIDAY,
}


def _by_trigger() -> dict[str, tuple[Rule, ...]]:
    table: dict[str, list[Rule]] = defaultdict(list)
    for rule in (*relative_rules.RULES, *period_rules.RULES, *calendar_rules.RULES, *weekday_rules.RULES):
        for trigger in rule.triggers:
            table[trigger].append(rule)
    return {trigger: tuple(rules) for trigger, rules in table.items()}


_RULES = _by_trigger()
_BEARING = re.compile(
    rf"(?i:(?<!\w)({'|'.join(sorted(map(re.escape, LEXICON.relations), key=len, reverse=True))})"
    r"\s{1,3}(?:(?:the|a|an|last|his|her|its|their)\s{1,3})?)$"
)
_ATTRIBUTED = re.compile(r"(?i:(?:\b(?:a|an|the|his|her|their|its|our|my)|\w[’']s)\s{1,3}|\w[-–])$")
_NOUN_FOLLOWS = re.compile(r"[^\S\n]{1,3}[^\W\d_]")


def find(text: str, start: int = 0, end: int | None = None) -> tuple[TimeExpression, ...]:
    """Every time expression within text[start:end], in order, none overlapping another.

    Offsets count from the beginning of ``text``. What stands before ``start`` is still seen as context
    ("since" before "Monday"), nothing from ``end`` on is. Never raises.
    """
    start, end, _ = slice(start, end).indices(len(text))
    found: list[tuple[TimeExpression, str]] = []
    free = start
    for word in _WORD.finditer(text, start, end):
        rules = _rules(word.group())
        if not rules or word.start() < free:
            continue
        best = _best(text, word.start(), end, rules)
        if best is None:
            continue
        match, form, rule = best
        free = match.end()
        if not isinstance(form, Name):
            found.append((_expression(match, form), rule.name))
    return settle(found)


def _rules(word: str) -> tuple[Rule, ...]:
    """The rules of the expressions that may begin with ``word``."""
    if len(word) > _LONGEST:
        return ()
    return _RULES.get(DIGITS if "0" <= word[0] <= "9" else word.lower(), ())


def _best(text: str, at: int, end: int, rules: tuple[Rule, ...]) -> tuple[re.Match[str], Form, Rule] | None:
    """The longest match of ``rules`` at ``at`` that means something there; the first rule wins a tie."""
    if at and text[at - 1] in _TAGGED:
        return None
    best: tuple[re.Match[str], Form, Rule] | None = None
    for rule in rules:
        match = rule.pattern.match(text, at, end)
        if match is None or (best is not None and match.end() <= best[0].end()):
            continue
        form = rule.build(match)
        if form is not None:
            best = match, form, rule
    return best


def _expression(match: re.Match[str], form: Form) -> TimeExpression:
    text, start, end = match.string, match.start(), match.end()
    lead = text[max(0, start - 32) : start]
    possessive = _POSSESSIVE.match(text, end) is not None
    attributive = bool(_ATTRIBUTED.search(lead) and _NOUN_FOLLOWS.match(text, end))
    kind = form.kind if isinstance(form, Unresolvable) else _KINDS[type(form)]
    return TimeExpression(
        start=start,
        end=end,
        text=match.group(),
        kind=kind,
        form=form,
        relation=Relation.RANGE if kind is Kind.RANGE else _relation(lead),
        possessive=possessive,
        attributive=attributive and not possessive,
    )


def _relation(lead: str) -> Relation:
    bearing = _BEARING.search(lead)
    return Relation(LEXICON.relations[bearing[1].lower()]) if bearing else Relation.ON
