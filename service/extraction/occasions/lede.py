"""The day of the occasion that an article is about: the one day that its first paragraphs tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from service.extraction.annotations import Medium, Span
from service.extraction.dates import Relation
from service.extraction.occasions.befalling import DISASTERS
from service.extraction.occasions.reading import DateReading
from service.extraction.times.telling import tells
from service.extraction.times.timing import Timed

_PARAGRAPHS = 3
_RECENT = 6
#: Of these an article has one: whoever speaks there, speaks on the day of the lede, whatever happened then.
_ANYBODY = frozenset({Medium.TESTIMONY, Medium.BRIEFING, Medium.DEBATE})
_WRITES = frozenset({"publish", "write"})
_ENDS = frozenset(
    {"jail", "imprison", "sentence", "convict", "acquit", "award", "order", "verdict", "guilty"}
)
_NAMED_ONLY = frozenset({Medium.SPEECH, Medium.INTERVIEW})


@dataclass(frozen=True, slots=True)
class Lede:
    """The day, and the entities named in the sentences that tell of speech on it."""

    reading: DateReading
    entities: frozenset[int]
    speaks: bool
    day: date

    def covers(self, medium: Medium | None, entity: int | None) -> bool:
        """Whether a quotation through ``medium`` by ``entity`` belongs to the lede's occasion."""
        if entity is None and medium in _NAMED_ONLY:
            return False
        return medium in _ANYBODY or (medium in _NAMED_ONLY and entity in self.entities)


def find_lede(doc: Doc, found: Sequence[Timed], anchor: date | None) -> Lede | None:
    """The lede's day; None where the first paragraphs tell none or several."""
    if anchor is None:
        return None
    recent = [t for t in found if t.paragraph < _PARAGRAPHS and _is_recent(t, anchor)]
    main = [t for t in recent if _is_past(doc, t)]
    values = {t.value.value for t in recent if t.value}
    dates = {t.value.day for t in recent if t.value and t.value.day}
    if len(values) != 1 or len(dates) != 1 or not main:
        return None
    telling = [t for t in main if tells(doc, t)]
    if not telling and all(_befalls(doc, t, anchor) for t in main):
        return None
    if telling and all(_puts_out(doc, t) for t in telling):
        return None
    first = (telling or main)[0].expression
    names = doc._.entities.of_name.items()
    frames = [doc._.frames.frames[t.frame] for t in telling]
    entities = frozenset(e for start, e in names for f in frames if f.start <= start < f.end)
    return Lede(
        DateReading(values.pop(), Span.of(doc._.text, first.start, first.end), "lede"),
        entities,
        bool(telling),
        dates.pop(),
    )


def _befalls(doc: Doc, one: Timed, anchor: date) -> bool:
    """Whether it dates what happened to people, which nobody did or said, before the day of the article."""
    if one.value is None or one.value.day == anchor:
        return False
    return one.verb is not None and doc[one.verb].lemma_.lower() in DISASTERS


def _puts_out(doc: Doc, one: Timed) -> bool:
    """Whether it dates a paper that came out, on which day nobody need have spoken."""
    return one.verb is not None and doc[one.verb].lemma_.lower() in _WRITES


def tells_verdict(doc: Doc) -> bool:
    """Whether the first sentence tells how a trial ended: what its jury was told is older."""
    return any(doc[i].lemma_.lower() in _ENDS for frame in doc._.frames.frames[:1] for i in frame.tokens)


def _is_past(doc: Doc, one: Timed) -> bool:
    """Whether it hangs on a verb of the past, or on none ("For three hours on Wednesday, …")."""
    if one.verb is None:
        return not one.on_noun and one.expression.relation is Relation.ON
    return doc[one.verb].tag_ in ("VBD", "VBN", "VBG")


def _is_recent(one: Timed, anchor: date) -> bool:
    day = one.value.day if one.value is not None else None
    return day is not None and (anchor - day).days <= _RECENT
