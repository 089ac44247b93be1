"""Pairs marks into segments: the runs of characters between an opening and a closing mark.

A mark without a partner never loses the article: a quotation left open ends with its paragraph, or goes on in
the next one that opens with a mark again, as the Chicago Manual of Style, 13.32, has it.
"""

import re
from itertools import pairwise

from service.extraction.layout import Paragraph
from service.extraction.quotation.marks import Mark, find_marks
from service.extraction.quotation.segment import Segment
from service.extraction.quotation.singles import reopens, with_open_end
from service.extraction.quotation.style import house_style, pair

__all__ = ["Segment", "find_segments"]

_NICKNAME = re.compile(r"[A-Z][\w.’'-]*(?:[ -][A-Z][\w.’'-]*)?")
_NAME_BEFORE = re.compile(r"\b[A-Z][\w.’'-]+ $")
_NAME_AFTER = re.compile(r" [A-Z][\w’'-]+")


def find_segments(
    text: str, paragraphs: tuple[Paragraph, ...]
) -> tuple[tuple[Segment, ...], tuple[str, ...]]:
    """The outermost segments of ``text`` in order, and notes on marks that had no partner."""
    marks = [find_marks(text, p.start, p.end) for p in paragraphs]
    families = house_style(text, marks)
    found: list[Segment] = []
    notes: list[str] = []
    left_open = False
    for paragraph, own, following in zip(paragraphs, marks, [*marks[1:], []], strict=False):
        usable = [m for m in own if m.family in families]
        pairs = pair(text, paragraph, usable, families)
        if "single" in families and reopens(paragraphs, paragraph, following):
            pairs = with_open_end(pairs, usable)
        for number, (opening, closing) in enumerate(pairs):
            first = opening.start == paragraph.start and number == 0
            segment = _segment(text, paragraph, opening, closing, continues=left_open and first)
            if segment is not None and not _is_nickname(text, segment):
                found.append(segment)
        left_open = bool(pairs) and pairs[-1][1] is None
    for segment, after in pairwise([*found, None]):
        if segment and not segment.closed and not (after and after.continues):
            notes.append(f"the quotation mark at {segment.outer_start} is never closed")
    return tuple(found), tuple(notes)


def _is_nickname(text: str, segment: Segment) -> bool:
    """'Robert "Bobby" Scott': one or two capitalised words amid a capitalised name."""
    if segment.end - segment.start > 24 or not _NICKNAME.fullmatch(text, segment.start, segment.end):
        return False
    before = _NAME_BEFORE.search(text, max(0, segment.outer_start - 30), segment.outer_start)
    return before is not None and _NAME_AFTER.match(text, segment.outer_end) is not None


def _segment(
    text: str, paragraph: Paragraph, opening: Mark, closing: Mark | None, *, continues: bool
) -> Segment | None:
    start, end = opening.end, closing.start if closing else paragraph.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    closed = closing is not None and closing.char != ""
    outer_end = closing.end if closing else paragraph.end
    return Segment(start, end, opening.start, outer_end, paragraph.index, closed, continues)
