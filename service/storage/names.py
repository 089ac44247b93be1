"""Names as keys: what counts as the same name whatever its case, accents, initials and punctuation."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

WORD = re.compile(r"[^\W_]+")
MARK = re.compile(r"[\u0300-\u036f]")
SURROGATE = re.compile("[\ud800-\udfff]")
INITIAL = re.compile(r"[^\W\d_]\.?")
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})

KEY_LENGTH = 240
"""Keys are indexed: beyond this many characters no two names are told apart."""


def fold(text: str) -> str:
    """``text`` in lower case, accents off, punctuation one space: the words that count, in their order."""
    if text.isascii():
        return " ".join(WORD.findall(text.lower()))
    bare = MARK.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return " ".join(WORD.findall(unicodedata.normalize("NFKC", bare)))


@lru_cache(maxsize=16_384)
def name_key(name: str) -> str:
    """What two spellings of one name share: case, accents, apostrophes, full stops and middle initials aside.

    >>> name_key("Antony J. Blinken") == name_key("ANTONY BLINKEN")
    True
    """
    words = _initials_joined([word for word in re.split(r"[\s\u00a0]+", name.strip()) if word])
    if len(words) > 2:
        inner = [word for word in words[1:-1] if not INITIAL.fullmatch(word)]
        words = [words[0], *inner, words[-1]]
    plain = (_plain(word) for word in words)
    return " ".join(word for word in plain if word)[:KEY_LENGTH] or fold(name)[:KEY_LENGTH]


def _initials_joined(words: list[str]) -> list[str]:
    """Leading initials as one word: "J. D. Marlow" is "J.D. Marlow"."""
    count = next((place for place, word in enumerate(words) if not INITIAL.fullmatch(word)), len(words))
    return ["".join(words[:count]), *words[count:]] if 1 < count < len(words) else words


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as a search finds them, each once."""
    return tuple(dict.fromkeys(word for part in name.split() for word in _plain(part).split()))


def is_full(name: str) -> bool:
    """Whether a person's name has two words at least, generational suffixes aside: "Psaki" has not."""
    return sum(1 for word in name_key(name).split() if word not in SUFFIXES) >= 2


def slug(name: str) -> str:
    """The url form of a topic's name."""
    return "-".join(_plain(name).split())[:KEY_LENGTH]


def _plain(text: str) -> str:
    joined = re.sub(r"['’ʼ.]", "", text)
    return " ".join(re.findall(r"[a-z0-9]+", anyascii(joined).casefold())) or fold(joined)


def storable(text: str) -> bool:
    """Whether a database can hold ``text``: a NUL or half a surrogate pair can't be."""
    return "\0" not in text and not SURROGATE.search(text)
