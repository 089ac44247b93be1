"""Slugs: one topic has one, however an article prints it."""

import re

from anyascii import anyascii

from service.extraction.topics.lexicon import spellings

_LONGEST = 80
_MARKS_WITHIN = re.compile(r"['’`.]")
_OTHERS = re.compile(r"[^a-z0-9]+")
_HYPHENS = re.compile(r"-{2,}")
_LETTER = re.compile(r"[a-z]")


def slug_of(words: tuple[str, ...]) -> str:
    """The slug of a topic's words: lower-case ASCII, hyphens between them; "" where no letter is left."""
    slug = _HYPHENS.sub("-", "-".join(map(_hyphened, words))).strip("-")[:_LONGEST].rstrip("-")
    return slug if _LETTER.search(slug) else ""


def _hyphened(word: str) -> str:
    if word.isascii() and word.isalnum():  # most are
        return word.lower()
    return _OTHERS.sub("-", _MARKS_WITHIN.sub("", anyascii(word).lower())).strip("-")


def phrase_slug(lemmas: tuple[str, ...]) -> str:
    """The slug of a phrase's lemmas, in one spelling ("harbour wall" → "harbor-wall")."""
    return slug_of(tuple(word for lemma in lemmas for word in spellings().get(lemma, (lemma,))))


def stem(word: str) -> str:
    """``word`` without a plural ending, after Harman's S stemmer (1991, JASIS 42(1))."""
    word = word.lower()
    if len(word) > 3 and word.endswith("ies") and word[-4] not in "ae":
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("es") and word[-3] not in "aeo":
        return word[:-1]
    if len(word) > 3 and word.endswith("s") and word[-2] not in "us":
        return word[:-1]
    return word
