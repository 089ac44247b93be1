"""What tells a reader that a quote is from another occasion: another day, "earlier", a new section."""

import re

from spacy.tokens import Doc, Token

from service.extraction.annotations import Medium
from service.extraction.attribution.cues import Cue
from service.extraction.attribution.frames import Frame
from service.extraction.dates import Kind
from service.extraction.media.reading import MediumReading
from service.extraction.times.ties import ties
from service.extraction.times.timing import refers_back

_OTHER_TIME = frozenset(
    ["earlier", "previously", "once", "formerly", "often", "frequently", "repeatedly", "routinely",
     "famously", "ago", "recently", "separately", "elsewhere"]
)  # fmt: skip
#: Words that show another time as part of a date only ("last month", "the previous day").
_OTHER_DATE = frozenset({"last", "past", "previous"})
#: Verbs of habit: "he liked to say".
_HABITS = frozenset({"like", "love", "use", "tend"})
_CLIMB = 12
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_ASIDE = frozenset({"another", "separate", "earlier", "previous", "past"})
#: Expressions that name one time; a vague one sets nothing apart by itself.
_NAMING = frozenset({Kind.WEEKDAY, Kind.RELATIVE, Kind.CALENDAR, Kind.MONTH, Kind.YEAR})
_YEAR = re.compile(r"(?:19|20)\d\d")


def days(doc: Doc, number: int, at: int | None) -> frozenset[str]:
    """The days, months and years that frame ``number`` gives what the token ``at`` reports.

    Resolved (ISO 8601), or as printed where the day of publication is not known; without ``at`` all that
    the frame names.
    """
    return frozenset(
        one.value.value if one.value is not None else one.expression.text.lower()
        for one in doc._.times.get(number, ())
        if one.expression.kind in _NAMING
        and not refers_back(one.expression)
        and (at is None or ties(doc, one, at))
    )


def at_another_time(doc: Doc, frame: Frame, at: int | None = None) -> bool:
    """Whether the sentence puts its quotes at another time than the one before, or at no one time.

    Where the token ``at`` reports them, what a clause about somebody else tells does not count.
    """
    for i in frame.tokens:
        token = doc[i]
        if at is not None and _in_aside(token, doc[at]):
            continue
        if token.lower_ in _OTHER_TIME or (token.lower_ in _OTHER_DATE and token.ent_type_ == "DATE"):
            return True
        if _YEAR.fullmatch(token.text) and token.i > 0 and token.nbor(-1).lower_ == "in":
            return True
    return False


def _in_aside(token: Token, cue: Token) -> bool:
    """Whether a relative or adverbial clause that does not hold the cue stands between ``token`` and it."""
    for _ in range(_CLIMB):
        if token.i == cue.i or token.head.i == token.i:
            return False
        if token.dep_ in ("relcl", "advcl") and token.tag_ in _FINITE:
            return not token.is_ancestor(cue)
        token = token.head
    return False


def by_habit(doc: Doc, cue: Cue | None) -> bool:
    """Whether the verb tells of no one time: "has called", "liked to say"."""
    if cue is None or cue.frame < 0:
        return False
    verb = doc[cue.at]
    if verb.tag_ == "VB" and verb.head.lemma_.lower() in _HABITS:
        return True
    return any(c.dep_ == "aux" and c.lemma_.lower() == "have" for c in verb.children)


def sets_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sentences name days of which none is the same."""
    return (
        bool(one) and bool(other) and not any(a.startswith(b) or b.startswith(a) for a in one for b in other)
    )


def is_aside(reading: MediumReading) -> bool:
    """Whether a phrase names an occasion beside the one the text is at: "at a recent news conference".

    A "recent interview" is most often the reporter's own, and the article goes on with it.
    """
    words = set(reading.span.text.lower().split())
    return (
        bool(words & _ASIDE)
        or any(map(_YEAR.fullmatch, words))
        or ("recent" in words and reading.medium is not Medium.INTERVIEW)
    )
