"""What a rule is: a pattern, the words that one of its matches can begin with, and what a match means."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from service.extraction.dates.expressions import Form

DIGITS = "#"
"""The trigger that stands for any token that begins with a digit."""

Builder = Callable[[re.Match[str]], Form | None]

_BEFORE = 32


@dataclass(frozen=True, slots=True)
class Rule:
    """``build`` answers None where the match is, by its context, no time expression."""

    name: str
    pattern: re.Pattern[str]
    triggers: frozenset[str]
    build: Builder


def rule(name: str, pattern: str, triggers: Iterable[str], build: Builder) -> Rule:
    """A rule with its pattern compiled; ``triggers`` are first words, in any case."""
    return Rule(name, re.compile(pattern), frozenset(first_word(word) for word in triggers), build)


def first_word(phrase: str) -> str:
    """The trigger for a phrase: its first run of letters or digits, in lower case."""
    found = re.search(r"[^\W_]+", phrase)
    return found.group().lower() if found else phrase


def before(match: re.Match[str]) -> str:
    """The few characters before a match, for the context checks."""
    return match.string[max(0, match.start() - _BEFORE) : match.start()]


def after(match: re.Match[str]) -> str:
    """The few characters after a match."""
    return match.string[match.end() : match.end() + _BEFORE]
