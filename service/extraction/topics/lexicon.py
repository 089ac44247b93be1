"""The data files beside this module: names with several forms, and nouns and adjectives by what they tell."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from anyascii import anyascii

from service.extraction.lexicons import us_states

_SMALL = frozenset({"of", "the", "and"})


def key(name: str) -> str:
    """``name`` as the files write it: ASCII words without capitals, marks and the first "the"."""
    if name.isascii() and name.isalpha():  # most are one plain word
        return name.lower()
    plain = anyascii(name).lower().replace("&", " and ")
    plain = re.sub(r"[.'`]", "", plain)
    return re.sub(r"[^a-z0-9]+", " ", plain).strip().removeprefix("the ")


def _lines(name: str) -> list[str]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _by_form(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {key(form): name for name, forms in table.items() for form in (name, *forms)}


@cache
def places() -> Mapping[str, str]:
    """Forms of a place's name, as ``key`` gives them → the name shown ("u s" → "United States")."""
    states = {key(state): _title(state) for state in us_states().values()}
    return MappingProxyType(states | _by_form(_table("places.toml")["forms"]))


@cache
def peoples() -> Mapping[str, str]:
    """Demonyms, singular, as ``key`` gives them → the place ("kazakh" → "Kazakhstan")."""
    table = _table("places.toml")["demonyms"]
    return MappingProxyType({key(form): place for place, forms in table.items() for form in forms})


@cache
def bodies() -> Mapping[str, str]:
    """Forms of the names of organisations, parties and laws → the name shown ("un" → "United Nations")."""
    return MappingProxyType(_by_form(_table("bodies.toml")))


@cache
def spellings() -> Mapping[str, tuple[str, ...]]:
    """Words as printed → the words that a slug has for them ("harbour" → "harbor")."""
    pairs = (line.split() for line in _lines("spellings.txt"))
    return MappingProxyType({pair[0]: tuple(pair[1:]) for pair in pairs})


@cache
def singulars() -> Mapping[str, str]:
    """Plurals that a lemmatiser gets wrong → their singular ("taxes" → "tax")."""
    return MappingProxyType({pair[0]: pair[1] for pair in map(str.split, _lines("plurals.txt"))})


@cache
def subjects() -> frozenset[str]:
    """Nouns that are a subject of the news by themselves ("inflation")."""
    return frozenset(_lines("subjects.txt"))


@cache
def generic_nouns() -> frozenset[str]:
    """Nouns that are no topic when alone ("issue", "price")."""
    return frozenset(_lines("generic_nouns.txt"))


@cache
def news_words() -> frozenset[str]:
    """Nouns that make a phrase news when they are in it ("fuel" of "fuel prices")."""
    return frozenset(_lines("news_words.txt"))


@cache
def vague_alone() -> frozenset[str]:
    """Those of the news words that say too little alone ("record")."""
    return frozenset(_lines("vague_alone.txt"))


@cache
def empty_heads() -> frozenset[str]:
    """Nouns that head no topic at all ("day", "way")."""
    return frozenset(_lines("empty_heads.txt"))


@cache
def descriptive_adjectives() -> frozenset[str]:
    """Adjectives of a quality ("real"), though they end as classifying ones do."""
    return frozenset(_lines("descriptive_adjectives.txt"))


@cache
def classifying_adjectives() -> frozenset[str]:
    """Adjectives that make a kind of thing ("minimum")."""
    return frozenset(_lines("classifying_adjectives.txt"))


def _title(name: str) -> str:
    return " ".join(word if word in _SMALL else word.capitalize() for word in name.split())
