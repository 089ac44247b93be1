"""The words that show a whole article to report one sitting: a court, a hearing, a council's meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from service.extraction.lexicons.files import read_toml


@dataclass(frozen=True, slots=True)
class SittingWords:
    """The lists of main_occasions.toml, lower-case; ``beside`` maps a noun to the words before it."""

    sittings: frozenset[str]
    meetings: frozenset[str]
    bodies: frozenset[str]
    decisions: frozenset[str]
    hearers: frozenset[str]
    votes: frozenset[str]
    chambers: frozenset[str]
    verdicts: frozenset[str]
    outside: frozenset[str]
    rooms: frozenset[str]
    over: frozenset[str]
    experts: frozenset[str]
    beside: Mapping[str, frozenset[str]]


@cache
def sitting_words() -> SittingWords:
    """All lists, loaded once."""
    lists = read_toml("main_occasions.toml")
    beside = {noun: frozenset(words) for noun, words in lists.pop("beside").items()}
    return SittingWords(
        beside=MappingProxyType(beside), **{name: frozenset(words) for name, words in lists.items()}
    )
