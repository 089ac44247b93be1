"""The occasion carried on: a speaker who goes on speaking does so where the text last put them."""

from collections.abc import Mapping
from dataclasses import replace

from spacy.tokens import Doc

from service.extraction.annotations import Medium, Span, SpeakerKind
from service.extraction.attribution.frames import Frame, Frames
from service.extraction.attribution.turns import after_recording, is_labelled
from service.extraction.attribution.utterances import utterance_starts
from service.extraction.attribution.walk import Attribution
from service.extraction.media.contrast import is_aside
from service.extraction.media.going import SPOKEN, WRITTEN, Going, Open, cue_token, is_borrowed
from service.extraction.media.looking_back import LookingBack
from service.extraction.media.marks import Mark
from service.extraction.media.reading import MediumReading
from service.extraction.media.scenes import Scene
from service.extraction.media.sitting import Sitting
from service.extraction.media.whereabouts import Whereabouts
from service.extraction.times.telling import is_main

#: For how many paragraphs others than those named go on at an occasion; a transcript; a letter.
_SHARED, _LABELLED, _PAPER = 3, 8, 2
_KEPT = 4
#: Within so many sentences a platform was named on which somebody "wrote".
_NAMED_BEFORE = 4


class Carrying:
    """One pass over the segments, then one back for what a later sentence tells."""

    def __init__(
        self,
        doc: Doc,
        frames: Frames,
        own: dict[int, MediumReading],
        scenes: dict[int, list[Scene]],
        marks: Mapping[int, list[Mark]],
    ) -> None:
        self.doc, self.frames, self.own, self.scenes, self.marks = doc, frames, own, scenes, marks
        self.found = dict(own)
        self.open: dict[str, list[Open]] = {}
        self.shared: Open | None = None
        self.paper: Open | None = None
        self.latest: Open | None = None
        self.record: Open | None = None
        self.going = Going(doc, frames)
        self.sitting = Sitting(doc, frames, self.going)
        self.utterance = utterance_starts(doc)
        self.whereabouts = Whereabouts(doc)

    def readings(self) -> dict[int, MediumReading]:
        """The medium of each segment that has one."""
        for number, frame in enumerate(self.frames.frames):
            here = [s for s in frame.segments if self.frames.of_segment[s] == number]
            self._share(here)
            left = self.sitting.read(frame)
            if self.shared is not None and self.whereabouts.ends(self.shared, frame, left=left):
                self.shared = None
            self._set(number, frame, here)
            for segment in here:
                said = self.doc._.attributions[segment]
                self._read(said, frame)
                self.whereabouts.note(said, self.found.get(segment), frame.paragraph)
        LookingBack(self.doc, self.going, self.own, self.scenes, self.found).read(self.utterance)
        return self.found

    def _read(self, said: Attribution, frame: Frame) -> None:
        reading = self._at_debate(self.found.get(said.segment), frame)
        if reading is not None:
            self.found[said.segment] = reading
            self._keep(said, self.going.state(reading, frame, cue_token(said)))
            return
        start = self.utterance[said.segment]
        if start != said.segment:
            if (before := self.found.get(start)) is not None:
                self.found[said.segment] = MediumReading(before.medium, before.span, "carried")
            return
        carried = self._carried(said, frame) or self._written(said, frame) or self._at_sitting(said, frame)
        if carried is not None:
            self.found[said.segment] = carried
            if carried.rule == "written":
                self._keep(said, self.going.state(carried, frame, cue_token(said)))
        elif self.going.contrary(frame, said.cue):
            self._keep(said, self.going.state(None, frame, cue_token(said)))

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

    def _resume(self, number: int, frame: Frame) -> None:
        """Brings back whom its day tells to be at a debate: "On Monday night, Bell leaned in heavily"."""
        state = self.shared
        if state is None or state.section != self.going.sections[frame.paragraph]:
            return
        told = (t for t in self.doc._.times.get(number, ()) if t.value is not None and not t.on_noun)
        for one in told:
            verb = self.doc[one.verb] if one.verb is not None and not one.nouns else None
            if verb is None or not is_main(verb) or one.value.value not in state.days:
                continue
            for entity in {e for i in frame.tokens if (e := self.doc._.entities.at(i)) is not None}:
                self._open(f"#{entity}", replace(state, paragraph=frame.paragraph))

    def _set(self, number: int, frame: Frame, here: list[int]) -> None:
        self._resume(number, frame)
        for scene in self.scenes.get(number, []):
            reading = MediumReading(scene.medium, scene.span, "scene")
            state = self.going.state(reading, frame, scene.at)
            if scene.who is not None and not frame.segments:
                self._open(f"#{scene.who}", state)
            if scene.shared and not is_aside(reading):
                self.shared = state
            if scene.kind == "record":
                self.latest = self.record = state
            if scene.medium in WRITTEN:
                self.paper = state
            for segment in here:
                source = self.doc._.attributions[segment].source
                if source is not None and scene.who is not None and source.key == f"#{scene.who}":
                    self.found.setdefault(segment, reading)

    def _at_sitting(self, said: Attribution, frame: Frame) -> MediumReading | None:
        """The sitting that the article reports, for who has not been elsewhere."""
        elsewhere = said.source is not None and self.open.get(said.source.key)
        return None if elsewhere else self.sitting.holds(said, frame)

    def _open(self, key: str, state: Open) -> None:
        opened = self.open.setdefault(key, [])
        opened.append(state)
        del opened[:-_KEPT]

    def _keep(self, said: Attribution, state: Open) -> None:
        if state.reading is not None and state.reading.medium in SPOKEN:
            self.latest = state
        if said.source is not None and not is_borrowed(state.reading, said.source):
            self._open(said.source.key, state)

    def _carried(self, said: Attribution, frame: Frame) -> MediumReading | None:
        over, turn = False, is_labelled(said)
        for state in reversed(self.open.get(said.source.key if said.source else "", [])):
            if turn and (state.medium in WRITTEN or self._is_before_record(state)):
                continue
            if not state.reaches(frame.paragraph):
                over = over or not state.aside
                continue
            if over and (state.reading is None or state.reading.medium is not Medium.INTERVIEW):
                break
            if state.reading is None or not self.going.holds(state, said, frame):
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
        if not label and not self.whereabouts.allow(said, state):
            return None
        gap = frame.paragraph - state.paragraph
        if gap > (_LABELLED if label else _SHARED) or not self.going.holds(state, said, frame):
            return None
        state.paragraph = frame.paragraph
        return MediumReading(state.reading.medium, state.reading.span, "shared")

    def _is_before_record(self, state: Open) -> bool:
        """Whether the occasion was told before the talk whose record the article gives word for word."""
        record = self.record
        return record is not None and state.since <= record.since and state.medium is not record.medium

    def _newest(self) -> Open | None:
        """The occasion told last, whoever speaks there."""
        known = [state for state in (self.shared, self.latest) if state is not None]
        return max(known, key=lambda state: state.paragraph, default=None)

    def _written(self, said: Attribution, frame: Frame) -> MediumReading | None:
        """What somebody "wrote" stands in the paper that the text has just named; else it was published."""
        if said.cue is None or said.cue.verb is None or said.cue.verb.lemma != "write":
            return None
        if self.going.contrary(frame, said.cue):
            return None
        paper = self.paper
        if paper is not None and paper.reading is not None and frame.paragraph - paper.paragraph <= _PAPER:
            return MediumReading(paper.reading.medium, paper.reading.span, "written")
        if (platform := self._platform_near(said.cue.frame)) is not None:
            return MediumReading(platform.medium, platform.span, "written")
        token = self.doc[said.cue.at]
        span = Span.of(self.doc._.text, token.idx, token.idx + len(token))
        return MediumReading(Medium.PUBLICATION, span, "written")

    def _platform_near(self, number: int) -> Mark | None:
        """The platform that the sentences just before name: "On X, some sounded less sure. Bell wrote …"."""
        paragraph = self.frames.frames[number].paragraph
        for before in range(number, max(-1, number - _NAMED_BEFORE), -1):
            if paragraph - self.frames.frames[before].paragraph > 1:
                return None
            for mark in self.marks.get(before, ()):
                if mark.medium in (Medium.TWITTER, Medium.SOCIAL_MEDIA):
                    return mark
        return None
