"""Whether two names are one person's: surely, perhaps, or not.

``SAME`` links without a person's help: the same words, whatever their case, accents, apostrophes and middle
initials. ``PERHAPS`` is for an editor: another transliteration, a nickname, a name more, another order.
A surname alone is never more than perhaps anybody's, so it is ``OTHER`` here.
"""

import re
from enum import StrEnum

from rapidfuzz.distance import DamerauLevenshtein

from service.extraction.lexicons import given_names, same_given_name
from service.storage.names import SUFFIXES, is_full, name_key
from service.storage.sounds import sound

PARTICLES = frozenset(
    re.split(r"\s", "al el bin ibn bint van von der den de da do dos das di del della la le ter ten ben abu")
)
"""What papers drop, join and add before a surname."""


class Likeness(StrEnum):
    """How two names go together."""

    SAME = "same"
    PERHAPS = "perhaps"
    OTHER = "other"


class Reason(StrEnum):
    """Why two names that are not the same may be one person's, the most telling first."""

    JOINED = "joined"
    SPELLING = "spelling"
    ORDER = "order"
    NICKNAME = "nickname"
    LONGER = "longer_name"
    INITIAL = "initial"
    SUFFIX = "suffix"


def likeness(one: str, other: str) -> Likeness:
    """How the names ``one`` and ``other`` of two people go together."""
    if not (is_full(one) and is_full(other)):
        return Likeness.OTHER
    if name_key(one) == name_key(other):
        return Likeness.SAME
    return Likeness.OTHER if reason(one, other) is None else Likeness.PERHAPS


def reason(one: str, other: str) -> Reason | None:
    """Why the full names ``one`` and ``other``, which differ, may be one person's; None if they may not."""
    first, second = name_key(one).split(), name_key(other).split()
    bare, plain = _without_suffix(first), _without_suffix(second)
    if "".join(bare) == "".join(plain):  # father and son, perhaps; "Xiaoping" and "Xiao-ping"
        return Reason.SUFFIX if (bare, plain) != (first, second) else Reason.JOINED
    bones = bone(bare), bone(plain)
    if len(bare) > 1 and sorted(bones[0]) == sorted(bones[1]):
        return Reason.ORDER
    if _extended(*bones) or _extended(*reversed(bones)):
        return Reason.LONGER
    return _by_given_name(bare, plain) if _same_family(bare, plain) else None


def _by_given_name(one: list[str], other: list[str]) -> Reason | None:
    if _initial_of(one[0], other[0]):
        return Reason.INITIAL
    if one[0] != other[0] and same_given_name(one[0], other[0]):
        return Reason.NICKNAME
    if _spelt_alike(one[0], other[0]) and not _of_two_genders(one[0], other[0]):
        return Reason.SPELLING
    return None


def _without_suffix(words: list[str]) -> list[str]:
    return words[:-1] if words[-1] in SUFFIXES else words


def bone(words: list[str]) -> list[str]:
    """``words`` of a name without what papers drop, join and add before a surname."""
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
    first, second = bone(one)[1:], bone(other)[1:]
    if not first or not second:
        return False
    return len(first) == len(second) and all(map(_spelt_alike, first, second))


def _spelt_alike(one: str, other: str) -> bool:
    """The same sound, or one slip of the pen in a long word."""
    if one == other or sound(one) == sound(other):
        return True
    return (
        min(len(one), len(other)) >= 6
        and one[0] == other[0]
        and DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1
    )
