"""Marks: the phrases of the reporter's own sentences that name a medium, each at its place in the frames."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from service.extraction.annotations import Medium, Span
from service.extraction.attribution.frames import OUTER, Frames
from service.extraction.lexicons import MediumKind, find_media
from service.extraction.media.outlets import find_outlets

#: Governors that put the utterance beside the occasion, not into it ("said after the debate").
_BESIDE = frozenset({"after", "before", "following", "for", "into"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase that names a medium: tokens [first, last], the governing word first."""

    first: int
    last: int
    governor: str
    medium: Medium
    kind: MediumKind
    span: Span


def find_marks(doc: Doc, frames: Frames) -> dict[int, list[Mark]]:
    """The marks of every frame that has some, in order."""
    starts = [token.idx for token in doc]
    marks = sorted([*_phrases(doc, frames, starts), *find_outlet_marks(doc, frames)], key=lambda m: m.first)
    kept = [mark for mark, after in pairwise([*marks, None]) if mark and not _within(mark, after)]
    bounds = [frame.start for frame in frames.frames]
    found: dict[int, list[Mark]] = {}
    for mark in kept:
        frame = bisect_right(bounds, mark.first) - 1
        if frame >= 0 and mark.first < frames.frames[frame].end:
            found.setdefault(frame, []).append(mark)
    return found


def _within(mark: Mark, after: Mark | None) -> bool:
    """Whether the next mark starts at the same word: the later one in the list knows the outlet's name."""
    return after is not None and after.first == mark.first


def _phrases(doc: Doc, frames: Frames, starts: list[int]) -> list[Mark]:
    found = []
    for mention in find_media(doc._.text):
        first = bisect_left(starts, mention.span.start)
        last = bisect_left(starts, mention.span.end) - 1
        if first >= len(starts) or last < first or frames.owner[first] != OUTER:
            continue
        if mention.cue.kind == "occasion" and mention.governor in _BESIDE:
            continue
        found.append(Mark(first, last, mention.governor, mention.cue.medium, mention.cue.kind, mention.span))
    return found


def find_outlet_marks(doc: Doc, frames: Frames) -> list[Mark]:
    """Being told, or appearing on, a named outlet."""
    found = []
    for first, last in find_outlets(doc, frames):
        span = Span.of(doc._.text, doc[first].idx, doc[last].idx + len(doc[last]))
        governor = doc[first].lower_
        medium = Medium.PUBLICATION if governor == "in" else Medium.INTERVIEW
        found.append(Mark(first, last, governor, medium, "addressee", span))
    return found
