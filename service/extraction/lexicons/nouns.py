"""Nouns that news English uses around quotes: groups, unnamed sources, organisations, documents."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

from service.extraction.annotations import Medium
from service.extraction.lexicons.files import read_lines, read_toml

Gender = Literal["f", "m"]
TitleWords = Literal["small", "terms"]


@cache
def cue_nouns() -> Mapping[str, Medium]:
    """Nouns that bring in a quote → the medium they name, ``Medium.UNSPECIFIED`` where they name none."""
    found = {noun: Medium(name) for name, nouns in read_toml("cue_nouns.toml").items() for noun in nouns}
    return MappingProxyType(found)


@cache
def group_nouns() -> frozenset[str]:
    """Nouns for several unnamed people who speak as one: plurals and collectives ("residents")."""
    return frozenset(read_lines("group_nouns.txt"))


@cache
def unnamed_nouns() -> frozenset[str]:
    """Singular heads of descriptions that hide a name ("official" of "a senior official", "source")."""
    return frozenset(read_lines("unnamed_nouns.txt"))


@cache
def organisation_nouns() -> frozenset[str]:
    """Head nouns of the names and descriptions of organisations, singular ("ministry", "club")."""
    return frozenset(read_lines("organisation_nouns.txt"))


@cache
def body_kinds() -> Mapping[str, frozenset[str]]:
    """Nouns for a body of which every one has a telling word in its name → those words ("church")."""
    return MappingProxyType({noun: frozenset(words) for noun, words in read_toml("body_kinds.toml").items()})


@cache
def document_nouns() -> frozenset[str]:
    """Nouns for documents and works that can speak for themselves ("report", "lawsuit", "poll")."""
    return frozenset(read_lines("document_nouns.txt"))


@cache
def title_cues() -> frozenset[str]:
    """Words next to a quoted title, nickname, slogan or term, which is no quote ("film", "nicknamed").

    Evidence, not proof: "song", "book" and "call" also stand beside real quotes.
    """
    return frozenset(read_lines("title_cues.txt"))


@cache
def title_words(kind: TitleWords) -> frozenset[str]:
    """One list of title_words.toml, which says what each holds."""
    return frozenset(read_toml("title_words.toml")[kind])
