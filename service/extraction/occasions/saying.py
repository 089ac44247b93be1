"""Gives each quotation the day it was uttered: from its own sentence, or carried along one occasion.

One pass from the top; then what is left takes the day of the next quotation of the same speech. Nothing is
read into the day of publication, and nothing carries over a section break.
"""

from collections import defaultdict
from datetime import date
from typing import Any

from spacy.tokens import Doc

from service.extraction.annotations import Medium
from service.extraction.attribution.cues import CueForm
from service.extraction.attribution.frames import Frames
from service.extraction.attribution.walk import Attribution
from service.extraction.occasions.backfill import backfill
from service.extraction.occasions.lede import find_lede
from service.extraction.occasions.live import live_days
from service.extraction.occasions.memory import Memory, Said
from service.extraction.occasions.own import own_reading
from service.extraction.occasions.reading import DateReading
from service.extraction.occasions.sections import sections, stamps
from service.extraction.occasions.telling import speaks_of_occasion
from service.extraction.occasions.timing import Timed, timed

_LIVE = frozenset(Medium) - {Medium.UNSPECIFIED, Medium.PUBLICATION, Medium.CORRESPONDENCE, Medium.DEBATE}
_SHARED = frozenset({Medium.DEBATE, Medium.TESTIMONY, Medium.BRIEFING, Medium.SPEECH})


def read_dates(doc: Doc) -> dict[int, DateReading]:
    """The readings of ``doc``'s segments, by segment; one whose day the article does not tell has none."""
    return _Reader(doc).read()


class _Reader:
    def __init__(self, doc: Doc) -> None:
        self.doc: Doc = doc
        self.frames: Frames = doc._.frames
        self.attributions: tuple[Attribution, ...] = doc._.attributions
        self.anchor = _anchor(doc._.published_at)
        self.by_frame: dict[int, list[Timed]] = defaultdict(list)
        found = list(timed(doc, self.frames, self.anchor))
        for one in found:
            self.by_frame[one.frame].append(one)
        self.section = sections(doc)
        self.memory = Memory(doc, self.section)
        self.lede = find_lede(doc, found, self.anchor)
        self.live = live_days(doc, found, self.section, self.anchor) if stamps(doc) else {}
        self.media: dict[int, Any] = doc._.media if Doc.has_extension("media") and doc._.media else {}

    def read(self) -> dict[int, DateReading]:
        """One pass over the sentences."""
        readings: dict[int, DateReading] = {}
        for number, frame in enumerate(self.frames.frames):
            for one in self.by_frame.get(number, ()):
                self.memory.note(one)
            for segment in frame.segments:
                if self.frames.of_segment[segment] == number:
                    reading = self._segment(self.attributions[segment], number)
                    if reading is not None:
                        readings[segment] = reading
        backfill(self.doc, readings, self._medium, self.section, self.by_frame)
        return readings

    def _segment(self, attribution: Attribution, number: int) -> DateReading | None:
        paragraph = self.frames.frames[number].paragraph
        medium = self._medium(attribution.segment)
        own = own_reading(self.doc, self.by_frame, attribution, number, self.anchor, self.memory.latest)
        reading = own.reading
        if not own.settled:
            reading = self._carried(attribution, number, medium, paragraph)
        source = attribution.source
        if not own.passing:
            said = Said(medium, paragraph, self.section[paragraph], reading)
            self.memory.say(source.key if source else None, said)
        return reading

    def _carried(
        self, attribution: Attribution, number: int, medium: Medium | None, paragraph: int
    ) -> DateReading | None:
        source, memory, section = attribution.source, self.memory, self.section[paragraph]
        before = memory.before(source.key, medium, paragraph) if source is not None else None
        if before is not None and before.section == section:
            if before.reading is not None:
                return before.reading.by("carried")
            if attribution.cue is None:
                return None
        return (
            self._proof(attribution, number)
            or memory.told_by(source, paragraph, medium)
            or self._live(medium, section)
            or self._lede(attribution, medium, paragraph)
            or self._shared(attribution, medium, paragraph)
        )

    def _proof(self, attribution: Attribution, number: int) -> DateReading | None:
        """The day told with the words that prove the medium ("in an interview on Friday")."""
        reading = self.media.get(attribution.segment)
        if reading is None:
            return None
        paragraph = self.frames.frames[number].paragraph
        return self.memory.at(reading.span.start, paragraph, attribution.source)

    def _live(self, medium: Medium | None, section: int) -> DateReading | None:
        """The day that a live blog's entry names, for what it tells of that moment."""
        return self.live.get(section) if medium in _LIVE else None

    def _lede(self, attribution: Attribution, medium: Medium | None, paragraph: int) -> DateReading | None:
        if self.lede is None or self.section[paragraph] != 0:
            return None
        entity = attribution.source.entity if attribution.source is not None else None
        number = self.frames.of_segment[attribution.segment]
        if not self.lede.speaks and not self._proved_near(attribution.segment, paragraph):
            return None
        if self.lede.covers(medium, entity) or (self.lede.speaks and speaks_of_occasion(self.doc, number)):
            return self.lede.reading
        return None

    def _proved_near(self, segment: int, paragraph: int) -> bool:
        """Whether the words that prove the medium stand in this paragraph or the one before."""
        reading = self.media.get(segment)
        before = self.doc._.paragraphs[max(0, paragraph - 1)]
        return reading is not None and reading.span.start >= before.start

    def _shared(self, attribution: Attribution, medium: Medium | None, paragraph: int) -> DateReading | None:
        """Another speaker of one debate, hearing, briefing, rally or transcript, right after the last."""
        last = self.memory.last
        labelled = attribution.cue is not None and attribution.cue.form is CueForm.LABEL
        if last is None or last.reading is None or last.section != self.section[paragraph]:
            return None
        if paragraph - last.paragraph > 2 or not (labelled or (medium in _SHARED and last.medium == medium)):
            return None
        return last.reading.by("shared")

    def _medium(self, segment: int) -> Medium | None:
        """The medium read for the segment, None where nothing tells."""
        reading = self.media.get(segment)
        medium: Medium | None = reading.medium if reading is not None else None
        return medium


def _anchor(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
