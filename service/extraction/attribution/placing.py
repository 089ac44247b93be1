"""Where a cue stands to a quotation: on which side, how far, and what parts the two."""

from dataclasses import dataclass

from spacy.tokens import Doc

from service.extraction.attribution.cues import Cue
from service.extraction.attribution.frames import OUTER, Frames
from service.extraction.columns import Columns, columns


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cue stands: the side, how many words and quotations lie between, and what character does.

    ``parted``: a semicolon of the reporter's lies between, which ends the one sentence and begins the other.
    """

    after: bool
    gap: int
    between: int
    mark: str
    parted: bool


def place_of(doc: Doc, frames: Frames, cue: Cue, segment: int) -> Place:
    """Where ``cue`` stands to ``segment``."""
    first, last = frames.segment_tokens[segment]
    subject = cue.subject if cue.subject is not None else cue.at
    if cue.at >= last:
        start = min(cue.at, _phrase_start(doc, frames, subject, last) if last <= subject < cue.at else cue.at)
        low, high = last, start
        after = True
    else:
        end = cue.last + 1
        if cue.at < subject < first and _is_addressed(doc, cue, subject):
            end = max(end, subject + 1)
        low, high = end, first
        after = False
    gap, between = _between(doc, frames, low, high)
    mark = (
        next((doc[i].text for i in range(high - 1, low - 1, -1) if not doc[i].is_space), "")
        if not after
        else ""
    )
    parted = any(doc[i].text == ";" and frames.owner[i] == OUTER for i in range(low, high))
    return Place(after, gap, between, mark if mark in (",", ":") else "-", parted)


def _between(doc: Doc, frames: Frames, low: int, high: int) -> tuple[int, int]:
    """How many words of the reporter's and how many quotations stand at tokens [low, high)."""
    known = columns(doc)
    gap = between = 0
    at = low
    while at < high:
        segment = frames.owner[at]
        if segment == OUTER:
            gap += _counts(doc, known, at)
            at += 1
        else:
            between += 1
            at = frames.segment_tokens[segment][1]
    return gap, between


def _is_addressed(doc: Doc, cue: Cue, subject: int) -> bool:
    """Inversion before the quotation: 'Said Bell: "…"'."""
    return (
        not any(child.dep_ == "nsubj" and child.i < cue.at for child in doc[cue.at].children)
        and subject > cue.at
    )


def _phrase_start(doc: Doc, frames: Frames, subject: int, low: int) -> int:
    start = doc[subject].left_edge.i
    return start if start >= low and frames.owner[start] == OUTER else subject


#: Words that part a cue and its quotation no more than nothing does.
_LIGHT = frozenset({"that", "as", "how", "then", "also", "to", "being", "were", "was", "is", "are"})


def _counts(doc: Doc, known: Columns, i: int) -> bool:
    if known.pos[i] in ("ADV", "PART", "DET") or known.lower[i] in _LIGHT:
        return False
    return not (doc[i].is_punct or known.text[i].isspace())
