"""Nouns and verbs of roles: what somebody is, how much that tells, what gender it tells, and what they do."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal

from service.extraction.lexicons.files import read_lines, read_toml
from service.extraction.lexicons.nouns import Gender

Standing = Literal[
    "office", "epithet", "party", "ranking", "relation", "kin", "past", "another_post", "state", "of_bodies"
]


@cache
def role_nouns() -> frozenset[str]:
    """Head nouns of roles, occupations, titles and private descriptions, singular ("mayor", "midwife")."""
    return frozenset(read_lines("role_nouns.txt"))


@cache
def agent_nouns(kind: Literal["endings", "things"]) -> frozenset[str]:
    """How nouns end that name who does something ("er"), or the ones that do and name nobody ("letter")."""
    return frozenset(read_toml("agent_nouns.toml")[kind])


@cache
def role_modifiers() -> frozenset[str]:
    """Words that stand before a role and belong to it ("former", "acting", "senior")."""
    return frozenset(read_lines("role_modifiers.txt"))


@cache
def role_standing(kind: Standing) -> frozenset[str]:
    """One list of role_standing.toml, which says what each holds; a noun may be in several, or in none."""
    return frozenset(read_toml("role_standing.toml")[kind])


@cache
def role_verbs() -> frozenset[str]:
    """Lemmas of what somebody does in a post or by trade ("run", "teach")."""
    return frozenset(read_lines("role_verbs.txt"))


@cache
def rank_nouns() -> Mapping[str, tuple[str, ...]]:
    """Abbreviated titles without their full stop → the nouns for who bears them ("sen" → "senator")."""
    return MappingProxyType(
        {title: tuple(nouns) for title, nouns in read_toml("rank_nouns.toml")["nouns"].items()}
    )


@cache
def role_genders() -> Mapping[str, Gender]:
    """Role nouns that tell a gender → "f" or "m" ("congresswoman" → "f"); no others are listed."""
    tables = read_toml("role_gender.toml")
    found: dict[str, Gender] = dict.fromkeys(tables["f"], "f")
    found.update(dict.fromkeys(tables["m"], "m"))
    return MappingProxyType(found)


@cache
def role_kinds() -> Mapping[str, frozenset[str]]:
    """Nouns for somebody brought in by another role → those roles ("minister" → {"secretary", …})."""
    return MappingProxyType({noun: frozenset(roles) for noun, roles in read_toml("role_kinds.toml").items()})
