"""The time expressions that may date an utterance: outside quotations, resolved, and what each hangs on."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Doc, Span, Token

from service.extraction.attribution.frames import OUTER, Frames
from service.extraction.dates import Kind, Relation, Resolved, TimeExpression, find, resolve
from service.extraction.dates.expressions import CalendarDay, CalendarMonth, CalendarYear, DayOffset
from service.extraction.lexicons import reporting_verb
from service.extraction.times.shows import weekend_shows

_VAGUE = frozenset({Kind.VAGUE, Kind.RANGE, Kind.DURATION, Kind.HOLIDAY})
#: A day and month without a year that lie further back mostly announce a day to come.
_OLDEST = timedelta(days=300)
_STEPS = 12
_PLACE = re.compile(r"(?:[A-Z][\w.’'-]*[ ,/()—–-]*)+$")
_DASH = re.compile(r"[\s,.]*(?:\([^)\n]{1,30}\))?\s*(?:[—–]|-{1,2}\s)")
_BY_NOUN = frozenset({Relation.AFTER, Relation.UNTIL})
_HOURS = re.compile(r"\b(?:hours?|minutes?|moments?|seconds?|in the day)\b", re.I)
_SAYS = frozenset(
    {"say", "tell", "write", "warn", "argue", "predict", "insist", "promise", "claim", "testify"}
)
_FUTURE = frozenset({"will", "'ll", "’ll", "shall"})


@dataclass(frozen=True, slots=True)
class Timed:
    """A time expression at token ``root`` of frame ``frame``.

    ``value`` is None where it is vague, or not to be resolved alone.

    ``verb`` is the verb that it hangs on, ``nouns`` are the nouns between, nearest first; ``preposition`` is
    the one that the farthest of these hangs on its verb with. ``bare``: no preposition of its own.
    """

    expression: TimeExpression
    value: Resolved | None
    root: int
    frame: int
    paragraph: int
    verb: int | None
    nouns: tuple[int, ...]
    preposition: str | None
    bare: bool

    @property
    def on_noun(self) -> bool:
        """Whether it dates the noun it stands at ("Tuesday's debate", "a May interview")."""
        return self.expression.possessive or self.expression.attributive


def timed(doc: Doc, frames: Frames, anchor: date | None) -> Iterator[Timed]:
    """The time expressions of the reporter's own sentences, in order."""
    starts = [token.idx for token in doc]
    of_token = {i: number for number, frame in enumerate(frames.frames) for i in frame.tokens}
    shows = weekend_shows(doc._.text, anchor)
    for expression in find(doc._.text):
        first = bisect_right(starts, expression.start) - 1
        last = bisect_right(starts, expression.end - 1)
        number = of_token.get(first)
        if number is None:
            continue
        paragraph = frames.frames[number].paragraph
        if _is_dateline(doc, expression, doc._.paragraphs[paragraph].start):
            continue
        one = _timed(doc[first:last], expression, frames, number, anchor)
        yield replace(one, value=shows[expression.start]) if expression.start in shows else one


def _timed(
    words: Span, expression: TimeExpression, frames: Frames, number: int, anchor: date | None
) -> Timed:
    root = words.root
    verb, nouns, preposition = _hanging(root, frames.owner)
    if (said := _said_right_before(words, expression, frames.owner)) is not None and verb != said:
        verb, nouns, preposition = said, (), words.doc[words.start - 1].lower_
    if verb is not None and _is_fronted(words, verb):
        verb, nouns = verb.head, ()
    value = None
    if _is_plain(expression) and expression.kind not in _VAGUE and not _is_future(verb):
        value = _value(expression, anchor)
        if is_counted_year(expression) and (nouns or verb is None or not _tells(verb)):
            value = None
    at = verb.i if verb is not None else None
    paragraph = frames.frames[number].paragraph
    return Timed(expression, value, root.i, number, paragraph, at, nouns, preposition, root.dep_ != "pobj")


def _said_right_before(words: Span, expression: TimeExpression, owner: tuple[int, ...]) -> Token | None:
    """The reporting verb that a day stands right behind: "said on Friday she would not call an election".

    Parsers hang such a day on the verb of what is said.
    """
    if expression.possessive or expression.attributive or words.start < 2:
        return None
    before = words.doc[words.start - 1]
    verb = words.doc[words.start - 2] if before.lower_ == "on" else before
    after = words.doc[words.end] if words.end < len(words.doc) else None
    plain = after is None or after.pos_ not in ("NOUN", "PROPN", "PART")
    if not plain or verb.tag_ != "VBD" or owner[verb.i] != OUTER:
        return None
    return verb if reporting_verb(verb.lemma_.lower()) is not None else None


