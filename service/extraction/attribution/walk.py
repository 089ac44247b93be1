"""Reads the article from the top and gives every quotation its source.

In this order: a label; the quotation it goes on from; the cue of its own sentence; a colon or signature; the
sentence before it in its paragraph; the one after; the paragraph before. What is left has no source: a reader
could not tell either.
"""

from dataclasses import replace

from spacy.tokens import Doc

from service.extraction.attribution.by_cue import by_cue
from service.extraction.attribution.carrying import carried
from service.extraction.attribution.cues import Cues
from service.extraction.attribution.frames import Frame, Frames
from service.extraction.attribution.hearing import remember
from service.extraction.attribution.labels import by_colon, by_label, by_signature
from service.extraction.attribution.sharing import look_ahead, reach_back, share
from service.extraction.attribution.sources import Resolver
from service.extraction.attribution.state import Attribution, Sentence, State

__all__ = ["Attribution", "Walk"]

#: A cue that scores so much speaks for a last paragraph, though the quotation goes on from the one before.
_OWN_CUE = 5


class Walk:
    """One pass over one article."""

    def __init__(self, doc: Doc, frames: Frames, cues: tuple[Cues, ...], resolver: Resolver) -> None:
        self.state = State(doc, frames, cues, resolver, [None] * len(doc._.segments))

    def attributions(self) -> tuple[Attribution, ...]:
        """One for every segment, in order."""
        state = self.state
        paragraph: list[Frame] = []
        for number, frame in enumerate(state.frames.frames):
            if paragraph and paragraph[0].paragraph != frame.paragraph:
                look_ahead(state, paragraph)
                paragraph = []
            paragraph.append(frame)
            if frame.segments and state.doc._.segments[frame.segments[0]].marked:
                state.examined = None
            self._read(number, frame)
        look_ahead(state, paragraph)
        return tuple(self._settled(i, found) for i, found in enumerate(state.found))

    def _settled(self, segment: int, found: Attribution | None) -> Attribution:
        """The attribution once all is read: whom a mention describes may have been named since."""
        if found is None or found.mention is None:
            return found or Attribution(segment, "none", 0.0)
        return replace(found, mention=self.state.resolver.settled(found.mention))

    def _read(self, number: int, frame: Frame) -> None:
        """One sentence: who said its quotations, and what it tells about those that follow."""
        state = self.state
        cues = state.cues[number]
        subjects = [cue.subject for cue in cues if cue.subject is not None]
        sentence = Sentence(number, frame, cues, state.resolver.read(frame, number, subjects))
        for segment in frame.segments:
            if state.found[segment] is None and state.frames.of_segment[segment] == number:
                state.found[segment] = self._attribute(sentence, segment)
        share(state, frame)
        remember(state, sentence)

    def _attribute(self, sentence: Sentence, segment: int) -> Attribution | None:
        state = self.state
        label = by_label(state, sentence, segment)
        if label is not None:
            return label
        before = state.found[segment - 1] if segment > 0 else None
        own = by_cue(state, sentence, segment)
        if state.doc._.segments[segment].continues:
            if own is not None and own.score >= _OWN_CUE:
                reach_back(state, own)
                return own
            if before is not None:
                return replace(before, segment=segment, rule="continued")
        return (
            own
            or by_colon(state, sentence, segment)
            or by_signature(state, sentence, segment)
            or carried(state, sentence, segment)
        )
