"""English words by their stem, so that "floods" finds "flooding": ours, hence the same on every database.

This is the English stemmer of Snowball, "Porter2" (snowballstem.org/algorithms/english/stemmer.html). The
engines' own stemmers differ from each other in words such as "apology", and none could mark what it found.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from service.storage.names import fold

VOWEL = "aeiouy"
EXCEPTIONS = {
    "skis": "ski",
    "skies": "sky",
    "dying": "die",
    "lying": "lie",
    "tying": "tie",
    "idly": "idl",
    "gently": "gentl",
    "ugly": "ugli",
    "early": "earli",
    "only": "onli",
    "singly": "singl",
} | dict.fromkeys(("sky", "news", "howe", "atlas", "cosmos", "bias", "andes"), "")
UNTOUCHED = frozenset({"inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"})
"""Left alone once their plural's s is off."""

LONGEST = 200
"""Characters of a word that count: no engine's limit is reached."""

REGION = re.compile(r"[aeiouy][^aeiouy]")
PREFIX = re.compile(r"gener|commun|arsen")
SHORT = re.compile(r"(?:^|.*[^aeiouy])[aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$", re.DOTALL)
DOUBLE = ("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")

STEP2 = (
    ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"),
    ("tional", "tion"), ("biliti", "ble"), ("lessli", "less"), ("entli", "ent"), ("ation", "ate"),
    ("alism", "al"), ("aliti", "al"), ("ousli", "ous"), ("iviti", "ive"), ("fulli", "ful"), ("enci", "ence"),
    ("anci", "ance"), ("abli", "able"), ("izer", "ize"), ("ator", "ate"), ("alli", "al"), ("bli", "ble"),
    ("ogi", "og"), ("li", ""),
)  # fmt: skip
STEP3 = (
    ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"),
    ("ative", ""), ("ical", "ic"), ("ness", ""), ("ful", ""),
)  # fmt: skip
STEP4 = (
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize",
    "ion", "al", "er", "ic",
)  # fmt: skip


def stems(text: str | None) -> str:
    """The stems of the words of ``text`` in their order, one space between them: what full text keeps."""
    return " ".join(map(stem, words_of(text or "")))


def forms(text: str | None) -> str:
    """The words of ``text`` that are not their own stem, each once: beginnings are looked for in them too."""
    return " ".join(inflected(words_of(text or "")))


def inflected(words: Iterable[str]) -> list[str]:
    """Those of the folded ``words`` that are not their own stem, each once."""
    return [word for word in dict.fromkeys(words) if stem(word) != word]


def words_of(text: str) -> list[str]:
    """The words of ``text`` as they are compared."""
    return [word[:LONGEST] for word in fold(text).split()]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of ``word``, which is folded: "flooding" and "floods" give "flood"."""
    if len(word) <= 2:
        return word
    if word in EXCEPTIONS:
        return EXCEPTIONS[word] or word
    # A y that sounds as a consonant is written Y from here on.
    word = re.sub(r"(^|[aeiouy])y", r"\1Y", word)
    first, second = _regions(word)
    word = _plural(word)
    if word in UNTOUCHED:
        return word
    word = _past(word, first)
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in VOWEL:
        word = word[:-1] + "i"
    word = _suffixes(word, first, second)
    return _last(word, first, second).replace("Y", "y")


def _regions(word: str) -> tuple[int, int]:
    """Where the first and the second region begin: after the first consonant that follows a vowel, twice."""
    prefix = PREFIX.match(word)
    first = prefix.end() if prefix else _after(word, 0)
    return first, _after(word, first)


def _after(word: str, start: int) -> int:
    found = REGION.search(word, start)
    return found.end() if found else len(word)


def _plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith(("us", "ss")) or not word.endswith("s"):
        return word
    return word[:-1] if any(letter in VOWEL for letter in word[:-2]) else word


def _past(word: str, first: int) -> str:
    for ending in ("eedly", "ingly", "edly", "eed", "ing", "ed"):
        if not word.endswith(ending):
            continue
        rest = word[: -len(ending)]
        if ending.startswith("ee"):
            return rest + "ee" if len(rest) >= first else word
        if not any(letter in VOWEL for letter in rest):
            return word
        if rest.endswith(("at", "bl", "iz")):
            return rest + "e"
        if rest.endswith(DOUBLE):
            return rest[:-1]
        return rest + "e" if first >= len(rest) and SHORT.match(rest) else rest
    return word


def _suffixes(word: str, first: int, second: int) -> str:
    """What makes one word of another: "-ization", "-fulness", "-ment"."""
    for ending, instead in STEP2:
        if word.endswith(ending):
            rest = word[: -len(ending)]
            fits = {"ogi": rest.endswith("l"), "li": rest.endswith(tuple("cdeghkmnrt"))}.get(ending, True)
            word = rest + instead if fits and len(rest) >= first else word
            break
    for ending, instead in STEP3:
        if word.endswith(ending):
            rest = word[: -len(ending)]
            far = second if ending == "ative" else first
            word = rest + instead if len(rest) >= far else word
            break
    for ending in STEP4:
        if word.endswith(ending):
            rest = word[: -len(ending)]
            fits = ending != "ion" or rest.endswith(("s", "t"))
            return rest if fits and len(rest) >= second else word
    return word


def _last(word: str, first: int, second: int) -> str:
    if word.endswith("e"):
        rest = word[:-1]
        if len(rest) >= second or (len(rest) >= first and not SHORT.match(rest)):
            return rest
    elif word.endswith("ll") and len(word) - 1 >= second:
        return word[:-1]
    return word
