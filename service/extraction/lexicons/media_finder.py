"""Finds the phrases of a text that name a medium, by their words alone: one pass, linear in the text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from service.extraction.annotations import Span
from service.extraction.lexicons.files import read_toml
from service.extraction.lexicons.media import MediumCue, bare_objects, medium_rules, platforms

Words = tuple[str, ...]

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:['’&.-]\w+)*|[^\w\s]")
_MOST_MODIFIERS = 4


@dataclass(frozen=True, slots=True)
class MediumMention:
    """A phrase in a text that names a medium: from its governing word to the end of its object."""

    span: Span
    governor: str
    cue: MediumCue


def find_media(text: str) -> Iterator[MediumMention]:
    """Every phrase of ``text`` that names a medium, in order, none overlapping: by words alone, no parse."""
    tokens = list(_WORD.finditer(text))
    words = [_plain(token.group()) for token in tokens]
    governors = _index().governors
    place = 0
    while place < len(words):
        after = place + 1
        for governor in governors.get(words[place], ()):
            first = place + len(governor)
            if tuple(words[place:first]) != governor:
                continue
            name = " ".join(governor)
            if found := _object_after(tokens, words, first, name):
                cue, last = found
                yield MediumMention(Span.of(text, tokens[place].start(), tokens[last].end()), name, cue)
                after = last + 1
                break
        place = after


@dataclass(frozen=True, slots=True)
class _Index:
    governors: Mapping[str, tuple[Words, ...]]
    objects: Mapping[str, Mapping[str, tuple[Words, ...]]]


@cache
def _index() -> _Index:
    """The rules by first word, longest first: governors, and for each governor its objects."""
    rules = medium_rules()
    objects = {governor: _by_first_word(list(found)) for governor, found in rules.items()}
    return _Index(_by_first_word(list(rules)), objects)


def _by_first_word(phrases: list[str]) -> dict[str, tuple[Words, ...]]:
    found: dict[str, list[Words]] = {}
    for phrase in phrases:
        words = tuple(_WORD.findall(phrase))
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(runs, key=len, reverse=True)) for first, runs in found.items()}


def _object_after(
    tokens: list[re.Match[str]], words: list[str], first: int, governor: str
) -> tuple[MediumCue, int] | None:
    """The object of ``governor`` that starts at ``first`` or a few modifiers on, and its last token.

    Of two that stand next to each other the later is the head: "a brief statement" is no brief.
    """
    found: tuple[MediumCue, int] | None = None
    determined = False
    determiners, barriers = _words("determiners"), _words("barriers")
    for place in range(first, min(first + _MOST_MODIFIERS + 1, len(words))):
        if found and place > found[1] + 2:
            break
        initial = tokens[place].group()[0]
        candidate = _object_at(words, place, governor, initial, determined, place == first)
        if candidate and (found is None or candidate[1] > found[1]):
            found = candidate
        word = words[place]
        if word in barriers or not word[0].isalnum():
            break
        determined = determined or word in determiners or word.endswith("'s")
    return found


def _object_at(
    words: list[str], place: int, governor: str, initial: str, determined: bool, adjacent: bool
) -> tuple[MediumCue, int] | None:
    """The longest object of ``governor`` that starts at the token ``place``, and its last token."""
    for run in _index().objects[governor].get(words[place], ()):
        last = place + len(run) - 1
        if tuple(words[place : last + 1]) != run:
            continue
        phrase = _phrase(governor, run)
        cue = medium_rules()[governor][phrase]
        if cue.kind == "fixed":
            if adjacent:
                return cue, last
        elif _stands(phrase, initial, determined):
            return cue, last
    return None


@cache
def _phrase(governor: str, run: Words) -> str:
    """The object as media.toml writes it, for its words as the tokeniser cuts them."""
    return next(phrase for phrase in medium_rules()[governor] if tuple(_WORD.findall(phrase)) == run)


def _stands(phrase: str, initial: str, determined: bool) -> bool:
    """Whether the object names a medium here: a name needs its capital, a singular its article."""
    if phrase.split(",")[0] in platforms() and not initial.isupper() and not initial.isdigit():
        return False
    plural = phrase.endswith("s") and not phrase.endswith("ss")
    return determined or plural or phrase in bare_objects()


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


@cache
def _words(kind: str) -> frozenset[str]:
    """The "determiners" or the "barriers" of noun_phrase_words.toml."""
    return frozenset(read_toml("noun_phrase_words.toml")[kind])
