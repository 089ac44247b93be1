"""The occasion carried on: a speaker who goes on speaking does so where the text last put them."""

from dataclasses import dataclass

from spacy.tokens import Doc

from service.extraction.annotations import Medium
from service.extraction.attribution.frames import Frame, Frames
from service.extraction.attribution.walk import Attribution
from service.extraction.media.contrast import contrary, days, is_section_break
from service.extraction.media.reading import MediumReading
from service.extraction.media.scenes import Scene

#: Occasions at which several people speak.
_SHARED = frozenset({Medium.DEBATE, Medium.TESTIMONY, Medium.BRIEFING})
_AHEAD = 3
_SHARED_REACH = 4


@dataclass(slots=True)
class _Open:
    """An occasion that is still going on."""

    reading: MediumReading
    days: frozenset[str]
    paragraph: int
    section: int


class Carrying:
    """One pass over the segments, then one back for what a later sentence tells."""

    def __init__(
        self, doc: Doc, frames: Frames, own: dict[int, MediumReading], scenes: dict[int, list[Scene]]
    ) -> None:
        self.doc, self.frames, self.own, self.scenes = doc, frames, own, scenes
        self.found = dict(own)
        self.open: dict[str, _Open] = {}
        self.shared: _Open | None = None
        self.sections = self._sections()

    def readings(self) -> dict[int, MediumReading]:
        """The medium of each segment that has one."""
        for number, frame in enumerate(self.frames.frames):
            here = [s for s in frame.segments if self.frames.of_segment[s] == number]
            self._share(here)
            self._set(number, frame)
            for segment in here:
                said: Attribution = self.doc._.attributions[segment]
                if segment in self.found:
                    self._keep(segment, said, frame)
                elif (reading := self._carried(said, frame)) is not None:
                    self.found[segment] = reading
        self._look_back()
        return self.found

    def _sections(self) -> list[int]:
        """For every paragraph the number of section breaks before it."""
        found, count = [], 0
        for paragraph in self.doc._.paragraphs:
            count += is_section_break(self.doc._.text, paragraph)
            found.append(count)
        return found

    def _share(self, segments: list[int]) -> None:
        """Quotations of one sentence and one source went out together."""
        for segment in segments:
            said = self.doc._.attributions[segment]
            if segment in self.found or said.source is None:
                continue
            for other in segments:
                source = self.doc._.attributions[other].source
                reading = self.own.get(other)
                if source is not None and reading is not None and source.key == said.source.key:
                    self.found[segment] = reading
                    break

    def _set(self, number: int, frame: Frame) -> None:
        for scene in self.scenes.get(number, []):
            state = self._state(MediumReading(scene.medium, scene.span, "scene"), frame)
            if scene.who is not None:
                if not frame.segments:
                    self.open[f"#{scene.who}"] = state
            if scene.medium in _SHARED:
                self.shared = state

    def _keep(self, segment: int, said: Attribution, frame: Frame) -> None:
        reading = self.found[segment]
        state = self._state(reading, frame)
        if said.source is not None:
            self.open[said.source.key] = state
        if reading.medium in _SHARED:
            self.shared = state

    def _state(self, reading: MediumReading, frame: Frame) -> _Open:
        return _Open(reading, days(self.doc, frame), frame.paragraph, self.sections[frame.paragraph])

    def _carried(self, said: Attribution, frame: Frame) -> MediumReading | None:
        key = said.source.key if said.source is not None else ""
        state = self.open.get(key)
        if state is not None and self._holds(state, said, frame):
            return MediumReading(state.reading.medium, state.reading.span, "carried")
        shared = self.shared
        if state is None and shared is not None and frame.paragraph - shared.paragraph <= _SHARED_REACH:
            if self._holds(shared, said, frame):
                shared.paragraph = frame.paragraph
                return MediumReading(shared.reading.medium, shared.reading.span, "shared")
        return None

    def _holds(self, state: _Open, said: Attribution, frame: Frame) -> bool:
        if state.section != self.sections[frame.paragraph]:
            return False
        if contrary(self.doc, frame, said.cue):
            return False
        own = days(self.doc, frame)
        return not (own and own != state.days and not own & state.days)

    def _look_back(self) -> None:
        """What a speaker's next quote tells of its occasion holds for the one just before it too."""
        following: dict[str, tuple[int, Frame]] = {}
        for said in reversed(self.doc._.attributions):
            number = self.frames.of_segment[said.segment]
            if said.source is None or number < 0:
                continue
            frame = self.frames.frames[number]
            if said.segment in self.found:
                following[said.source.key] = (said.segment, frame)
                continue
            after = following.get(said.source.key)
            if after is None or after[1].paragraph - frame.paragraph > _AHEAD:
                continue
            reading = self.own.get(after[0])
            if reading is None or not self._holds(self._state(reading, after[1]), said, frame):
                continue
            if contrary(self.doc, after[1], None):
                continue
            self.found[said.segment] = MediumReading(reading.medium, reading.span, "told-after")
