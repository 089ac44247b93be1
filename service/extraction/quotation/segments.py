"""Pairs marks into segments: the runs of characters between an opening and a closing mark.

A mark without a partner never loses the article: a quotation left open ends with its paragraph, or goes on in
the next one that opens with a mark again, as the Chicago Manual of Style, 13.32, has it.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from service.extraction.layout import Paragraph
from service.extraction.quotation.marks import Family, Mark, find_marks

#: Closing marks looked at for one opening single mark; beyond that it was an apostrophe.
_SINGLE_REACH = 40
_ENDS = frozenset(".,!?…;:—–")


_NICKNAME = re.compile(r"[A-Z][\w.’'-]*(?:[ -][A-Z][\w.’'-]*)?")
_NAME_BEFORE = re.compile(r"\b[A-Z][\w.’'-]+ $")
_NAME_AFTER = re.compile(r" [A-Z][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A run between marks. [start, end) excludes the marks, [outer_start, outer_end) takes them in.

    ``closed`` is False where no closing mark was found; ``continues`` is True where the segment goes on with
    the one before it, which its paragraph left open. ``marked`` is False for a turn or post (unmarked.py).
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    paragraph: int
    closed: bool = True
    continues: bool = False
    marked: bool = True


def find_segments(
    text: str, paragraphs: tuple[Paragraph, ...]
) -> tuple[tuple[Segment, ...], tuple[str, ...]]:
    """The outermost segments of ``text`` in order, and notes on marks that had no partner."""
    marks = [find_marks(text, p.start, p.end) for p in paragraphs]
    families = _house_style(text, paragraphs, marks)
    found: list[Segment] = []
    notes: list[str] = []
    left_open = False
    for paragraph, own, following in zip(paragraphs, marks, [*marks[1:], []], strict=False):
        usable = [m for m in own if m.family in families]
        pairs = _pair(text, paragraph, usable, families)
        if "single" in families and _reopens(text, paragraphs, paragraph, following):
            pairs = _with_open_end(pairs, usable)
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


def _house_style(text: str, paragraphs: tuple[Paragraph, ...], marks: list[list[Mark]]) -> frozenset[Family]:
    """Which families of marks quote in this article: singles only where they do most of the work."""
    doubles = words = 0
    for paragraph, own in zip(paragraphs, marks, strict=True):
        for opening, closing in _pair(text, paragraph, [m for m in own if m.family != "single"], frozenset()):
            doubles += closing is not None and opening is not None
        for opening, closing in _pair_singles(text, [m for m in own if m.family == "single"]):
            words += text.count(" ", opening.end, closing.start) >= 2 or text[closing.start - 1] in _ENDS
    if words > doubles:
        return frozenset({"double", "single", "guillemet"})
    return frozenset({"double", "guillemet"})


Pairs = list[tuple[Mark, Mark | None]]


def _pair(text: str, paragraph: Paragraph, marks: list[Mark], families: frozenset[Family]) -> Pairs:
    if "single" in families:
        return _pair_single_style(text, paragraph, marks)
    return _pair_doubles(text, paragraph, marks)


def _pair_doubles(text: str, paragraph: Paragraph, marks: list[Mark]) -> Pairs:
    """Outermost pairs of double marks and guillemets; the last may lack its closing mark."""
    pairs: Pairs = []
    stack: list[Mark] = []
    # How many marks from here on can close: tells a nested opening mark from one after a forgotten close.
    closers = [0] * (len(marks) + 1)
    for i in range(len(marks) - 1, -1, -1):
        closers[i] = closers[i + 1] + (marks[i].closes and not _only_opens(marks[i]))
    for i, mark in enumerate(marks):
        if not stack:
            if mark.opens:
                stack.append(mark)
            continue
        if _nests(text, stack, mark, closers[i + 1]):
            stack.append(mark)
        elif _closes(stack[-1], mark):
            opening = stack.pop()
            if not stack:
                pairs.append((opening, mark))
        elif mark.opens:
            # The mark before was never closed: its run ends where the new one starts.
            end = _imagined_close(text, stack[0], mark)
            if end is not None:
                pairs.append((stack[0], end))
            stack = [mark]
    if stack:
        pairs.append((stack[0], None))
    return [pair for pair in pairs if pair[1] is None or pair[1].start > pair[0].end]


def _only_opens(mark: Mark) -> bool:
    return mark.char in ("“", "„", "‟") and mark.opens and not mark.closes


def _closes(opening: Mark, mark: Mark) -> bool:
    if opening.family != mark.family:
        return False
    if opening.char == "„":
        return (
            mark.char in '“”"' and not (mark.opens and not mark.closes and mark.char == "“")
        ) or mark.char == "“"
    return mark.closes


def _nests(text: str, stack: list[Mark], mark: Mark, closers_left: int) -> bool:
    """Whether ``mark`` opens a quotation within the open one."""
    if not mark.opens or len(stack) > 3:
        return False
    opening = stack[-1]
    if opening.char == "„" and mark.char == "“":
        return False
    if mark.family != opening.family:
        return closers_left >= len(stack) + 1
    same_straight = mark.char == '"' and opening.char == '"'
    if same_straight:
        return False
    if mark.closes and mark.char == opening.char:
        return False
    return closers_left >= len(stack) + 1


def _imagined_close(text: str, opening: Mark, following: Mark) -> Mark | None:
    end = following.start
    while end > opening.end and text[end - 1].isspace():
        end -= 1
    if end <= opening.end:
        return None
    return Mark(end, end, "", opening.family, opens=False, closes=True)


def _pair_single_style(text: str, paragraph: Paragraph, marks: list[Mark]) -> Pairs:
    """Pairs where singles quote: singles first, doubles only outside of them."""
    singles = [m for m in marks if m.family == "single"]
    pairs: Pairs = [(o, c) for o, c in _pair_singles(text, singles)]
    first = singles[0] if singles else None
    if first is not None and first.opens and first.start == paragraph.start and not _starts(pairs, first):
        # A paragraph that opens with a mark and never closes it goes on in the next.
        pairs = pairs or [(first, None)]
    inside = [(o.start, c.end if c else paragraph.end) for o, c in pairs]
    doubles = [m for m in marks if m.family != "single" and not any(a < m.start < b for a, b in inside)]
    pairs += [pair for pair in _pair_doubles(text, paragraph, doubles) if _clear(pair, inside, paragraph)]
    return sorted(pairs, key=lambda pair: pair[0].start)


def _reopens(text: str, paragraphs: tuple[Paragraph, ...], paragraph: Paragraph, marks: list[Mark]) -> bool:
    """Whether the paragraph after this one starts with a single opening mark."""
    behind = paragraph.index + 1
    return behind < len(paragraphs) and any(
        m.family == "single" and m.opens and m.start == paragraphs[behind].start for m in marks[:1]
    )


def _with_open_end(pairs: Pairs, marks: list[Mark]) -> Pairs:
    """Adds the single mark that opens behind the last pair and that only the next paragraph goes on with."""
    end = max((closing.end for _, closing in pairs if closing), default=-1)
    if pairs and pairs[-1][1] is None:
        return pairs
    late = [m for m in marks if m.family == "single" and m.opens and m.start >= end]
    return [*pairs, (late[0], None)] if late else pairs


def _starts(pairs: Pairs, mark: Mark) -> bool:
    return any(opening is mark for opening, _ in pairs)


def _clear(pair: tuple[Mark, Mark | None], inside: list[tuple[int, int]], paragraph: Paragraph) -> bool:
    end = pair[1].end if pair[1] else paragraph.end
    return not any(a < end and pair[0].start < b for a, b in inside)


def _pair_singles(text: str, marks: list[Mark]) -> list[tuple[Mark, Mark]]:
    """Pairs of single marks; a plural possessive ("workers' rights") closes only for want of better."""
    pairs: list[tuple[Mark, Mark]] = []
    at = 0
    while at < len(marks):
        opening = marks[at]
        closing = _single_close(text, marks, at) if opening.opens else None
        if closing is None:
            at += 1
            continue
        pairs.append((opening, marks[closing]))
        at = closing + 1
    return pairs


def _single_close(text: str, marks: list[Mark], at: int) -> int | None:
    fallback = None
    for i in range(at + 1, min(len(marks), at + _SINGLE_REACH)):
        mark = marks[i]
        if mark.opens and not mark.closes:
            if fallback is not None:
                break
            continue
        if not mark.closes:
            continue
        before = text[mark.start - 1]
        if before in _ENDS or not _may_be_possessive(text, mark):
            return i
        fallback = i
    return fallback


def _may_be_possessive(text: str, mark: Mark) -> bool:
    behind = text[mark.end : mark.end + 2]
    return text[mark.start - 1] in "sS" and behind[:1] == " " and behind[1:2].isalpha()


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
