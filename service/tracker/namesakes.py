"""Whether two people of one name are one: told by what they are, what they talk about and with whom.

Roles decide most. Where they share nothing, something else must be shared; where they are of two walks of
life ("striker", "judge"), a person both speak beside, or more than one topic. Where a role is missing on one
side, nothing contradicts.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from service.extraction.lexicons import role_kinds
from service.storage.names import fold
from service.storage.speaker_contexts import Context

ENOUGH = {True: 2, False: 1}
"""How many points of evidence make one person of two roles that share nothing, by whether they contradict."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """``shared`` is what speaks for one person, in points; ``other_roles`` that both have roles and share
    nothing in them, ``contradicts`` that these are of two walks of life."""

    shared: int
    other_roles: bool
    contradicts: bool

    @property
    def agrees(self) -> bool:
        """Whether they may be linked without an editor's help."""
        return not self.other_roles or self.shared >= ENOUGH[self.contradicts]


def evidence(one: Context, other: Context) -> Evidence:
    """What speaks for and against one person in what is known of two of one name."""
    words = _words(one.roles), _words(other.roles)
    fields = _fields(one.roles), _fields(other.roles)
    alike = bool(words[0] & words[1]) or bool(fields[0] & fields[1]) or _kindred(*words)
    roles = bool(one.roles) and bool(other.roles)
    topics = min(2, len(one.topics & other.topics))
    company = 2 if one.company & other.company else 0
    contradicts = roles and not alike and bool(fields[0]) and bool(fields[1])
    # A paper of a town prints both its councillor and its goalkeeper: it says little, and nothing
    # against what is known of their walks of life.
    paper = 1 if one.publications & other.publications and not (fields[0] or fields[1]) else 0
    shared = topics + company + paper + (2 if roles and alike else 0)
    return Evidence(shared, other_roles=roles and not alike, contradicts=contradicts)


def choose(mention: Context, candidates: Mapping[int, Context]) -> int | None:
    """Which of the candidates (by key) the mention means; None where only an editor can tell.

    One candidate is taken unless something speaks against it; of several the one for which most speaks.
    """
    found = {pk: evidence(mention, context) for pk, context in candidates.items()}
    agreeing = sorted((each.shared, pk) for pk, each in found.items() if each.agrees)
    if len(found) == 1:
        return agreeing[0][1] if agreeing else None
    if not agreeing or agreeing[-1][0] == 0:
        return None
    if len(agreeing) > 1 and agreeing[-1][0] - agreeing[-2][0] < 2:
        return None
    return agreeing[-1][1]


@lru_cache(maxsize=4096)
def _words(roles: frozenset[str]) -> frozenset[str]:
    words = {word for role in roles for word in fold(role).split()}
    return frozenset(word for word in words if word not in _empty() and len(word) > 1)


@lru_cache(maxsize=4096)
def _fields(roles: frozenset[str]) -> frozenset[str]:
    texts = [f" {fold(role)} " for role in roles]
    words = {word for text in texts for word in text.split()}
    return frozenset(
        field
        for field, nouns in _nouns().items()
        if words & nouns or any(f" {noun} " in text for noun in nouns if " " in noun for text in texts)
    )


def _kindred(one: frozenset[str], other: frozenset[str]) -> bool:
    """ "scientist" and "physicist", "lawyer" and "prosecutor"."""
    kinds = role_kinds()
    return any(kinds.get(word, frozenset()) & other for word in one) or any(
        kinds.get(word, frozenset()) & one for word in other
    )


@cache
def _nouns() -> Mapping[str, frozenset[str]]:
    """The nouns of roles that belong to one walk of life, by its name."""
    return {field: frozenset(map(fold, nouns)) for field, nouns in _words_of_roles()["fields"].items()}


@cache
def _empty() -> frozenset[str]:
    """Words of roles that tell little."""
    return frozenset(_words_of_roles()["empty"])


@cache
def _words_of_roles() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("role_fields.toml").read_text(encoding="utf-8"))
