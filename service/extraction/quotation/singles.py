"""Pairs single marks, which are apostrophes too, in an article that quotes with them."""

from service.extraction.layout import Paragraph
from service.extraction.quotation.marks import Mark
from service.extraction.quotation.pairing import Pairs, pair_doubles

#: Closing marks looked at for one opening single mark; beyond that it was an apostrophe.
_REACH = 40
#: What ends a sentence or clause, and so may stand before a closing mark.
ENDS = frozenset(".,!?…;:—–")


def pair_single_style(text: str, paragraph: Paragraph, marks: list[Mark]) -> Pairs:
    """Pairs where singles quote: singles first, doubles only outside of them."""
    singles = [m for m in marks if m.family == "single"]
    pairs: Pairs = [*pair_singles(text, singles)]
    first = singles[0] if singles else None
    if first is not None and first.opens and first.start == paragraph.start and not _starts(pairs, first):
        # A paragraph that opens with a mark and never closes it goes on in the next.
        pairs = pairs or [(first, None)]
    inside = [(o.start, c.end if c else paragraph.end) for o, c in pairs]
    doubles = [m for m in marks if m.family != "single" and not any(a < m.start < b for a, b in inside)]
    pairs += [pair for pair in pair_doubles(text, doubles) if _clear(pair, inside, paragraph)]
    return sorted(pairs, key=lambda pair: pair[0].start)


def reopens(paragraphs: tuple[Paragraph, ...], paragraph: Paragraph, marks: list[Mark]) -> bool:
    """Whether the paragraph after ``paragraph``, with ``marks``, starts with a single opening mark."""
    behind = paragraph.index + 1
    return behind < len(paragraphs) and any(
        m.family == "single" and m.opens and m.start == paragraphs[behind].start for m in marks[:1]
    )


def with_open_end(pairs: Pairs, marks: list[Mark]) -> Pairs:
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


def pair_singles(text: str, marks: list[Mark]) -> list[tuple[Mark, Mark]]:
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
    for i in range(at + 1, min(len(marks), at + _REACH)):
        mark = marks[i]
        if mark.opens and not mark.closes:
            if fallback is not None:
                break
            continue
        if not mark.closes:
            continue
        before = text[mark.start - 1]
        if before in ENDS or not _may_be_possessive(text, mark):
            return i
        fallback = i
    return fallback


def _may_be_possessive(text: str, mark: Mark) -> bool:
    behind = text[mark.end : mark.end + 2]
    return text[mark.start - 1] in "sS" and behind[:1] == " " and behind[1:2].isalpha()
