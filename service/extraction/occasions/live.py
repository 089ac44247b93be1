"""Live blogs: entries under the time of day, told as they happen."""

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc

from service.extraction.annotations import Span
from service.extraction.occasions.reading import DateReading
from service.extraction.occasions.timing import Timed


def live_days(
    doc: Doc, found: Sequence[Timed], section: Sequence[int], anchor: date | None
) -> dict[int, DateReading]:
    """For each entry (section) of a live blog that names the day it was published: that day."""
    days: dict[int, DateReading] = {}
    for one in found:
        if anchor is not None and one.value is not None and one.value.day == anchor:
            span = Span.of(doc._.text, one.expression.start, one.expression.end)
            days.setdefault(section[one.paragraph], DateReading(one.value.value, span, "live"))
    return days
