"""Gives each quotation the day it was uttered: from its own sentence, or carried along one occasion.

One pass from the top; then what is left takes the day of the next quotation of the same speech. Nothing is
read into the day of publication, and nothing carries over a section break.
"""

from spacy.tokens import Doc

from service.extraction.annotations import Medium
from service.extraction.attribution.echoes import echoes
from service.extraction.attribution.frames import Frames
from service.extraction.attribution.turns import is_labelled
from service.extraction.attribution.utterances import utterance_starts
from service.extraction.attribution.walk import Attribution
from service.extraction.media.reading import MediumReading
from service.extraction.occasions.another import is_another_time
from service.extraction.occasions.backfill import backfill
from service.extraction.occasions.beside import is_beside
from service.extraction.occasions.leading import Leading
from service.extraction.occasions.live import live_days, through_the_day
from service.extraction.occasions.memory import Memory, Said, goes_on
from service.extraction.occasions.own import own_reading
from service.extraction.occasions.published import find_published, published_day, writes
from service.extraction.occasions.reading import DateReading
from service.extraction.occasions.scene import Scene
from service.extraction.occasions.sharing import replies, shared_day
from service.extraction.sections import sections, stamps
from service.extraction.times.finding import Times, anchor_of

_SITTINGS = frozenset({Medium.TESTIMONY, Medium.DEBATE})
_OWNED = frozenset({"a", "an", "another", "his", "her"})
#: Parts of the sitting that the article is at: "in her opening statement".
_STATED = frozenset({"statement", "remarks", "testimony", "evidence", "opening", "closing", "speech"})
_SENTENCE = 300


def read_dates(doc: Doc) -> dict[int, DateReading]:
    """The readings of ``doc``'s segments, by segment; one whose day the article does not tell has none."""
    return _Reader(doc).read()


