"""The occasion carried on: a speaker who goes on speaking does so where the text last put them."""

from dataclasses import dataclass

from spacy.tokens import Doc

from service.extraction.annotations import Medium, Span, SpeakerKind
from service.extraction.attribution.cues import Cue
from service.extraction.attribution.frames import Frame, Frames
from service.extraction.attribution.turns import after_recording, is_labelled
from service.extraction.attribution.utterances import utterance_starts
from service.extraction.attribution.walk import Attribution
from service.extraction.discourse import Source
from service.extraction.media.contrast import (
    at_another_time,
    by_habit,
    days,
    is_aside,
    sets_apart,
)
from service.extraction.media.main import find_main, is_outside
from service.extraction.media.reading import MediumReading
from service.extraction.media.scenes import Scene
from service.extraction.sections import sections, stamps

#: For how many paragraphs a speaker who goes on does so by the same medium.
_REACH = {
    Medium.INTERVIEW: 60, Medium.SPEECH: 10, Medium.DEBATE: 14, Medium.TESTIMONY: 12, Medium.BRIEFING: 6,
    Medium.STATEMENT: 4, Medium.CORRESPONDENCE: 4, Medium.PUBLICATION: 4, Medium.TWITTER: 2,
    Medium.SOCIAL_MEDIA: 2, Medium.CONVERSATION: 1,
}  # fmt: skip
#: For how many paragraphs others than those named go on at an occasion; a transcript; a letter.
_SHARED, _LABELLED, _PAPER = 3, 8, 2
_SPOKEN = frozenset(
    {Medium.INTERVIEW, Medium.SPEECH, Medium.DEBATE, Medium.TESTIMONY, Medium.BRIEFING, Medium.CONVERSATION}
)
_WRITTEN = frozenset(
    {Medium.STATEMENT, Medium.CORRESPONDENCE, Medium.PUBLICATION, Medium.TWITTER, Medium.SOCIAL_MEDIA}
)
_AHEAD, _LEDE = 3, 3
#: How far back a sentence of a live blog's entry tells of the entry's quotes.
_ENTRY = 8
_ANYBODY = ""
_KEPT = 4


@dataclass(slots=True)
class _Open:
    """An occasion that is still going on."""

    reading: MediumReading | None
    days: frozenset[str]
    paragraph: int
    section: int
    aside: bool = False

    def reaches(self, paragraph: int) -> bool:
        """Whether the text may still be at the occasion in ``paragraph``; an aside ends with its own."""
        if self.reading is None or self.aside:
            return paragraph == self.paragraph
        return paragraph - self.paragraph <= _REACH[self.reading.medium]


