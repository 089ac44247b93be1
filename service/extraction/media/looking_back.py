"""What a later sentence tells of its speaker's occasion holds for the quotes just before it too."""

from spacy.tokens import Doc

from service.extraction.annotations import Medium, SpeakerKind
from service.extraction.attribution.echoes import echoes
from service.extraction.attribution.frames import Frame, Frames
from service.extraction.attribution.walk import Attribution
from service.extraction.media.going import SPOKEN, Going, Open, cue_token, is_borrowed
from service.extraction.media.reading import MediumReading
from service.extraction.media.scenes import Scene
from service.extraction.times.finding import anchor_of

#: How many paragraphs back a sentence of the lede tells; one of a live blog's entry.
_AHEAD, _ENTRY = 3, 8
_ANYBODY = ""


class LookingBack:
    """One pass from the end over what the way down has ``found``, which it adds to.

    ``own`` is what the quotes' own sentences tell, ``scenes`` what others set, by the number of the frame.
    """

    def __init__(
        self,
        doc: Doc,
        going: Going,
        own: dict[int, MediumReading],
        scenes: dict[int, list[Scene]],
        found: dict[int, MediumReading],
    ) -> None:
        self.doc, self.going, self.own, self.scenes, self.found = doc, going, own, scenes, found
        self.frames: Frames = doc._.frames

    def read(self, utterance: tuple[int, ...]) -> None:
        """The pass, then what entries of a live blog, echoes and the segments of an ``utterance`` share."""
        self._look_back()
        if self.going.is_live:
            self._share_entries()
        for segment, full in echoes(self.doc).items():
            if segment not in self.found and (reading := self.found.get(full)) is not None:
                self.found[segment] = MediumReading(reading.medium, reading.span, "echo")
        self._unite(utterance)

    def _unite(self, utterance: tuple[int, ...]) -> None:
        """What one segment of an utterance tells holds for the others."""
        for segment, start in enumerate(utterance):
            if segment in self.found and start not in self.found:
                self.found[start] = self.found[segment]
        for segment, start in enumerate(utterance):
            if segment not in self.found and start in self.found:
                before = self.found[start]
                self.found[segment] = MediumReading(before.medium, before.span, "carried")

    def _look_back(self) -> None:
        following: dict[str, Open] = {}
        attributions = self.doc._.attributions
        for number in range(len(self.frames.frames) - 1, -1, -1):
            frame = self.frames.frames[number]
            for scene in self.scenes.get(number, []):
                reading = MediumReading(scene.medium, scene.span, "told-after")
                told = (
                    self.going.in_lede(frame) or self.going.is_entry(frame) or _is_speaking(self.doc, frame)
                )
                if scene.who is not None and told:
                    following[f"#{scene.who}"] = self.going.state(reading, frame, scene.at)
                state = self.going.state(reading, frame, scene.at)
                if scene.shared and self.going.in_lede(frame) and not state.is_old(anchor_of(self.doc)):
                    following[_ANYBODY] = state
            for segment in reversed(frame.segments):
                if self.frames.of_segment[segment] == number:
                    self._told_after(attributions[segment], frame, following)

    def _told_after(self, said: Attribution, frame: Frame, following: dict[str, Open]) -> None:
        if said.source is None:
            return
        own = self.own.get(said.segment)
        if own is not None:
            if not is_borrowed(own, said.source):
                following[said.source.key] = self.going.state(own, frame, cue_token(said))
            return
        state = following.get(said.source.key)
        if state is None and said.source.kind is SpeakerKind.PERSON:
            state = following.get(_ANYBODY)
        if said.segment in self.found or state is None or state.reading is None or state.aside:
            return
        ahead = _ENTRY if self.going.is_entry(frame) else _AHEAD if self.going.in_lede(frame) else 1
        if state.reading.medium in (Medium.TWITTER, Medium.SOCIAL_MEDIA, Medium.PUBLICATION):
            return
        if state.paragraph - frame.paragraph <= ahead and self.going.holds(state, said, frame):
            self.found[said.segment] = MediumReading(state.reading.medium, state.reading.span, "told-after")

    def _share_entries(self) -> None:
        """An entry of a live blog that tells of one rally or briefing: whoever is quoted speaks there."""
        told: dict[int, dict[Medium, MediumReading]] = {}
        place = self.frames.of_segment
        paragraphs = [f.paragraph for f in self.frames.frames]
        rows = [(paragraphs[place[s]], reading) for s, reading in self.found.items()]
        rows += [
            (paragraphs[number], MediumReading(scene.medium, scene.span, "scene"))
            for number, scenes in self.scenes.items()
            for scene in scenes
        ]
        for paragraph, reading in rows:
            if reading.medium in SPOKEN:
                told.setdefault(self.going.sections[paragraph], {}).setdefault(reading.medium, reading)
        for said in self.doc._.attributions:
            frame = self.frames.frames[place[said.segment]]
            here = told.get(self.going.sections[frame.paragraph], {})
            if said.segment in self.found or said.source is None or len(here) != 1:
                continue
            reading = next(iter(here.values()))
            if reading.medium not in (Medium.SPEECH, Medium.BRIEFING) or not self.going.is_entry(frame):
                continue
            if said.source.kind is SpeakerKind.PERSON and not self.going.contrary(frame, said.cue):
                self.found[said.segment] = MediumReading(reading.medium, reading.span, "entry")


def _is_speaking(doc: Doc, frame: Frame) -> bool:
    """Whether the sentence goes on from what was quoted: "Speaking on CNN", "made the remarks at"."""
    return any(
        doc[i].lower_ in ("speaking", "comments", "remarks", "comment", "remark") for i in frame.tokens
    )
