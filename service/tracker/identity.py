"""Whether two names are one person's: surely, perhaps, or not.

``SAME`` links without a person's help: the same words, whatever their case, accents, apostrophes and middle
initials. ``PERHAPS`` is for an editor: another transliteration, a nickname, a name more, another order.
A surname alone is never more than perhaps anybody's, so it is ``OTHER`` here.
"""

import re
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from service.extraction.lexicons import given_names, same_given_name
from service.storage.names import SUFFIXES, is_full, name_key

PARTICLES = frozenset(
    re.split(r"\s", "al el bin ibn bint van von der den de da do dos das di del della la le ter ten ben abu")
)
"""What papers drop, join and add before a surname."""

SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"kh|gh", "h"),
        (r"[cq]h?(?![eiy])|ck", "k"),
        (r"ph", "f"),
        (r"sch|shch|sh|ch|cz|sz|zh", "x"),
        (r"tz|ts", "c"),
        (r"dzh|dj|j(?=[aou])", "y"),
        (r"w|ff$|f$", "v"),
        (r"ou|oo|ow", "u"),
        (r"ee|ie|iy|yi|ii|yy", "i"),
        (r"y|j", "i"),
        (r"(?<=[aeou])i(?=[aeou])", ""),
        (r"ei|ai|e", "e"),
        (r"h(?![aeiou])", ""),
        (r"(.)\1+", r"\1"),
    )
)
"""What transliterations of one name have in common, roughly: a pattern and how it is heard."""


class Likeness(StrEnum):
    """How two names go together."""

    SAME = "same"
    PERHAPS = "perhaps"
    OTHER = "other"


def likeness(one: str, other: str) -> Likeness:
    """How the names ``one`` and ``other`` of two people go together."""
    if not (is_full(one) and is_full(other)):
        return Likeness.OTHER
    first, second = name_key(one), name_key(other)
    if first == second:
        return Likeness.SAME
    return Likeness.PERHAPS if _alike(first.split(), second.split()) else Likeness.OTHER


def _alike(one: list[str], other: list[str]) -> bool:
    bare, plain = _without_suffix(one), _without_suffix(other)
    if "".join(bare) == "".join(plain):  # father and son, perhaps; "Xiaoping" and "Xiao-ping"
        return True
    if len(bare) > 1 and sorted(_bone(bare)) == sorted(_bone(plain)):
        return True
    if _extended(_bone(bare), _bone(plain)) or _extended(_bone(plain), _bone(bare)):
        return True
    given = same_given_name(bare[0], plain[0]) or _initial_of(bare[0], plain[0])
    if given or (_spelt_alike(bare[0], plain[0]) and not _of_two_genders(bare[0], plain[0])):
        return _same_family(bare, plain)
    return False


def _without_suffix(words: list[str]) -> list[str]:
    return words[:-1] if words[-1] in SUFFIXES else words


def _bone(words: list[str]) -> list[str]:
    return [words[0], *(word for word in words[1:] if word not in PARTICLES)]


def _extended(shorter: list[str], longer: list[str]) -> bool:
    """``longer`` has every word of ``shorter``, the first first, and one or two more."""
    if not 1 < len(shorter) < len(longer) <= len(shorter) + 2 or shorter[0] != longer[0]:
        return False
    rest = iter(longer)
    return all(word in rest for word in shorter)


def _initial_of(one: str, other: str) -> bool:
    """ "J" of "John", "JD" of "James"."""
    short, long = sorted((one, other), key=len)
    return len(short) <= 2 < len(long) and short[0] == long[0] and (len(short) == 1 or not _spoken(short))


def _of_two_genders(one: str, other: str) -> bool:
    """ "Martin" and "Martina", "Francis" and "Frances"."""
    if one + "a" == other or other + "a" == one:
        return True
    known = given_names()
    return {known.get(one), known.get(other)} == {"f", "m"}


def _spoken(word: str) -> bool:
    return any(letter in "aeiouy" for letter in word)


def _same_family(one: list[str], other: list[str]) -> bool:
    first, second = _bone(one)[1:], _bone(other)[1:]
    if not first or not second:
        return False
    return len(first) == len(second) and all(map(_spelt_alike, first, second))


@lru_cache(maxsize=8192)
def _sound(word: str) -> str:
    for pattern, sound in SOUNDS:
        word = pattern.sub(sound, word)
    return word


def _spelt_alike(one: str, other: str) -> bool:
    """The same sound, or one slip of the pen in a long word."""
    if one == other or _sound(one) == _sound(other):
        return True
    return (
        min(len(one), len(other)) >= 6
        and one[0] == other[0]
        and DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1
    )
