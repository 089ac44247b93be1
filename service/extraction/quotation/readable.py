"""Leaves out what is marked where nobody reads: runs of marks, encoded data, whatever is no prose."""

from bisect import bisect_right

from spacy.tokens import Doc

from service.extraction.blocks import LONGEST_WORD
from service.extraction.quotation.segment import Segment


def readable(doc: Doc, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """``segments`` without those that lie within a token that stands for an unread block.

    There may be as many as the block is long, and whatever is asked of one would look at all of the block.
    """
    unread = [(token.idx, token.idx + len(token)) for token in doc if len(token) >= LONGEST_WORD]
    if not unread:
        return segments
    starts = [start for start, _ in unread]

    def lies_within(segment: Segment) -> bool:
        before = bisect_right(starts, segment.outer_start) - 1
        return before >= 0 and segment.outer_end <= unread[before][1]

    return tuple(segment for segment in segments if not lies_within(segment))
