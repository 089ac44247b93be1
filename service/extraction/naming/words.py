"""The words of a name, compared the way a reader would: without case, accents or titles."""

import re
from functools import lru_cache

from anyascii import anyascii

from service.extraction import lexicons
from service.extraction.lexicons import Honorific, given_names, honorifics, name_words

_WORD = re.compile(r"[^\W_]+(?:['’`-][^\W_]+)*\.?")
SUFFIXES = name_words("suffixes")
PARTICLES = name_words("particles")
_CREDENTIALS = name_words("credentials")
#: A title is looked up by at most so many words ("lt. col.").
_LONGEST_TITLE = 4


def words(name: str) -> tuple[str, ...]:
    """The words of ``name`` as printed, punctuation between them aside."""
    return tuple(_WORD.findall(name))


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """``word`` in plain lower-case letters: "Müller's" → "mullers", "J." → "j"."""
    return re.sub(r"[^a-z0-9-]", "", anyascii(word).lower())


def core(printed: tuple[str, ...]) -> tuple[str, ...]:
    """The folded words of a name without titles before it and suffixes after it."""
    folded = [fold(word) for word in printed]
    folded = folded[leading_titles(printed) :]
    while len(folded) > 1 and (folded[-1] in SUFFIXES or folded[-1] in _CREDENTIALS):
        folded.pop()
    return tuple(word for word in folded if word)


def leading_titles(printed: tuple[str, ...]) -> int:
    """How many of the first words are a title ("Lt", "Gen", "Sir"); at least one word is left."""
    known = honorifics()
    at = 0
    while at < len(printed) - 1:
        for size in range(min(_LONGEST_TITLE, len(printed) - 1 - at), 0, -1):
            phrase = " ".join(word.lower().rstrip(".") for word in printed[at : at + size])
            if phrase in known and not (known[phrase].name and _is_given(printed, at, known[phrase])):
                at += size
                break
        else:
            break
    return at


def _is_given(printed: tuple[str, ...], at: int, title: Honorific) -> bool:
    """Whether a title that is a name too is a name here: "Gov. Earl Ray Bo", but not "Earl Spencer".

    What is said of women and men alike is an office ("Canon Ada Bell") unless it is a known given name.
    """
    office = title.rank and title.gender is None
    return at > 0 or (len(printed) > at + 2 and not office) or fold(printed[at]) in given_names()


def is_surname(folded: tuple[str, ...]) -> bool:
    """Whether folded words are a surname alone: one word, or one behind its particle ("Van der Meer").

    A particle that is a given name too is one before a single word: "Ben Okri" is a full name.
    """
    if len(folded) == 1:
        return True
    return folded[0] in PARTICLES and (len(folded) > 2 or folded[0] not in given_names())


def is_initial(word: str) -> bool:
    """Whether a folded word is an initial ("j")."""
    return len(word) == 1


def same_given_name(one: str, other: str) -> bool:
    """Whether two folded given names may be one person's: equal, an initial of it, or its nickname."""
    if one == other:
        return True
    if is_initial(one) or is_initial(other):
        return one[0] == other[0]
    return lexicons.same_given_name(one, other)
