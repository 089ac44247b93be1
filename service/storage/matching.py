"""Where a text has the words that were searched for, by the rules by which the engines find them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from peewee import SQL

from service.storage.database import is_postgresql
from service.storage.names import MARK, WORD
from service.storage.search import Term, Terms
from service.storage.stems import LONGEST, stem

MOST_HINTS = 4
"""Of the longest beginnings of words: each further one spares little."""

MARKS = re.compile("[“”„‟«»‘’‚‹›–—―…•\u00a0]")
"""Marks that part words as a space does, and are no letters: most texts have nothing else beyond ASCII."""

Token = tuple[int, int, str]
"""Start and end in the text, and the word as it is compared."""


def runs(text: str, terms: Terms) -> tuple[tuple[int, int], ...]:
    """The half-open runs of characters of ``text`` that are ``terms.wanted``, in order, none overlapping."""
    plain = _simple(text, terms)
    if plain is not None:
        found = sorted({run for term in terms.wanted for run in _of_word(plain, term)})
    else:
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
    ascii_ = _of_ascii(text)
    if ascii_ is not None:
        for part in terms.parts:
            if part not in ascii_:
                return False
        if terms.single:
            return _has_words(ascii_, terms)
    tokens = tuple(_tokens(text))
    stems = [stem(word) for _, _, word in tokens]

    def found(term: Term) -> bool:
        return next(_of_term(term, tokens, stems), None) is not None

    return all(map(found, terms.wanted)) and not any(map(found, terms.unwanted))


def most(text: str, terms: Terms) -> int:
    """How many ``runs`` there may be at most, which is soon told; -1 where it is not."""
    plain = _simple(text, terms)
    if plain is None:
        return -1
    count = 0
    for term in terms.wanted:
        count += plain.count(term.beginnings[0])
    return count


def _simple(text: str, terms: Terms) -> str | None:
    """The text in small letters where it is of ASCII and searched for single words, so that few of its words
    need be looked at; None where it is not."""
    return _of_ascii(text) if terms.single else None


def _has_words(plain: str, terms: Terms) -> bool:
    for term in terms.wanted:
        if next(_of_word(plain, term), None) is None:
            return False
    return all(next(_of_word(plain, term), None) is None for term in terms.unwanted)


def _of_ascii(text: str) -> str | None:
    plain = text if text.isascii() else MARKS.sub(" ", text)
    return plain.lower() if plain.isascii() else None


def _of_word(plain: str, term: Term) -> Iterator[tuple[int, int]]:
    """Where a text of ASCII in small letters has a term of one word."""
    wanted, folded, begun = term.stems[0], term.folded[0], term.beginnings[0]
    at = plain.find(begun)
    while at >= 0:
        end = at + 1
        # Within a word nothing begins; what is neither letter nor digit parts words.
        if at == 0 or not plain[at - 1].isalnum():
            word = WORD.match(plain, at)
            end = word.end() if word else end
            found = plain[at:end][:LONGEST]
            if _begins(found, folded) if term.prefix else stem(found) == wanted:
                yield at, end
        at = plain.find(begun, end)


def _begins(word: str, folded: str) -> bool:
    return word.startswith(folded) or stem(word).startswith(folded)


def hints(column: str, terms: Terms) -> tuple[SQL, ...]:
    """Conditions on ``column`` (an SQL expression) that a text with ``terms.wanted`` meets, and most others
    do not: they spare reading those. Texts beyond ASCII all meet them."""
    longest = sorted((each for each in terms.parts if each.isascii()), key=len)[-MOST_HINTS:]
    return tuple(_hint(column, each) for each in longest if len(each) > 1)


def _hint(column: str, part: str) -> SQL:
    if is_postgresql():
        mark, size = "%s", f"octet_length({column})"
        return SQL(f"(strpos(lower({column}), {mark}) > 0 OR {size} <> length({column}))", (part,))
    size = f"length(CAST({column} AS BLOB))"
    return SQL(f"(instr(lower({column}), ?) > 0 OR {size} <> length({column}))", (part,))


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
    plain = _of_ascii(text)
    if plain is not None:
        for match in WORD.finditer(plain):
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
