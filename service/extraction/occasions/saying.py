"""Gives each quotation the day it was uttered: from its own sentence, or carried along one occasion.

One pass from the top; then what is left takes the day of the next quotation of the same speech. Nothing is read
into the day of publication, and nothing carries over a section break.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from spacy.tokens import Doc

from service.extraction.annotations import Medium, Span
from service.extraction.attribution.frames import Frames
from service.extraction.attribution.walk import Attribution
from service.extraction.dates import Kind, resolve
from service.extraction.occasions.lede import Lede, find_lede
from service.extraction.occasions.nouns import occasion_medium
from service.extraction.occasions.reading import DateReading
from service.extraction.occasions.sections import sections
from service.extraction.occasions.telling import subject_entities, tells
from service.extraction.occasions.ties import ties
from service.extraction.occasions.timing import Timed, refers_back, timed

_SHARED = frozenset({Medium.DEBATE, Medium.TESTIMONY, Medium.BRIEFING, Medium.SPEECH})
_NEAR = 3
_BEFORE = frozenset(
    {"previously", "once", "long", "repeatedly", "often", "always", "frequently", "sometimes"}
)


@dataclass(frozen=True, slots=True)
class _Said:
    """The last quotation of a source: where, through what, and its day if known."""

    medium: Medium | None
    paragraph: int
    section: int
    reading: DateReading | None


@dataclass(slots=True)
class _Told:
    """The last dated sentence that tells of a speech of one entity."""

    paragraph: int
    section: int
    reading: DateReading


@dataclass(slots=True)
class _State:
    said: dict[str, _Said] = field(default_factory=dict)
    told: dict[int, _Told] = field(default_factory=dict)
    held: dict[Medium, _Told] = field(default_factory=dict)
    last: _Said | None = None


def read_dates(doc: Doc) -> dict[int, DateReading]:
    """The readings of ``doc``'s segments, by segment; those whose day the article does not tell are left out."""
    return _Reader(doc).read()


