"""Each quotation mark of a text with what it can do: open, close, or either.

Marks follow the Unicode Standard, chapter 6.2 (quotation marks), and the habits of news copy: straight and
curly doubles mixed in one pair, doubled singles, low-high pairs, guillemets both ways round.
"""

import re
from dataclasses import dataclass
from typing import Literal
from unicodedata import category

Family = Literal["double", "single", "guillemet"]

_DOUBLE = '"“”„‟＂'
_SINGLE = "'‘’‚‛`"
_GUILLEMET = "«»‹›"
_MARK = re.compile(r"''|``|´´|‘‘|’’|[\"“”„‟＂'‘’‚‛«»‹›]")
_ANY_GUILLEMET = re.compile("[«»‹›]")
_OPENING_BEFORE = frozenset("([{<—–-/…*_>")
_SPACES = frozenset(" \t\n\r\u00a0\u2009\u202f\u200b")
#: "'90s", "'em", "'tis": an apostrophe that stands for what is left out, not a mark.
_ELISION = re.compile(r"(?:\d0s|em|til|tis|twas|n|cause|round|bout|cuz)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark, [start, end) of the text, and what the characters around it let it do."""

    start: int
    end: int
    char: str
    family: Family
    opens: bool
    closes: bool


def find_marks(text: str, start: int, end: int) -> list[Mark]:
    """Every quotation mark in text[start:end], apostrophes and inch marks left out."""
    found = []
    turned = _reversed(text, start, end)
    for match in _MARK.finditer(text, start, end):
        mark = _read(text, match.start(), match.end(), start, end, turned=turned)
        if mark is not None and (mark.opens or mark.closes):
            found.append(mark)
    return found


def _read(text: str, at: int, after: int, low: int, high: int, *, turned: bool) -> Mark | None:
    char = text[at:after]
    before = text[at - 1] if at > low else " "
    behind = text[after] if after < high else " "
    free_left = before in _SPACES or before in _OPENING_BEFORE or before in _DOUBLE + _SINGLE + _GUILLEMET
    free_left = free_left or category(before) == "So"
    free_right = behind in _SPACES or not behind.isalnum()
    if len(char) == 2 or char in _DOUBLE:
        return _double(char, at, after, before, behind, free_left)
    if char in _GUILLEMET:
        opens = char in ("»›" if turned else "«‹")
        return Mark(at, after, char, "guillemet", opens, not opens)
    return _single(text, at, after, before, free_left, free_right, high)


def _double(char: str, at: int, after: int, before: str, behind: str, free_left: bool) -> Mark | None:
    if char in ("“", "‘‘", "``"):
        # “ also closes the low-high pair „…“; the pairing knows whether one is open.
        return Mark(at, after, char, "double", True, before not in _SPACES and behind in _SPACES)
    if char in ("”", "’’"):
        return Mark(at, after, char, "double", free_left and behind not in _SPACES, True)
    if char in ("„", "‟"):
        return Mark(at, after, char, "double", True, False)
    if before.isdigit() and (behind.isdigit() or behind in "x×"):
        return None
    # 'Bell (D-N.Y.):"We won': a colon right before is no end of a quotation, a space was forgotten.
    opens = (free_left or (before == ":" and behind.isupper())) and behind not in _SPACES
    closes = before not in _SPACES or not opens
    return Mark(at, after, char, "double", opens or (before in _SPACES and behind in _SPACES), closes)


def _single(
    text: str, at: int, after: int, before: str, free_left: bool, free_right: bool, high: int
) -> Mark | None:
    char = text[at:after]
    if char in ("‘", "‚", "‛"):
        return Mark(at, after, char, "single", free_left or before in _SPACES, False)
    if before.isalnum() and not free_right:
        return None
    if (
        before.lower() == "n"
        and text[at - 2 : at - 1] in ("'", "’", "‘")
        and text[at - 3 : at - 2] in _SPACES
    ):
        return None
    opens = char == "'" and free_left and after < high and text[after] not in _SPACES
    if opens and _ELISION.match(text, after):
        opens = False
    closes = before not in _SPACES and free_right
    return Mark(at, after, char, "single", opens, closes)


def _reversed(text: str, low: int, high: int) -> bool:
    """Whether guillemets stand the German and Danish way round: »so«."""
    first = _ANY_GUILLEMET.search(text, low, high)
    if first is None or first.group() not in "»›":
        return False
    return first.start() == low or text[first.start() - 1] in _SPACES
