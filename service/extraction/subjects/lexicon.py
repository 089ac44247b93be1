"""The words that speak for each subject, read from ``media_topics.toml``."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from service.extraction.topics.slugs import stem

TELLING, PLAIN = 2.0, 1.0
"""What a word counts that seldom stands in other news, and what any other of the lists does."""

Words = tuple[str, ...]


@cache
def _concepts() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("media_topics.toml").read_text(encoding="utf-8"))


NAMES: Mapping[str, str] = {code: concept["name"] for code, concept in _concepts().items()}
"""The subjects: code to name, as IPTC gives them in English."""


@cache
def terms() -> Mapping[str, tuple[tuple[Words, tuple[tuple[str, float], ...]], ...]]:
    """By the first word of a term: the whole term, its longest first, and what it counts for which codes."""
    counts: dict[Words, dict[str, float]] = defaultdict(dict)
    for code, concept in _concepts().items():
        for list_name, count in (("plain", PLAIN), ("telling", TELLING)):
            for term in concept[list_name].replace("\n", " ").split(","):
                counts[words_of(term)][code] = count
    by_first: dict[str, list[tuple[Words, tuple[tuple[str, float], ...]]]] = defaultdict(list)
    for words, codes in counts.items():
        by_first[words[0]].append((words, tuple(codes.items())))
    return {
        first: tuple(sorted(each, key=lambda one: (-len(one[0]), one[0]))) for first, each in by_first.items()
    }


def words_of(term: str) -> Words:
    """The words of a term as they are compared: without hyphens and plural endings."""
    return tuple(stem(word) for word in term.replace("-", " ").split())
