"""What the article's first paragraphs date, held against one quotation: is it of that occasion?"""

from collections.abc import Mapping

from spacy.tokens import Doc

from service.extraction.annotations import Medium
from service.extraction.attribution.frames import Frames
from service.extraction.attribution.walk import Attribution
from service.extraction.media.main import find_main
from service.extraction.media.reading import MediumReading
from service.extraction.occasions.actors import body_of, covers, find_actors, is_known_by, speaks_for_body
from service.extraction.occasions.lede import find_lede, tells_verdict
from service.extraction.occasions.reading import DateReading
from service.extraction.times.finding import anchor_of
from service.extraction.times.placing import frame_at
from service.extraction.times.telling import speaks_of_occasion

_MET_THAT_DAY = frozenset({Medium.BRIEFING, Medium.SPEECH})
_TRIAL = frozenset({"jury", "jurors", "trial"})


class Leading:
    """The lede's day and who acts on it; ``section`` numbers the section of each paragraph."""

    def __init__(self, doc: Doc, section: list[int]) -> None:
        self.doc, self.section = doc, section
        self.frames: Frames = doc._.frames
        found = [one for number in sorted(doc._.times) for one in doc._.times[number]]
        self.lede = find_lede(doc, found, anchor_of(doc))
        self.actors = find_actors(doc)
        #: An article of the day itself: whoever meets the press in it did so on that day.
        self.same_day = self.lede is not None and self.lede.day == anchor_of(doc)
        self.after_verdict = self.lede is not None and tells_verdict(doc)
        self._told: dict[str, int] = {}
        self.main = find_main(doc, self.frames)
        self.media: Mapping[int, MediumReading] = doc._.media

    def of_occasion(
        self, attribution: Attribution, medium: Medium | None, paragraph: int, spoke: str | None
    ) -> DateReading | None:
        """The lede's day for what was said at the occasion that the lede tells of.

        ``spoke`` is the day on which the source was quoted last: reporters met it then.
        """
        if self.lede is None or self.section[paragraph] != 0:
            return None
        entity = attribution.source.entity if attribution.source is not None else None
        number = self.frames.of_segment[attribution.segment]
        if medium in _MET_THAT_DAY and self.same_day:
            return self.lede.reading
        if not self.lede.speaks and not self._is_of_lede(attribution.segment):
            return None
        if medium is Medium.BRIEFING and not self._in_lede(attribution) and entity not in self.lede.entities:
            return self.lede.reading if spoke == self.lede.reading.value else None
        if self.lede.covers(medium, entity) or (self.lede.speaks and speaks_of_occasion(self.doc, number)):
            return self.lede.reading
        return None

    def day(self, paragraph: int) -> DateReading | None:
        """The lede's day, while the article is at it."""
        return self.lede.reading if self.lede is not None and self.section[paragraph] == 0 else None

    def of_actor(self, attribution: Attribution, paragraph: int) -> DateReading | None:
        """The day on which the first paragraphs tell the source to have done what the article is about."""
        source = attribution.source
        if source is None or self.section[paragraph] != 0:
            return None
        if not covers(self.media.get(attribution.segment)):
            return None
        if source.entity is None:
            end = self.doc._.segments[attribution.segment].start
            lone = self.actors.lone
            return lone if lone is not None and is_known_by(self.doc, source.name, end, self._told) else None
        day = self.actors.day(source.entity, paragraph)
        if day is not None or not speaks_for_body(self.media.get(attribution.segment)):
            return day
        body = body_of(self.doc, source.entity, self.actors)
        return self.actors.leading[body] if body is not None else None

    def _in_lede(self, attribution: Attribution) -> bool:
        """Whether the words that prove the medium stand where the lede's day is told, not at a later talk."""
        reading = self.media.get(attribution.segment)
        paragraphs = self.doc._.paragraphs
        return reading is not None and reading.span.start < paragraphs[min(4, len(paragraphs)) - 1].end

    def _is_of_lede(self, segment: int) -> bool:
        """Whether the words that prove the medium tell of what the lede dates: they stand there too.

        "At a hearing last week" farther on is another hearing than the one of Tuesday's lede.
        """
        reading = self.media.get(segment)
        paragraphs = self.doc._.paragraphs
        end = paragraphs[min(3, len(paragraphs)) - 1].end
        if reading is None:
            return False
        if self.after_verdict and any(word in _TRIAL for word in reading.span.text.lower().split()):
            return False
        main = self.main if self.main is not None and self.main.medium is reading.medium else reading
        if reading.span.start < end or main.span.start < end:
            return True
        return main is not reading and self._is_undated(main) and self._is_undated(reading)

    def _is_undated(self, reading: MediumReading) -> bool:
        """Whether the sentence that proves the medium tells no time of its own."""
        number = frame_at(self.doc, reading.span.start)
        return number is not None and not self.doc._.times.get(number)