class Carrying:
    """One pass over the segments, then one back for what a later sentence tells."""

    def __init__(
        self, doc: Doc, frames: Frames, own: dict[int, MediumReading], scenes: dict[int, list[Scene]]
    ) -> None:
        self.doc, self.frames, self.own, self.scenes = doc, frames, own, scenes
        self.found = dict(own)
        self.open: dict[str, list[_Open]] = {}
        self.shared: _Open | None = None
        self.paper: _Open | None = None
        self.latest: _Open | None = None
        self.sections = sections(doc)
        self.numbers = {frame.start: number for number, frame in enumerate(frames.frames)}
        self.apart: dict[int, bool] = {}
        self.utterance = utterance_starts(doc)
        self.is_live = stamps(doc) > 1
        self.main = find_main(doc, frames)
        self.outside: set[str] = set()

    def readings(self) -> dict[int, MediumReading]:
        """The medium of each segment that has one."""
        for number, frame in enumerate(self.frames.frames):
            here = [s for s in frame.segments if self.frames.of_segment[s] == number]
            self._share(here)
            self._set(number, frame, here)
            for segment in here:
                self._read(self.doc._.attributions[segment], frame)
        self._look_back()
        self._unite()
        return self.found

    def _unite(self) -> None:
        """What one segment of an utterance tells holds for the others."""
        for segment, start in enumerate(self.utterance):
            if segment in self.found and start not in self.found:
                self.found[start] = self.found[segment]
        for segment, start in enumerate(self.utterance):
            if segment not in self.found and start in self.found:
                before = self.found[start]
                self.found[segment] = MediumReading(before.medium, before.span, "carried")

    def _read(self, said: Attribution, frame: Frame) -> None:
        reading = self._at_debate(self.found.get(said.segment), frame)
        if reading is not None:
            self.found[said.segment] = reading
            self._keep(said, self._state(reading, frame, _at(said)))
            return
        start = self.utterance[said.segment]
        if start != said.segment:
            if (before := self.found.get(start)) is not None:
                self.found[said.segment] = MediumReading(before.medium, before.span, "carried")
            return
        carried = self._carried(said, frame) or self._written(said, frame) or self._at_main(said, frame)
        if carried is not None:
            self.found[said.segment] = carried
            if carried.rule == "written":
                self._keep(said, self._state(carried, frame, _at(said)))
        elif self._contrary(frame, said.cue):
            self._keep(said, self._state(None, frame, _at(said)))

    def _at_debate(self, reading: MediumReading | None, frame: Frame) -> MediumReading | None:
        """Remarks at a debate are part of it; "the same call" is the one just named."""
        known = self.shared
        if reading is None or reading.medium not in (Medium.SPEECH, Medium.CONVERSATION):
            return reading
        words = reading.span.text.lower().split()
        if "same" in words:
            known = self.latest
        elif "remarks" not in words:
            return reading
        if known is None or known.reading is None or frame.paragraph - known.paragraph > _SHARED:
            return reading
        if "same" not in words and known.reading.medium is not Medium.DEBATE:
            return reading
        return MediumReading(known.reading.medium, reading.span, reading.rule)

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

    def _set(self, number: int, frame: Frame, here: list[int]) -> None:
        for scene in self.scenes.get(number, []):
            reading = MediumReading(scene.medium, scene.span, "scene")
            state = self._state(reading, frame, scene.at)
            if scene.who is not None and not frame.segments:
                self._open(f"#{scene.who}", state)
            if scene.shared:
                self.shared = state
            if scene.kind == "record":
                self.latest = state
            if scene.medium in _WRITTEN:
                self.paper = state
            for segment in here:
                source = self.doc._.attributions[segment].source
                if source is not None and scene.who is not None and source.key == f"#{scene.who}":
                    self.found.setdefault(segment, reading)

    def _open(self, key: str, state: _Open) -> None:
        opened = self.open.setdefault(key, [])
        opened.append(state)
        del opened[:-_KEPT]

    def _keep(self, said: Attribution, state: _Open) -> None:
        if state.reading is not None and state.reading.medium in _SPOKEN:
            self.latest = state
        if said.source is not None and not _is_borrowed(state.reading, said.source):
            self._open(said.source.key, state)

    def _state(self, reading: MediumReading | None, frame: Frame, at: int | None) -> _Open:
        aside = reading is None or is_aside(reading) or self._contrary(frame, None)
        section = self.sections[frame.paragraph]
        return _Open(reading, self._days(frame, at), frame.paragraph, section, aside)

    def _carried(self, said: Attribution, frame: Frame) -> MediumReading | None:
        for state in reversed(self.open.get(said.source.key if said.source else "", [])):
            if not state.reaches(frame.paragraph):
                continue
            if state.reading is None or not self._holds(state, said, frame):
                return None
            state.paragraph = frame.paragraph
            return MediumReading(state.reading.medium, state.reading.span, "carried")
        if said.rule == "dialogue" and (before := self.found.get(said.segment - 1)) is not None:
            return MediumReading(before.medium, before.span, "carried")
        return self._from_shared(said, frame)

    def _from_shared(self, said: Attribution, frame: Frame) -> MediumReading | None:
        """An occasion that others speak at too; a transcript's labels stand for whoever speaks."""
        label = is_labelled(said)
        if label and after_recording(self.doc, frame):
            return None
        state = self._newest() if label else self.shared
        if state is None or state.reading is None:
            return None
        if not label and said.source and said.source.kind in (SpeakerKind.UNNAMED, SpeakerKind.ORGANIZATION):
            return None
        gap = frame.paragraph - state.paragraph
        if gap > (_LABELLED if label else _SHARED) or not self._holds(state, said, frame):
            return None
        state.paragraph = frame.paragraph
        return MediumReading(state.reading.medium, state.reading.span, "shared")

    def _newest(self) -> _Open | None:
        """The occasion told last, whoever speaks there."""
        known = [state for state in (self.shared, self.latest) if state is not None]
        return max(known, key=lambda state: state.paragraph, default=None)

    def _written(self, said: Attribution, frame: Frame) -> MediumReading | None:
        """What somebody "wrote" stands in the paper that the text has just named; else it was published."""
        if said.cue is None or said.cue.verb is None or said.cue.verb.lemma != "write":
            return None
        if self._contrary(frame, said.cue):
            return None
        paper = self.paper
        if paper is not None and paper.reading is not None and frame.paragraph - paper.paragraph <= _PAPER:
            return MediumReading(paper.reading.medium, paper.reading.span, "written")
        token = self.doc[said.cue.at]
        span = Span.of(self.doc._.text, token.idx, token.idx + len(token))
        return MediumReading(Medium.PUBLICATION, span, "written")

    def _at_main(self, said: Attribution, frame: Frame) -> MediumReading | None:
        """The sitting that the article reports, for a person whom no sentence puts elsewhere."""
        if self.main is None or said.source is None or self.sections[frame.paragraph] != 0:
            return None
        if said.source.kind is not SpeakerKind.PERSON or self.open.get(said.source.key):
            return None
        if self._is_outside(said.source, frame) or self._contrary(frame, said.cue):
            return None
        if said.cue is not None and said.cue.verb is not None and said.cue.verb.written:
            return None
        return self.main

    def _is_outside(self, source: Source, frame: Frame) -> bool:
        """Whether this paragraph so far, or an earlier quote of the source, is outside the sitting."""
        number = self.numbers[frame.start]
        frames = self.frames.frames
        while number >= 0 and frames[number].paragraph == frame.paragraph:
            if is_outside(self.doc, frames[number]):
                self.outside.add(source.key)
            number -= 1
        return source.key in self.outside

    def _holds(self, state: _Open, said: Attribution, frame: Frame) -> bool:
        if state.section != self.sections[frame.paragraph]:
            return False
        if self._contrary(frame, said.cue):
            return False
        spoken = state.reading is not None and state.reading.medium in _SPOKEN
        if spoken and said.cue is not None and said.cue.verb is not None and said.cue.verb.written:
            return False
        own = self._days(frame, _at(said))
        return not sets_apart(own, state.days)

    def _days(self, frame: Frame, at: int | None) -> frozenset[str]:
        """The days that the sentence gives what the token ``at`` reports."""
        return days(self.doc, self.numbers[frame.start], at)

    def _contrary(self, frame: Frame, cue: Cue | None) -> bool:
        if frame.start not in self.apart:
            self.apart[frame.start] = at_another_time(self.doc, frame)
        return self.apart[frame.start] or by_habit(self.doc, cue)

    def _look_back(self) -> None:
        """What a later sentence tells of its speaker's occasion holds for the quotes just before it too."""
        following: dict[str, _Open] = {}
        attributions = self.doc._.attributions
        for number in range(len(self.frames.frames) - 1, -1, -1):
            frame = self.frames.frames[number]
            for scene in self.scenes.get(number, []):
                reading = MediumReading(scene.medium, scene.span, "told-after")
                told = frame.paragraph <= _LEDE or self._is_entry(frame) or _is_speaking(self.doc, frame)
                if scene.who is not None and told:
                    following[f"#{scene.who}"] = self._state(reading, frame, scene.at)
                if scene.shared and frame.paragraph <= _LEDE:
                    following[_ANYBODY] = self._state(reading, frame, scene.at)
            for segment in reversed(frame.segments):
                if self.frames.of_segment[segment] == number:
                    self._told_after(attributions[segment], frame, following)

    def _is_entry(self, frame: Frame) -> bool:
        """Whether the sentence stands in an entry of a live blog, which tells of one moment."""
        return self.is_live and self.sections[frame.paragraph] > 0

    def _told_after(self, said: Attribution, frame: Frame, following: dict[str, _Open]) -> None:
        if said.source is None:
            return
        own = self.own.get(said.segment)
        if own is not None:
            if not _is_borrowed(own, said.source):
                following[said.source.key] = self._state(own, frame, _at(said))
            return
        state = following.get(said.source.key)
        if state is None and said.source.kind is SpeakerKind.PERSON:
            state = following.get(_ANYBODY)
        if said.segment in self.found or state is None or state.reading is None or state.aside:
            return
        ahead = _ENTRY if self._is_entry(frame) else _AHEAD if frame.paragraph <= _LEDE else 1
        if state.reading.medium in (Medium.TWITTER, Medium.SOCIAL_MEDIA, Medium.PUBLICATION):
            return
        if state.paragraph - frame.paragraph <= ahead and self._holds(state, said, frame):
            self.found[said.segment] = MediumReading(state.reading.medium, state.reading.span, "told-after")


def _at(said: Attribution) -> int | None:
    """The token that reports the quotation, None where no word does."""
    return said.cue.at if said.cue is not None else None


def _is_speaking(doc: Doc, frame: Frame) -> bool:
    """Whether the sentence goes on from what was quoted: "Speaking on CNN", "made the remarks at"."""
    return any(
        doc[i].lower_ in ("speaking", "comments", "remarks", "comment", "remark") for i in frame.tokens
    )


def _is_borrowed(reading: MediumReading | None, source: Source) -> bool:
    """Whether a document or newspaper was read as somebody's mention: no occasion of theirs."""
    return reading is not None and reading.rule == "document" and source.kind is SpeakerKind.PERSON
