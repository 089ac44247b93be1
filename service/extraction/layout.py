"""The article's layout: paragraphs, and which of them are prose."""

import re
from dataclasses import dataclass

_BREAK = re.compile(r"[ \t\r\u00a0]*(?:\n|\u2028|\u2029|\r)\s*")
#: A line that ends so has not ended its sentence; with a lower-case start after it the break is a soft wrap.
_UNFINISHED = re.compile(r"(?:[\w,;–—-]|[,;?!][\"”’'])$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A half-open [start, end) run of characters without the white space around it."""

    index: int
    start: int
    end: int


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of ``text``, in order; a line wrapped within a sentence does not end one."""
    found: list[Paragraph] = []
    start = len(text) - len(text.lstrip())
    for gap in _BREAK.finditer(text, start):
        if gap.start() <= start or _is_soft_wrap(text, gap):
            if gap.start() <= start:
                start = gap.end()
            continue
        found.append(Paragraph(len(found), start, gap.start()))
        start = gap.end()
    end = len(text.rstrip())
    if start < end:
        found.append(Paragraph(len(found), start, end))
    return tuple(found)


def _is_soft_wrap(text: str, gap: re.Match[str]) -> bool:
    if gap.group().count("\n") > 1 or gap.end() >= len(text):
        return False
    return bool(_UNFINISHED.search(text, max(0, gap.start() - 2), gap.start())) and text[gap.end()].islower()


def is_prose(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is worth reading: two fifths of a sample are letters (of prose, four are)."""
    sample = text[start : min(end, start + 2000)]
    return 5 * sum(c.isalpha() for c in sample) >= 2 * len(sample.strip())


_WORD = re.compile(r"\w+")


def first_prose(text: str, found: tuple[Paragraph, ...], title: str | None) -> int:
    """The index of the first paragraph that is no part of the headline ``title`` printed above the text."""
    headline = " ".join(_WORD.findall(title.lower())) if title else ""
    for paragraph in found:
        line = " ".join(_WORD.findall(text[paragraph.start : paragraph.end].lower()))
        if not headline or not line or line not in headline:
            return paragraph.index
    return 0
