"""Cuts a text into blocks that the model reads one at a time: bounded memory, no hostile runs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.extraction.layout import is_prose

#: The model's memory grows with the text it reads at once: about 60 MB for so many characters.
_LONGEST = 20_000
#: No word is so long; such a run (a million brackets, encoded data) would hold up the tokenizer.
_SOLID = re.compile(r"\S{400,}")
#: A line shorter than this says nothing of what it is.
_LINE = 40
_BREAKS = (re.compile(r"\n\s*"), re.compile(r"[.!?][\"”’']?\s+"), re.compile(r"\s+"))


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
        yield from _cut(text, at, solid.start())
        yield Block(solid.start(), solid.end(), readable=False)
        at = solid.end()
    yield from _cut(text, at, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[Block]:
    while start < end:
        stop = end if end - start <= _LONGEST else _break(text, start, start + _LONGEST)
        yield Block(start, stop, readable=_is_readable(text, start, stop))
        start = stop


def _is_readable(text: str, start: int, end: int) -> bool:
    """Whether any paragraph of the block is prose: below a table of results there may be an article."""
    if is_prose(text, start, end):
        return True
    lines = text[start:end].split("\n")
    return any(len(line) >= _LINE and is_prose(line, 0, len(line)) for line in lines)


def _break(text: str, start: int, limit: int) -> int:
    """Past the last paragraph's end, sentence's end or space in the second half of [start, limit)."""
    for pattern in _BREAKS:
        ends = [match.end() for match in pattern.finditer(text, start + _LONGEST // 2, limit)]
        if ends:
            return ends[-1]
    return limit
