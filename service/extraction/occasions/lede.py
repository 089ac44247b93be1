"""The day of the occasion that an article is about: the one day that its first paragraphs tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from service.extraction.annotations import Medium, Span
from service.extraction.occasions.reading import DateReading
from service.extraction.occasions.timing import Timed

_PARAGRAPHS = 3
_RECENT = 6
_ANYBODY = frozenset({Medium.TESTIMONY, Medium.BRIEFING})
_NAMED_ONLY = frozenset({Medium.SPEECH, Medium.INTERVIEW})


@dataclass(frozen=True, slots=True)
class Lede:
    """The day, and the entities named in the paragraphs that tell it."""

    reading: DateReading
    entities: frozenset[int]
    end: int

    def covers(self, medium: Medium | None, entity: int | None, paragraph: int) -> bool:
        """Whether a quotation through ``medium`` by ``entity`` belongs to the lede's occasion."""
        if medium in _ANYBODY:
            return True
        if medium is Medium.STATEMENT:
            return True
        return medium in _NAMED_ONLY and entity in self.entities


def find_lede(doc: Doc, found: Sequence[Timed], anchor: date | None) -> Lede | None:
    """The lede's day; None where the first paragraphs tell none or several."""
    if anchor is None:
        return None
    end = min(_PARAGRAPHS, len(doc._.paragraphs))
    days = [t for t in found if t.paragraph < end and t.value is not None and t.value.day is not None]
    recent = [
        t
        for t in days
        if t.value and t.value.day and (anchor - t.value.day).days <= _RECENT and t.verb is not None
    ]
    if not recent or len({t.value.value for t in recent if t.value}) != 1:
        return None
    first = recent[0]
    assert first.value is not None
    span = Span.of(doc._.text, first.expression.start, first.expression.end)
    last = doc._.paragraphs[end - 1].end
    entities = frozenset(e for start, e in doc._.entities.of_name.items() if doc[start].idx < last)
    return Lede(DateReading(first.value.value, span, "lede"), entities, end)
