"""Words that a layout sets apart instead of marks: the turns of a transcript, and embedded posts.

A transcript's turn is a paragraph behind a label ("OKAFOR: …", "Q. …"), an embedded post one before a
signature with a handle ("… — Lumo (@lumo) August 8, 2024", as X and Bluesky embed it).
"""

import re
from collections import Counter
from dataclasses import dataclass

from service.extraction.layout import Paragraph
from service.extraction.quotation.segment import Segment

_POST = re.compile(
    r"(?P<words>.+?)\s*(?:—|–|--|―)\s*[^()\n—]{2,60}?\s*\(@[\w.-]+\)\s*"
    r"(?:[A-Z][a-z]+\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})?\.?"
)
#: What stays small before the capitals of a surname: "McNAMEE", "DeLUCA".
_SMALL = r"(?:Ma?c|D[ei]|L[ae])?"
_WORD = rf"{_SMALL}[A-Z][A-Z.'’-]{{0,30}}"
_CAPITALS = rf"{_WORD}(?<=[A-Z.][A-Z.])(?: {_WORD}){{0,4}}" + (
    r"(?:,? ?\([^)]{1,40}\)|, [A-Z][A-Z ,]{2,40})?"
)
_NAMED = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}"
_LABEL = re.compile(rf"(?P<label>(?:Q|A)[.:]|(?:{_CAPITALS}|{_NAMED}):)\s+(?=\S)")
#: So many turns make a transcript; fewer are a headline's or a list's colons.
_TURNS = 3
_OPENING = "\"“‘'«„("
#: What a speaker does, before the words: "(Laughs.)".
_DIRECTION = re.compile(r"\([A-Z][^()\n]{1,40}\)\s*(?=\w)")


@dataclass(frozen=True, slots=True)
class Turn:
    """The label of a paragraph at [start, end), and where its words begin."""

    paragraph: Paragraph
    label: str
    words: int


def find_unmarked(text: str, paragraphs: tuple[Paragraph, ...]) -> list[Segment]:
    """The turns and posts of ``text``, in order."""
    found = [post for p in paragraphs if (post := _post(text, p)) is not None]
    taken = {segment.paragraph for segment in found}
    for turn in _turns(text, paragraphs):
        if turn.paragraph.index not in taken:
            found.append(_segment(turn.paragraph, turn.words, turn.paragraph.end))
    return sorted(found, key=lambda segment: segment.start)


def without_inner(segments: tuple[Segment, ...], unmarked: list[Segment]) -> tuple[Segment, ...]:
    """``segments`` with the unmarked ones, those inside of them left out: the outermost are the quote."""
    owner = {segment.paragraph: segment for segment in unmarked}
    kept = [s for s in segments if s.paragraph not in owner or s.end <= owner[s.paragraph].start]
    return tuple(sorted([*kept, *unmarked], key=lambda segment: segment.start))


def _post(text: str, paragraph: Paragraph) -> Segment | None:
    if paragraph.end - paragraph.start > 1000 or text[paragraph.start] in _OPENING:
        return None
    match = _POST.fullmatch(text, paragraph.start, paragraph.end)
    return _segment(paragraph, paragraph.start, match.end("words")) if match else None


def _turns(text: str, paragraphs: tuple[Paragraph, ...]) -> list[Turn]:
    found = []
    for paragraph in paragraphs:
        match = _LABEL.match(text, paragraph.start, paragraph.end)
        if match is not None and _is_turn(text, match.end()):
            found.append(Turn(paragraph, match.group("label").rstrip(".:"), match.end()))
    capitals = [turn for turn in found if _is_capitals(turn.label)]
    counts = Counter(turn.label for turn in found)
    named = [turn for turn in found if not _is_capitals(turn.label) and counts[turn.label] >= 2]
    if len({turn.label for turn in named}) < 2:
        named = []
    turns = sorted([*capitals, *named], key=lambda turn: turn.words)
    if len(turns) < _TURNS or len({turn.label for turn in turns}) < 2:
        return []
    return turns


def _is_turn(text: str, words: int) -> bool:
    """Whether a turn has words of its own at ``words``: no marked quotation, no "(CROSSTALK)" alone."""
    return text[words] not in _OPENING or _DIRECTION.match(text, words) is not None


def _is_capitals(label: str) -> bool:
    return label.upper() == label or re.fullmatch(_CAPITALS, label) is not None


def _segment(paragraph: Paragraph, start: int, end: int) -> Segment:
    return Segment(start, end, start, end, paragraph.index, marked=False)
