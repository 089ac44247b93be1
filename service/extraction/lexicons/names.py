"""What surrounds and makes up names: titles, given names, nicknames."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from service.extraction.lexicons.files import read_lines, read_toml
from service.extraction.lexicons.nouns import Gender

NameGender = Literal["f", "m", "u"]
NameWords = Literal[
    "never",
    "openers",
    "epithets",
    "inverted",
    "members",
    "particles",
    "suffixes",
    "credentials",
    "light",
    "clubs",
    "companies",
    "programmes",
    "family",
    "trailing",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Honorific:
    """A title before a name, no part of it.

    ``gender`` where the title tells. ``rank``: the title is itself a role ("Sen.", "Judge"). ``name``: it is
    also a given name or surname ("Dean", "King"), so a title only where other evidence agrees.
    """

    gender: Gender | None = None
    rank: bool = False
    name: bool = False


@cache
def honorifics() -> Mapping[str, Honorific]:
    """Titles before a name, with and without their full stop ("sen", "sen.", "lt. col.") → what they tell."""
    return MappingProxyType(
        {title: Honorific(**flags) for title, flags in read_toml("honorifics.toml").items()}
    )


@cache
def given_names() -> Mapping[str, NameGender]:
    """Given names → "f", "m" or "u" (either). A weak prior: only where the article gives no evidence."""
    genders: dict[str, NameGender] = {"f": "f", "m": "m", "u": "u"}
    pairs = (line.split("\t") for line in read_lines("given_names.txt"))
    return MappingProxyType({name: genders[gender] for name, gender in pairs})


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """Nicknames → the full given names they may stand for ("bill" → {"william"})."""
    pairs = (line.split(": ") for line in read_lines("nicknames.txt"))
    return MappingProxyType({nickname: frozenset(full.split(", ")) for nickname, full in pairs})


@cache
def name_words(kind: NameWords) -> frozenset[str]:
    """One list of name_words.toml, which says what each holds."""
    return frozenset(read_toml("name_words.toml")[kind])


def same_given_name(one: str, other: str) -> bool:
    """Whether two given names may be one person's: equal, one short for the other, or short for one name.

    "Bill" and "William", "Bill" and "Will"; never by first letters alone. Any case.
    """
    first, second = one.lower(), other.lower()
    if first == second:
        return True
    known = nicknames()
    return not ({first} | known.get(first, frozenset())).isdisjoint({second} | known.get(second, frozenset()))
