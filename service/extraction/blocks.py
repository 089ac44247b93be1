"""Cuts a text into blocks that the model reads one at a time: bounded memory, no hostile runs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from service.extraction.layout import is_prose

#: The model's memory grows with the text it reads at once: about 60 MB for so many characters.
_LONGEST = 20_000
#: No word is so long; such a run (a million brackets, encoded data) would hold up the tokenizer.
LONGEST_WORD = 400
_SOLID = re.compile(rf"\S{{{LONGEST_WORD},}}")
_BREAKS = (re.compile(r"\n\s*"), re.compile(r"[.!?][\"”’']?\s+"), re.compile(r"\s+"))
#: A line longer than this is judged piece by piece: an article may stand in the line of a hostile run.
_PIECE = 2_000
#: A piece shorter than this says nothing of what it is.
_TELLING = 200


@dataclass(frozen=True, slots=True)
class Block:
    """A half-open [start, end) run of the text; ``readable`` is False where there is nothing to read."""

    start: int
    end: int
    readable: bool


def blocks(text: str) -> Iterator[Block]:
    """Blocks that tile ``text`` without gap or overlap."""
    at = 0
    for solid in _SOLID.finditer(text):
        yield from _stretch(text, at, solid.start())
        yield Block(solid.start(), solid.end(), readable=False)
        at = solid.end()
    yield from _stretch(text, at, len(text))


def _stretch(text: str, start: int, end: int) -> Iterator[Block]:
    """Neighbouring pieces of one kind together, cut again where they are too long to read at once."""
    for readable, run in groupby(_pieces(text, start, end), key=lambda piece: piece.readable):
        pieces = list(run)
        yield from _cut(text, pieces[0].start, pieces[-1].end, readable=readable)


def _pieces(text: str, start: int, end: int) -> Iterator[Block]:
    while start < end:
        line = text.find("\n", start, end) + 1 or end
        stop = line if line - start <= _PIECE else _break(text, start, start + _PIECE)
        telling = stop - start >= _TELLING
        yield Block(start, stop, readable=not telling or is_prose(text, start, stop))
        start = stop


def _cut(text: str, start: int, end: int, *, readable: bool) -> Iterator[Block]:
    while start < end:
        stop = end if end - start <= _LONGEST or not readable else _break(text, start, start + _LONGEST)
        yield Block(start, stop, readable=readable)
        start = stop


def _break(text: str, start: int, limit: int) -> int:
    """Past the last paragraph's end, sentence's end or space in the second half of [start, limit)."""
    for pattern in _BREAKS:
        ends = [match.end() for match in pattern.finditer(text, (start + limit) // 2, limit)]
        if ends:
            return ends[-1]
    return limit
