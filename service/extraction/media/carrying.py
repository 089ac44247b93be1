"""The occasion carried on: a speaker who goes on speaking does so where the text last put them."""

from dataclasses import dataclass

from spacy.tokens import Doc

from service.extraction.annotations import Medium, Span
from service.extraction.attribution.cues import CueForm
from service.extraction.attribution.frames import Frame, Frames
from service.extraction.attribution.walk import Attribution
from service.extraction.media.contrast import contrary, days, is_section_break, sets_apart
from service.extraction.media.reading import MediumReading
from service.extraction.media.scenes import Scene

#: For how many paragraphs a speaker who goes on does so by the same medium.
_REACH = {
    Medium.INTERVIEW: 60, Medium.SPEECH: 10, Medium.DEBATE: 14, Medium.TESTIMONY: 12, Medium.BRIEFING: 6,
    Medium.STATEMENT: 4, Medium.CORRESPONDENCE: 4, Medium.PUBLICATION: 4, Medium.TWITTER: 2,
    Medium.SOCIAL_MEDIA: 2, Medium.CONVERSATION: 1,
}  # fmt: skip
#: Occasions at which several people speak, and for how many paragraphs the text goes on with them.
_SHARED = {Medium.DEBATE: 3, Medium.TESTIMONY: 3, Medium.BRIEFING: 2, Medium.SPEECH: 1}
_SPOKEN = frozenset(
    {Medium.INTERVIEW, Medium.SPEECH, Medium.DEBATE, Medium.TESTIMONY, Medium.BRIEFING, Medium.CONVERSATION}
)
_AHEAD = 3
_KEPT = 4


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
        self.open: dict[str, list[_Open]] = {}
        self.latest: _Open | None = None
        self.sections = self._sections()

    def readings(self) -> dict[int, MediumReading]:
        """The medium of each segment that has one."""
        for number, frame in enumerate(self.frames.frames):
            here = [s for s in frame.segments if self.frames.of_segment[s] == number]
            self._share(here)
            self._set(number, frame)
            for segment in here:
                self._read(self.doc._.attributions[segment], frame)
        self._look_back()
        self._written()
        return self.found

    def _read(self, said: Attribution, frame: Frame) -> None:
        reading = self.found.get(said.segment)
        if reading is not None:
            self._keep(said, self._state(reading, frame))
        elif (carried := self._carried(said, frame)) is not None:
            self.found[said.segment] = carried

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
            if scene.who is not None and not frame.segments:
                self._open(f"#{scene.who}", state)
            if scene.kind in ("occasion", "made"):
                self.latest = state

    def _open(self, key: str, state: _Open) -> None:
        opened = self.open.setdefault(key, [])
        opened.append(state)
        del opened[:-_KEPT]

    def _keep(self, said: Attribution, state: _Open) -> None:
        if said.source is not None:
            self._open(said.source.key, state)

    def _state(self, reading: MediumReading, frame: Frame) -> _Open:
        return _Open(reading, days(self.doc, frame), frame.paragraph, self.sections[frame.paragraph])

    def _carried(self, said: Attribution, frame: Frame) -> MediumReading | None:
        for state in reversed(self.open.get(said.source.key if said.source else "", [])):
            if frame.paragraph - state.paragraph > _REACH[state.reading.medium]:
                continue
            if not self._holds(state, said, frame):
                return None
            state.paragraph = frame.paragraph
            return MediumReading(state.reading.medium, state.reading.span, "carried")
        return self._shared(said, frame)

    def _shared(self, said: Attribution, frame: Frame) -> MediumReading | None:
        """An occasion that others speak at too; a transcript's labels stand for whoever speaks."""
        state = self.latest
        if state is None:
            return None
        label = said.cue is not None and said.cue.form is CueForm.LABEL
        reach = _REACH[state.reading.medium] if label else _SHARED.get(state.reading.medium, -1)
        if frame.paragraph - state.paragraph > reach or not self._holds(state, said, frame):
            return None
        state.paragraph = frame.paragraph
        return MediumReading(state.reading.medium, state.reading.span, "shared")

    def _holds(self, state: _Open, said: Attribution, frame: Frame) -> bool:
        if state.section != self.sections[frame.paragraph]:
            return False
        if contrary(self.doc, frame, said.cue):
            return False
        if said.cue is not None and said.cue.verb is not None and said.cue.verb.written:
            if state.reading.medium in _SPOKEN:
                return False
        own = days(self.doc, frame)
        return not sets_apart(own, state.days)

    def _look_back(self) -> None:
        """What a later sentence tells of its speaker's occasion holds for the quotes just before it too."""
        following: dict[str, _Open] = {}
        attributions = self.doc._.attributions
        for number in range(len(self.frames.frames) - 1, -1, -1):
            frame = self.frames.frames[number]
            for scene in self.scenes.get(number, []):
                if scene.who is not None and not contrary(self.doc, frame, None):
                    state = self._state(MediumReading(scene.medium, scene.span, "told-after"), frame)
                    following[f"#{scene.who}"] = state
            for segment in reversed(frame.segments):
                if self.frames.of_segment[segment] == number:
                    self._told_after(attributions[segment], frame, following)

    def _told_after(self, said: Attribution, frame: Frame, following: dict[str, _Open]) -> None:
        if said.source is None:
            return
        own = self.own.get(said.segment)
        if own is not None:
            following[said.source.key] = self._state(own, frame)
            if contrary(self.doc, frame, None):
                del following[said.source.key]
            return
        state = following.get(said.source.key)
        if said.segment in self.found or state is None or state.paragraph - frame.paragraph > _AHEAD:
            return
        if self._holds(state, said, frame):
            self.found[said.segment] = MediumReading(state.reading.medium, state.reading.span, "told-after")

    def _written(self) -> None:
        """What somebody "wrote", nobody tells where, was published."""
        for said in self.doc._.attributions:
            verb = said.cue.verb if said.cue is not None else None
            if said.segment not in self.found and verb is not None and verb.lemma == "write" and said.cue:
                token = self.doc[said.cue.at]
                found = Span.of(self.doc._.text, token.idx, token.idx + len(token))
                self.found[said.segment] = MediumReading(Medium.PUBLICATION, found, "written")
