"""Which changes of wording are changes of meaning: a negation, a number or a name that is not the same."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files

from service.storage.words import Word

FIRST_PERSON = frozenset({"i", "im", "ive", "ill", "id"})
"""Capitalised wherever they stand."""


class Flag(StrEnum):
    """Why a change matters."""

    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"


def flags(said_in: str, said: Sequence[Word], given_in: str, given: Sequence[Word]) -> tuple[Flag, ...]:
    """Why the change from the words ``said`` of one text to ``given`` of another is one of meaning."""
    found = []
    if sum(map(_negates, said)) != sum(map(_negates, given)):
        found.append(Flag.NEGATION)
    if _numbers(said) != _numbers(given):
        found.append(Flag.NUMBER)
    if _names(said_in, said) != _names(given_in, given):
        found.append(Flag.NAME)
    return tuple(found)


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    lists: dict[str, set[str]] = {}
    name = ""
    for line in files(__package__).joinpath("weighty_words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif not line.startswith("#"):
            lists.setdefault(name, set()).update(line.split())
    return {name: frozenset(words) for name, words in lists.items()}


def _negates(word: Word) -> bool:
    return word.key in _lists()["negation"]


def _numbers(of: Sequence[Word]) -> list[str]:
    return sorted([word.key for word in of if _counts(word.key)])


def _counts(key: str) -> bool:
    # Most keys are letters alone, which is known sooner than letter by letter.
    return key in _lists()["number"] or (not key.isalpha() and any(letter.isdigit() for letter in key))


def _names(text: str, of: Sequence[Word]) -> list[str]:
    return sorted([word.key for word in of if _is_name(text, word)])


def _is_name(text: str, word: Word) -> bool:
    """Capitalised where no sentence begins."""
    if not word.printed[:1].isupper() or word.key in FIRST_PERSON:
        return False
    before = text[: word.start].rstrip(" \n\t\"'“”‘’")
    return bool(before) and before[-1] not in ".!?:—…"