def _is_fronted(words: Span, verb: Token) -> bool:
    """ "On Monday, after she had gone, he wrote": the day opens the sentence, not the clause behind it.

    Parsers hang it on the verb of that clause.
    """
    opens = next((c for c in verb.lefts if c.dep_ == "mark" or c.tag_ == "WRB"), None)
    return (
        opens is not None
        and words.start < opens.i <= words.end + 2
        and words.doc[words.end].text == ","
        and verb.head.pos_ == "VERB"
        and verb.head.i > verb.i
    )


def _is_plain(expression: TimeExpression) -> bool:
    """Whether it names a day: "after Saturday's defeat" and "to Tuesday's meeting" do, "after Saturday" not.

    "his audience of Monday" does; what it dates is then for the noun to say.
    """
    of_noun = expression.possessive or expression.attributive
    if expression.relation is Relation.OF:
        return expression.kind is Kind.WEEKDAY and not of_noun
    return expression.relation is Relation.ON or (expression.relation in _BY_NOUN and of_noun)


def _value(expression: TimeExpression, anchor: date | None) -> Resolved | None:
    found = resolve(expression, anchor)
    if found is None or anchor is None:
        return found
    if found.value[:10] > anchor.isoformat()[: len(found.value)]:
        return None
    yearless = isinstance(expression.form, CalendarDay | CalendarMonth) and not (
        expression.form.year or expression.form.years is not None
    )
    day = found.day
    return None if yearless and day is not None and anchor - day > _OLDEST else found


def is_counted_year(expression: TimeExpression) -> bool:
    """ "last year": a year only where somebody "said last year"; elsewhere it is mostly some time ago."""
    return isinstance(expression.form, CalendarYear) and expression.form.years is not None


def _tells(verb: Token) -> bool:
    return verb.tag_ == "VBD" and verb.lemma_.lower() in _SAYS


def refers_back(expression: TimeExpression) -> bool:
    """Whether it counts from the occasion told before ("that day", "a day earlier")."""
    return isinstance(expression.form, DayOffset) and expression.form.from_previous


def is_hours(doc: Doc, one: Timed) -> bool:
    """ "hours later", "earlier in the day": the same day, mostly."""
    return _HOURS.search(doc._.text, one.expression.start, one.expression.end) is not None


def _hanging(root: Token, owner: tuple[int, ...]) -> tuple[Token | None, tuple[int, ...], str | None]:
    """The verb above ``root``, the nouns on the way to it and the preposition below the verb."""
    nouns: list[int] = []
    preposition = None
    token = root
    for _ in range(_STEPS):
        head = token.head
        if head.i == token.i or owner[head.i] != OUTER:
            return _beside(root, owner), tuple(nouns), preposition
        if head.pos_ == "VERB" and head.dep_ == "prep":
            preposition, token = head.lower_, head
            continue
        if head.pos_ in ("VERB", "AUX"):
            while head.dep_ in ("aux", "auxpass") and head.head.i != head.i:
                head = head.head
            return head, tuple(nouns), token.lower_ if token.dep_ == "prep" else preposition
        if head.pos_ in ("NOUN", "PROPN", "PRON"):
            nouns.append(head.i)
        token = head
    return None, tuple(nouns), preposition


def _beside(root: Token, owner: tuple[int, ...]) -> Token | None:
    """The nearest verb before ``root`` within a few words, where the parse leads into a quotation."""
    for i in range(root.i - 1, max(-1, root.i - 7), -1):
        token = root.doc[i]
        if owner[i] != OUTER or token.text in (".", ";"):
            return None
        if token.pos_ == "VERB":
            return token
    return None


def _is_future(verb: Token | None) -> bool:
    return verb is not None and any(c.lower_ in _FUTURE and c.dep_ == "aux" for c in verb.lefts)


def _is_dateline(doc: Doc, expression: TimeExpression, start: int) -> bool:
    """ "PARIS, Sept. 8 (Reuters) —": the day of the report."""
    text = doc._.text
    if expression.start - start > 60:
        return False
    place = text[start : expression.start]
    return bool(not place.strip() or _PLACE.fullmatch(place)) and bool(_DASH.match(text, expression.end))
