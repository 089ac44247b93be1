"""Live blogs: entries under the time of day, told as they happen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from service.extraction.annotations import Medium, Span
from service.extraction.media.reading import MediumReading
from service.extraction.occasions.reading import DateReading
from service.extraction.times import Timed
from service.extraction.times.telling import entities_of, subjects

#: What is said at a moment, and told as it is said.
_SPOKEN = frozenset({Medium.SPEECH, Medium.BRIEFING, Medium.TESTIMONY, Medium.INTERVIEW, Medium.STATEMENT})
_POSTED = frozenset({Medium.TWITTER, Medium.SOCIAL_MEDIA, Medium.CONVERSATION})


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry (section) that names the day it was published, and who it says did something that day."""

    reading: DateReading
    actors: frozenset[int]

    def covers(self, medium: Medium | None, entity: int | None) -> bool:
        """Whether a quotation through ``medium`` by ``entity`` was told as it was uttered."""
        return medium in _SPOKEN or medium in _POSTED or entity in self.actors


def live_days(
    doc: Doc, found: Sequence[Timed], section: Sequence[int], anchor: date | None
) -> dict[int, Entry]:
    """For each entry (section) of a live blog that names the day it was published: that day."""
    days: dict[int, Entry] = {}
    for one in found:
        if anchor is None or one.value is None or one.value.day != anchor:
            continue
        span = Span.of(doc._.text, one.expression.start, one.expression.end)
        number = section[one.paragraph]
        known = days.get(number)
        reading = known.reading if known else DateReading(one.value.value, span, "live")
        days[number] = Entry(reading, _actors(doc, one) | (known.actors if known else frozenset()))
    return days


def _actors(doc: Doc, one: Timed) -> frozenset[int]:
    return frozenset(entities_of(doc, subjects(doc, one)))


def through_the_day(
    doc: Doc, anchor: date | None, media: Mapping[int, MediumReading], readings: dict[int, DateReading]
) -> None:
    """Who speaks in one entry on the day goes on in those that tell no day: added to ``readings``."""
    spoken: dict[tuple[str, Medium], DateReading] = {}
    rows = [
        (said.source.key, media[said.segment].medium, said.segment)
        for said in doc._.attributions
        if said.source is not None and said.segment in media
    ]
    today = anchor.isoformat() if anchor is not None else None
    for key, medium, segment in rows:
        reading = readings.get(segment)
        if reading is not None and reading.value == today and medium in _SPOKEN:
            spoken.setdefault((key, medium), reading.by("live"))
    for key, medium, segment in rows:
        if segment not in readings and (key, medium) in spoken:
            readings[segment] = spoken[key, medium]
