"""What names the channel of a quote: phrases ("in a statement"), outlets and platforms."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from service.extraction.annotations import Medium, Span
from service.extraction.lexicons.files import read_lines, read_toml

MediumKind = Literal["channel", "occasion", "addressee", "fixed"]
Words = tuple[str, ...]

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:['’&.-]\w+)*|[^\w\s]")
_DETERMINERS = frozenset(
    ("a", "an", "the", "his", "her", "their", "its", "our", "my", "your", "this", "that", "these", "those")
    + (
        "one",
        "another",
        "each",
        "every",
        "both",
        "two",
        "three",
        "several",
        "many",
        "some",
        "any",
        "no",
        "same",
    )
)
_BARRIERS = frozenset(
    ("of", "and", "or", "but", "which", "who", "whom", "whose", "when", "where", "while", "if", "as", "than")
    + ("to", "in", "on", "at", "by", "with", "from", "for", "into", "about", "is", "are", "was", "were", "be")
    + ("been", "being", "has", "have", "had", "do", "does", "did", "will", "would", "can", "could", "not")
    + ("said", "says", "told", "he", "she", "they", "it", "we", "i", "you")
)
_MOST_MODIFIERS = 4


@dataclass(frozen=True, slots=True)
class MediumCue:
    """The medium that a phrase names, and what kind of evidence it is (media.toml says what each means)."""

    medium: Medium
    kind: MediumKind


@dataclass(frozen=True, slots=True)
class MediumMention:
    """A phrase in a text that names a medium: from its governing word to the end of its object."""

    span: Span
    governor: str
    cue: MediumCue


@cache
def medium_rules() -> Mapping[str, Mapping[str, MediumCue]]:
    """Governing word ("in", "told") → object ("statement", "reporters") → the medium that the two name."""
    rules: dict[str, dict[str, MediumCue]] = {}
    for name, tables in read_toml("media.toml").items():
        if name == "bare":
            continue
        for table in tables:
            cue = MediumCue(Medium(name), table["kind"])
            for governor in table["after"]:
                rules.setdefault(governor, {}).update(dict.fromkeys(table["objects"], cue))
    return MappingProxyType({governor: MappingProxyType(objects) for governor, objects in rules.items()})


@cache
def bare_objects() -> frozenset[str]:
    """Objects that need no article to name a medium ("Twitter", "court"); other singulars do."""
    return frozenset(read_toml("media.toml")["bare"]["objects"])


def medium_cue(governor: str, noun_phrase: str) -> MediumCue | None:
    """What ``governor`` and ``noun_phrase`` name together; None where they name no medium.

    The longest run of the phrase's last words decides: "in", "a joint written statement" → statement.
    Any case; looks at no article, so it is for phrases that a parse has found.
    """
    objects = medium_rules().get(governor.lower(), {})
    words = [_plain(word) for word in noun_phrase.split()]
    for start in range(len(words)):
        if cue := objects.get(" ".join(words[start:])):
            return cue
    return None


def find_media(text: str) -> Iterator[MediumMention]:
    """Every phrase of ``text`` that names a medium, in order, none overlapping; by its words alone, linear."""
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


@cache
def outlets() -> frozenset[str]:
    """Newspapers, broadcasters, agencies, programmes and podcasts: being told or appeared on is an interview.

    Lower-case and without a leading "the". Many are common words ("time", "today", "sun"): look up only
    what is capitalised in the text.
    """
    return frozenset(read_lines("outlets.txt"))


@cache
def platforms() -> Mapping[str, Medium]:
    """Platforms where people post → twitter or social_media. Look up capitalised names only."""
    found = {name: Medium(medium) for medium, names in read_toml("platforms.toml").items() for name in names}
    return MappingProxyType(found)


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
    for place in range(first, min(first + _MOST_MODIFIERS + 1, len(words))):
        if found and place > found[1] + 2:
            break
        initial = tokens[place].group()[0]
        candidate = _object_at(words, place, governor, initial, determined, place == first)
        if candidate and (found is None or candidate[1] > found[1]):
            found = candidate
        word = words[place]
        if word in _BARRIERS or not word[0].isalnum():
            break
        determined = determined or word in _DETERMINERS or word.endswith("'s")
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
