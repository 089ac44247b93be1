"""What tells a reader that a quote is from another occasion: another day, "earlier", a new section."""

import re

from spacy.tokens import Doc

from service.extraction.annotations import Medium
from service.extraction.attribution.cues import Cue
from service.extraction.attribution.frames import Frame
from service.extraction.layout import Paragraph
from service.extraction.media.reading import MediumReading

_OTHER_TIME = frozenset(
    ["earlier", "previously", "once", "formerly", "often", "frequently", "repeatedly", "routinely",
     "famously", "ago", "recently", "separately", "elsewhere"]
)  # fmt: skip
#: Words that show another time as part of a date only ("last month", "the previous day").
_OTHER_DATE = frozenset({"last", "past", "previous"})
#: Verbs of habit: "he liked to say".
_HABITS = frozenset({"like", "love", "use", "tend"})
_ASIDE = frozenset({"another", "separate", "earlier", "previous", "past"})
_DAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today",
     "january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
     "december", "jan.", "feb.", "aug.", "sept.", "oct.", "nov.", "dec."]
)  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d")
_LETTER = re.compile(r"[^\W\d_]")
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d)?\s*(?:a\.?m\.?|p\.?m\.?)?\s*(?:[A-Z]{2,4})?[.:]?", re.IGNORECASE)


def days(doc: Doc, frame: Frame) -> frozenset[str]:
    """The days, months and years that the reporter's words of the sentence name."""
    found = set()
    for i in frame.tokens:
        token = doc[i]
        if (
            (token.text[:1].isupper() and token.lower_ in _DAYS)
            or _YEAR.fullmatch(token.text)
            or token.lower_ in ("yesterday", "today")
        ):
            found.add(token.lower_)
    return frozenset(found)


def at_another_time(doc: Doc, frame: Frame) -> bool:
    """Whether the sentence puts its quotes at another time than the one before, or at no one time."""
    for i in frame.tokens:
        token = doc[i]
        if token.lower_ in _OTHER_TIME or (token.lower_ in _OTHER_DATE and token.ent_type_ == "DATE"):
            return True
        if _YEAR.fullmatch(token.text) and token.i > 0 and token.nbor(-1).lower_ == "in":
            return True
    return False


def by_habit(doc: Doc, cue: Cue | None) -> bool:
    """Whether the verb tells of no one time: "has called", "liked to say"."""
    if cue is None or cue.frame < 0:
        return False
    verb = doc[cue.at]
    if verb.tag_ == "VB" and verb.head.lemma_.lower() in _HABITS:
        return True
    return any(c.dep_ == "aux" and c.lemma_.lower() == "have" for c in verb.children)


def is_section_break(text: str, paragraph: Paragraph) -> bool:
    """A line of marks ("___", "* * *") or the clock of a live page ("6:05 p.m.")."""
    if paragraph.end - paragraph.start > 20:
        return False
    if not _LETTER.search(text, paragraph.start, paragraph.end):
        return True
    return _CLOCK.fullmatch(text, paragraph.start, paragraph.end) is not None


def sets_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sentences name days of which none is the same."""
    return bool(one) and bool(other) and not one & other


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
