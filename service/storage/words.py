"""The words of an utterance as two printings of it can be compared: case, accents and marks aside.

A printing may leave words out ("…") and put words of its own in ("[the bill]", "[sic]"): both are told apart
from what was said.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from service.storage.names import MARK

TOKEN = re.compile(
    r"""
    (?P<gap>…|\.\s?\.\s?\.+)                       # words left out
    | \[(?P<aside>[^\[\]]{0,200})\]                # words put in by an editor
    | (?P<percent>%|\bper\s+cent\b)
    | (?P<number>\d+(?:[.,]\d+)*)
    | (?P<word>[^\W\d_]+(?:['’ʼ][^\W\d_]+)*)       # "don't" is one word, "state-owned" two
    | (?P<other>[^\W_]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)

INTRICATE = re.compile(r"[\d\[%]|\.\s?\.|cent")
LETTERS = re.compile(r"[a-z]+(?:'[a-z]+)*")
"""What a text of ASCII has besides words; and its words, where it has no more than these."""

BRITISH = tuple(
    (re.compile(pattern), american)
    for pattern, american in (
        (r"our(?=s|ed|ing|ite|able|hood|ful|$)", "or"),
        (r"is(?=e$|ed$|es$|ing$|ation|er$)", "iz"),
        (r"ys(?=e$|ed$|es$|ing$)", "yz"),
        (r"ll(?=ed$|ing$|er$)", "l"),
        (r"(?<=[bt])re$", "er"),
        (r"(?<=[ed])fence$", "fense"),
        (r"ogue$", "og"),
        (r"^programme", "program"),
    )
)
"""Where the two spellings of English part, as far as an ending shows it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word at [start, end) of its text. ``key`` is what two printings share.

    ``after_gap``: the printing says that words are left out before it. ``aside``: an editor put it in.
    """

    start: int
    end: int
    key: str
    printed: str
    after_gap: bool = False
    aside: bool = False


def words(text: str) -> tuple[Word, ...]:
    """The words of ``text`` in their order."""
    found: list[Word] = []
    gap = False
    for match in TOKEN.finditer(text):
        if match.lastgroup == "gap":
            gap = True
        elif match.lastgroup == "aside":
            found += _aside(match)
        else:
            found.append(Word(match.start(), match.end(), _key(match), match[0], gap))
            gap = False
    return tuple(found)


def keys(text: str) -> list[str]:
    """What the words of ``text`` share with those of another printing, spelling and editors' words aside."""
    plain = text.replace("’", "'").lower()
    if plain.isascii() and not INTRICATE.search(plain):  # as most are: in a seventh of the time
        return [spelling(word.replace("'", "")) for word in LETTERS.findall(plain)]
    return [
        spelling(_key(match)) for match in TOKEN.finditer(text) if match.lastgroup not in ("gap", "aside")
    ]


@lru_cache(maxsize=65_536)
def spelling(key: str) -> str:
    """What the British and the American spelling of a word share."""
    for pattern, american in BRITISH:
        key = pattern.sub(american, key)
    return key


def _aside(match: re.Match[str]) -> list[Word]:
    first = match.start("aside")
    return [
        Word(first + inner.start(), first + inner.end(), _key(inner), inner[0], aside=True)
        for inner in TOKEN.finditer(match["aside"])
        if inner.lastgroup not in ("gap", "aside")
    ]


def _key(match: re.Match[str]) -> str:
    if match.lastgroup == "percent":
        return "percent"
    if match.lastgroup == "number":
        return match[0].replace(",", "")
    return _bare(match[0])


@lru_cache(maxsize=65_536)
def _bare(word: str) -> str:
    bare = MARK.sub("", unicodedata.normalize("NFKD", word)).casefold()
    return re.sub(r"['’ʼ]", "", bare)