class _Reader:
    def __init__(self, doc: Doc) -> None:
        self.doc: Doc = doc
        self.frames: Frames = doc._.frames
        self.attributions: tuple[Attribution, ...] = doc._.attributions
        self.anchor = anchor_of(doc)
        self.by_frame: Times = doc._.times
        found = [one for number in sorted(self.by_frame) for one in self.by_frame[number]]
        self.section = sections(doc)
        self.memory = Memory(doc, self.section)
        self.utterance = utterance_starts(doc)
        self.readings: dict[int, DateReading] = {}
        self.leading = Leading(doc, self.section)
        self.scene = Scene(doc)
        self.published = find_published(doc)
        self.live = live_days(doc, found, self.section, self.anchor) if stamps(doc) else {}
        self.media: dict[int, MediumReading] = doc._.media

    def read(self) -> dict[int, DateReading]:
        """One pass over the sentences."""
        readings = self.readings
        for number, frame in enumerate(self.frames.frames):
            for one in self.by_frame.get(number, ()):
                self.memory.note(one)
            for segment in frame.segments:
                if self.frames.of_segment[segment] == number:
                    reading = self._segment(self.attributions[segment], number)
                    if reading is not None:
                        readings[segment] = reading
        backfill(self.doc, readings, self._medium, self.section, self.by_frame)
        for segment, full in echoes(self.doc).items():
            if segment not in readings and full in readings and self._medium(segment) == self._medium(full):
                readings[segment] = readings[full].by("echo")
        if self.live:
            through_the_day(self.doc, self.anchor, self.media, readings)
        self._unite()
        return readings

    def _unite(self) -> None:
        """What one segment of an utterance tells holds for the others."""
        for segment, start in enumerate(self.utterance):
            if segment in self.readings and start not in self.readings:
                self.readings[start] = self.readings[segment].by("carried")
        for segment, start in enumerate(self.utterance):
            if segment not in self.readings and start in self.readings:
                self.readings[segment] = self.readings[start].by("carried")

    def _segment(self, attribution: Attribution, number: int) -> DateReading | None:
        paragraph = self.frames.frames[number].paragraph
        medium = self._medium(attribution.segment)
        own = own_reading(self.doc, self.by_frame, attribution, number, self.anchor, self.memory.latest)
        reading = own.reading
        start = self.utterance[attribution.segment]
        if not own.settled and start != attribution.segment:
            before = self.readings.get(start)
            return before.by("carried") if before is not None else None
        if not own.settled:
            reading = self._carried(attribution, number, medium, paragraph)
            if reading is not None and self._is_apart(attribution, number, reading):
                return None
        source = attribution.source
        if not own.passing:
            said = Said(medium, number, paragraph, self.section[paragraph], reading)
            self.memory.say(source.key if source else None, said)
        return reading

    def _carried(
        self, attribution: Attribution, number: int, medium: Medium | None, paragraph: int
    ) -> DateReading | None:
        source, memory, section = attribution.source, self.memory, self.section[paragraph]
        before = memory.before(source.key, medium, paragraph) if source is not None else None
        if self._is_new(attribution):
            return self._proof(attribution, number)
        if before is not None and before.section == section:
            newer = memory.told_by(source, paragraph, medium, after=before.frame)
            if newer is not None:
                return newer
            if before.reading is not None and goes_on(
                before, medium, paragraph, replies=replies(self.doc, attribution)
            ):
                return before.reading.by("carried")
            if attribution.cue is None:
                return None
        return (
            self._proof(attribution, number)
            or memory.told_by(source, paragraph, medium)
            or self._live(attribution, medium, section)
            or self._heard(attribution, medium, number, paragraph)
            or self._beside(attribution, number, paragraph)
            or self.leading.of_occasion(
                attribution, medium, paragraph, memory.spoke(source.key if source else None)
            )
            or shared_day(
                self.doc, attribution, self.media.get(attribution.segment), paragraph, section, memory.last
            )
            or self.leading.of_actor(attribution, paragraph)
            or published_day(
                self.published,
                self.media.get(attribution.segment),
                paragraph,
                writes=writes(self.doc, attribution),
            )
        )

    def _is_apart(self, attribution: Attribution, number: int, reading: DateReading) -> bool:
        """Whether the sentence tells of another time; "earlier in the evening" is one of that day."""
        if reading.rule == "beside":
            return False
        far = reading.rule != "carried"
        return is_another_time(self.doc, attribution, number, reading.value, far=far)

    def _is_new(self, attribution: Attribution) -> bool:
        """Whether the sentence names another sitting: "At her confirmation hearing, she said"."""
        reading, source = self.media.get(attribution.segment), attribution.source
        if reading is None or reading.rule != "occasion" or reading.medium not in _SITTINGS or source is None:
            return False
        start = self.doc._.segments[self.utterance[attribution.segment]].start
        words = reading.span.text.lower().split()[1:]
        apart = any(word in _OWNED for word in words[:1]) and not any(word in _STATED for word in words)
        return apart and abs(reading.span.start - start) < _SENTENCE

    def _proof(self, attribution: Attribution, number: int) -> DateReading | None:
        """The day told with the words that prove the medium ("in an interview on Friday")."""
        reading = self.media.get(attribution.segment)
        if reading is None:
            return None
        paragraph = self.frames.frames[number].paragraph
        anybody = reading.rule in ("main", "shared")
        anybody = anybody and (reading.medium in _SITTINGS or is_labelled(attribution))
        return self.memory.at(reading.span, paragraph, attribution.source, anybody=anybody)

    def _heard(
        self, attribution: Attribution, medium: Medium | None, number: int, paragraph: int
    ) -> DateReading | None:
        """The day of what happens, for what is heard there and tells no channel."""
        if medium is not None:
            return None
        if self.scene.is_chant(attribution):
            day = self.leading.day(paragraph)
            return day.by("heard") if day is not None else None
        return self.scene.recorded_day(attribution, number) or self.scene.evening_day(attribution)

    def _beside(self, attribution: Attribution, number: int, paragraph: int) -> DateReading | None:
        """The lede's day, for what was said "hours later" or "after the meeting"."""
        day = self.leading.day(paragraph)
        if day is None or not is_beside(self.doc, attribution, self.media.get(attribution.segment), number):
            return None
        return day.by("beside")

    def _live(self, attribution: Attribution, medium: Medium | None, section: int) -> DateReading | None:
        """The day that a live blog's entry names, for what it tells of that moment."""
        entity = attribution.source.entity if attribution.source is not None else None
        entry = self.live.get(section)
        return entry.reading if entry is not None and entry.covers(medium, entity) else None

    def _medium(self, segment: int) -> Medium | None:
        """The medium read for the segment, None where nothing tells."""
        reading = self.media.get(segment)
        return reading.medium if reading is not None else None
