"""Where a text has the words that were searched for, by the rules by which the engines find them."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from service.storage.names import MARK, WORD
from service.storage.search import Term, Terms
from service.storage.stems import LONGEST, stem

Token = tuple[int, int, str]
"""Start and end in the text, and the word as it is compared."""


def runs(text: str, terms: Terms) -> tuple[tuple[int, int], ...]:
    """The half-open runs of characters of ``text`` that are ``terms.wanted``, in order, none overlapping."""
    tokens = tuple(_tokens(text))
    stems = [stem(word) for _, _, word in tokens]
    found = sorted({run for term in terms.wanted for run in _of_term(term, tokens, stems)})
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def has(text: str, terms: Terms) -> bool:
    """Whether ``text`` has each of ``terms.wanted`` and none of ``terms.unwanted``."""
    tokens = tuple(_tokens(text))
    stems = [stem(word) for _, _, word in tokens]

    def found(term: Term) -> bool:
        return next(_of_term(term, tokens, stems), None) is not None

    return all(map(found, terms.wanted)) and not any(map(found, terms.unwanted))


def _of_term(term: Term, tokens: Sequence[Token], stems: Sequence[str]) -> Iterator[tuple[int, int]]:
    length = len(term.stems)
    last = term.folded[-1]
    if not term.prefix and term.stems[0] not in stems:
        return
    for first in range(len(tokens) - length + 1):
        end = first + length - 1
        if tuple(stems[first:end]) != term.stems[:-1]:
            continue
        whole = stems[end] == term.stems[-1] and (not term.prefix or length > 1)
        begun = term.prefix and (tokens[end][2].startswith(last) or stems[end].startswith(last))
        if whole or begun:
            yield tokens[first][0], tokens[end][1]


def _tokens(text: str) -> Iterator[Token]:
    """The words of ``text`` as ``names.fold`` gives them, with their places."""
    if text.isascii():
        for match in WORD.finditer(text.lower()):
            yield match.start(), match.end(), match[0][:LONGEST]
        return
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = _folded(character)
        folded.append(plain)
        places += [place] * len(plain)
    for match in WORD.finditer("".join(folded)):
        end = places[match.end() - 1] + 1
        while end < len(text) and not _folded(text[end]) and unicodedata.combining(text[end]):
            end += 1  # the accent that follows a letter belongs to it
        yield places[match.start()], end, match[0][:LONGEST]


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    return unicodedata.normalize("NFKC", MARK.sub("", unicodedata.normalize("NFKD", character)).casefold())