class _Reader:
    def __init__(self, doc: Doc) -> None:
        self.doc: Doc = doc
        self.frames: Frames = doc._.frames
        self.anchor = _anchor(doc._.published_at)
        self.found = list(timed(doc, self.frames, self.anchor))
        self.by_frame: dict[int, list[Timed]] = defaultdict(list)
        for one in self.found:
            self.by_frame[one.frame].append(one)
        self.section = sections(doc)
        self.state = _State()
        self.lede: Lede | None = find_lede(doc, self.found, self.anchor)

    def read(self) -> dict[int, DateReading]:
        readings: dict[int, DateReading] = {}
        attributions: tuple[Attribution, ...] = self.doc._.attributions
        next_segment = 0
        for number, frame in enumerate(self.frames.frames):
            for segment in frame.segments:
                if self.frames.of_segment[segment] == number:
                    reading = self._segment(attributions[segment], number)
                    if reading is not None:
                        readings[segment] = reading
                    next_segment = segment + 1
            self._note(number)
        self._backfill(attributions, readings)
        return readings

    def _segment(self, attribution: Attribution, number: int) -> DateReading | None:
        paragraph = self.frames.frames[number].paragraph
        source = attribution.source
        key = source.key if source is not None else None
        medium = _medium(self.doc, attribution.segment)
        before = self.state.said.get(key) if key is not None else None
        reading, known = self._own(attribution, number, before)
        if not known:
            reading = self._carried(attribution, before, medium, paragraph)
        said = _Said(medium, paragraph, self.section[paragraph], reading)
        if key is not None:
            self.state.said[key] = said
        self.state.last = said
        return reading

    def _own(
        self, attribution: Attribution, number: int, before: _Said | None
    ) -> tuple[DateReading | None, bool]:
        """What the sentences of quotation and cue say; True with None where they put it at a time of no date."""
        cue = attribution.cue
        where = {number} | ({cue.frame} if cue is not None else set())
        at = cue.at if cue is not None else self._root(number)
        tied = [t for frame in where for t in self.by_frame.get(frame, ()) if ties(self.doc, t, at)]
        for one in sorted(tied, key=lambda t: abs(t.root - (at or 0))):
            if refers_back(one.expression):
                previous = before.reading if before else None
                if previous is not None and len(previous.value) == 10:
                    value = resolve(one.expression, self.anchor, previous=date.fromisoformat(previous.value))
                    if value is not None:
                        return DateReading(value.value, self._span(one), "then"), True
                continue
            if one.value is not None:
                return DateReading(one.value.value, self._span(one), "own"), True
            if one.expression.kind in (Kind.VAGUE, Kind.RANGE):
                return None, True
        return None, self._of_old(at)

    def _of_old(self, cue: int | None) -> bool:
        """Whether an adverb puts the cue at another, unknown time ("has long said", "once called")."""
        return cue is not None and any(c.lower_ in _BEFORE for c in self.doc[cue].children)

    def _root(self, number: int) -> int | None:
        tokens = self.frames.frames[number].tokens
        return next((i for i in tokens if self.doc[i].dep_ == "ROOT" and self.doc[i].pos_ == "VERB"), None)

    def _carried(
        self, attribution: Attribution, before: _Said | None, medium: Medium | None, paragraph: int
    ) -> DateReading | None:
        section = self.section[paragraph]
        if before is not None and before.section == section and before.medium == medium:
            if before.reading is not None:
                return _by(before.reading, "carried")
            if attribution.cue is None:
                return None
        return (
            self._told(attribution, paragraph, section)
            or self._held(medium, paragraph, section)
            or self._lede(attribution, medium, paragraph)
            or self._shared(medium, paragraph, section)
        )

    def _told(self, attribution: Attribution, paragraph: int, section: int) -> DateReading | None:
        entity = attribution.source.entity if attribution.source is not None else None
        told = self.state.told.get(entity) if entity is not None else None
        if told is None or told.section != section or paragraph - told.paragraph > _NEAR:
            return None
        if len(told.reading.value) < 10 and told.paragraph != paragraph:
            return None
        return _by(told.reading, "told")

    def _held(self, medium: Medium | None, paragraph: int, section: int) -> DateReading | None:
        held = self.state.held.get(medium) if medium is not None else None
        if held is None or held.section != section or paragraph - held.paragraph > 1:
            return None
        return _by(held.reading, "held")

    def _lede(self, attribution: Attribution, medium: Medium | None, paragraph: int) -> DateReading | None:
        if self.lede is None or self.section[paragraph] != 0:
            return None
        entity = attribution.source.entity if attribution.source is not None else None
        reading = self.lede.reading
        return _by(reading, "lede") if self.lede.covers(medium, entity, paragraph) else None

    def _shared(self, medium: Medium | None, paragraph: int, section: int) -> DateReading | None:
        last = self.state.last
        if last is None or last.reading is None or medium not in _SHARED or last.medium != medium:
            return None
        if last.section != section or paragraph - last.paragraph > 2:
            return None
        return _by(last.reading, "shared")

    def _note(self, number: int) -> None:
        """Keeps what a sentence tells of somebody's speech, and of occasions held, for the quotations after it."""
        for one in self.by_frame.get(number, ()):
            if one.value is None:
                continue
            told = _Told(
                one.paragraph, self.section[one.paragraph], DateReading(one.value.value, self._span(one), "")
            )
            if tells(self.doc, one):
                for entity in subject_entities(self.doc, one):
                    self.state.told[entity] = told
            for noun in one.nouns:
                medium = occasion_medium(self.doc[noun])
                if medium is not None:
                    self.state.held[medium] = told

    def _backfill(self, attributions: tuple[Attribution, ...], readings: dict[int, DateReading]) -> None:
        """An undated quotation takes the day of the next one of the same source and medium."""
        following: dict[str, tuple[int, Medium | None, int]] = {}
        for segment in range(len(attributions) - 1, -1, -1):
            source = attributions[segment].source
            if source is None:
                continue
            paragraph = self.doc._.segments[segment].paragraph
            medium = _medium(self.doc, segment)
            after = following.get(source.key)
            if segment in readings:
                if readings[segment].rule in ("own", "told"):
                    following[source.key] = (segment, medium, paragraph)
                else:
                    following.pop(source.key, None)
            elif after is not None and after[1] == medium and 0 <= after[2] - paragraph <= _NEAR:
                if self.section[paragraph] == self.section[after[2]]:
                    readings[segment] = _by(readings[after[0]], "later")

    def _span(self, one: Timed) -> Span:
        return Span.of(self.doc._.text, one.expression.start, one.expression.end)


def _by(reading: DateReading, rule: str) -> DateReading:
    return DateReading(reading.value, reading.span, rule)


def _medium(doc: Doc, segment: int) -> Medium | None:
    """The medium read for the segment, None where nothing tells."""
    media: Any = doc._.media if Doc.has_extension("media") else None
    reading = media.get(segment) if media else None
    return reading.medium if reading is not None else None


def _anchor(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
