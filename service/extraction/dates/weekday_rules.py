"""Days of the week, and holidays."""

import re

from service.extraction.dates.expressions import Form, HolidayName, Unresolvable, Weekday, Which
from service.extraction.dates.grammar import CLOCK, END, GAP, LEXICON, PART, YEAR, choice, weekday
from service.extraction.dates.rules import DIGITS, Rule, after, rule

_WHICH = {
    "last": Which.LAST,
    "this last": Which.LAST,
    "this past": Which.LAST,
    "past": Which.LAST,
    "this": Which.THIS,
    "next": Which.NEXT,
    "this next": Which.NEXT,
    "coming": Which.NEXT,
    "this coming": Which.NEXT,
    "the coming": Which.NEXT,
    "the previous": Which.BEFORE_THAT,
    "the preceding": Which.BEFORE_THAT,
    "the following": Which.AFTER_THAT,
    "the next": Which.AFTER_THAT,
}
_SHADE = r"(?i:earlier|later|early|late)"
_LEAD = rf"(?:{CLOCK},?{GAP}(?:on{GAP})?)?"
_TAIL = rf"(?:,?{GAP}(?:{PART}|at{GAP}{CLOCK})){{0,2}}"
_WEEKEND = re.compile(r"[^\S\n]{1,3}(?:weekend|week|season|period)\b")


def _plain(match: re.Match[str]) -> Form | None:
    which = " ".join((match["which"] or "").lower().split())
    return Weekday(LEXICON.weekdays[match["weekday"]], _WHICH.get(which, Which.PLAIN))


def _week_off(match: re.Match[str]) -> Form | None:
    """ "a week ago Thursday", "two weeks from Friday"."""
    weeks = 2 if match["two"] else 1
    return Weekday(LEXICON.weekdays[match["weekday"]], weeks=-weeks if match["ago"] else weeks)


def _of_week(match: re.Match[str]) -> Form | None:
    last = match["week"].lower() == "last"
    return Weekday(LEXICON.weekdays[match["weekday"]], Which.LAST_WEEK if last else Which.NEXT_WEEK)


def _vague(_match: re.Match[str]) -> Form | None:
    return Unresolvable()


_HOLIDAYS = {name: holiday.names[0] for holiday in LEXICON.holidays for name in holiday.names}


def _holiday(match: re.Match[str]) -> Form | None:
    if _WEEKEND.match(after(match)):
        return Unresolvable()
    which = {"last": Which.LAST, "next": Which.NEXT}.get((match["which"] or "").lower(), Which.PLAIN)
    name = _HOLIDAYS[" ".join(match["holiday"].split())]
    return HolidayName(name, int(match["year"]) if match["year"] else None, which)


_DAYS = tuple(LEXICON.weekdays)
_WORDS = ("last", "this", "past", "next", "coming", "the", "earlier", "later", "early", "late")

RULES: tuple[Rule, ...] = (
    rule(
        "weekday",
        rf"{_LEAD}(?:{_SHADE}{GAP}(?:on{GAP})?)?"
        rf"(?:(?P<which>{choice(tuple(_WHICH), ignore_case=True)}){GAP})?"
        rf"(?:{_SHADE}{GAP})?{weekday()}{_TAIL}",
        (*_DAYS, *_WORDS, DIGITS, "noon", "midnight"),
        _plain,
    ),
    rule(
        "a week ago",
        rf"(?i:(?:a|one|(?P<two>two)){GAP}weeks?{GAP}(?:(?P<ago>ago)|from){GAP}(?:on{GAP}|last{GAP}|next{GAP})?)"
        rf"{weekday()}{_TAIL}",
        ("a", "one", "two"),
        _week_off,
    ),
    rule(
        "of last week",
        rf"{weekday()}{_TAIL}{GAP}(?i:(?:of{GAP})?(?P<week>last|next){GAP}week){END}",
        _DAYS,
        _of_week,
    ),
    rule(
        "last week on",
        rf"(?i:(?P<week>last|next){GAP}week,?{GAP}(?:on{GAP})?){weekday()}{_TAIL}",
        ("last", "next"),
        _of_week,
    ),
    rule(
        "that weekday",
        rf"(?i:that|every|each|one|some|any|alternate){GAP}{weekday()}{_TAIL}",
        ("that", "every", "each", "one", "some", "any", "alternate"),
        _vague,
    ),
    rule(
        "the weekday before",
        rf"(?i:the{GAP}){weekday()}{_TAIL}{GAP}(?i:before|after){END}",
        ("the",),
        _vague,
    ),
    rule(
        "weekdays",
        rf"{choice(tuple(f'{name}s' for name in _DAYS if name.lower().endswith('day')))}{END}",
        tuple(f"{name}s" for name in _DAYS),
        _vague,
    ),
    rule(
        "holiday",
        rf"(?:(?P<which>(?i:last|next|this)){GAP})?(?P<holiday>{choice(tuple(_HOLIDAYS))}){END}"
        rf"(?:(?:,{GAP}|{GAP}(?:of{GAP}|in{GAP})?){YEAR})?",
        (*_HOLIDAYS, "last", "next", "this"),
        _holiday,
    ),
)
