"""When two names, or two descriptions, are held to be the same."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "sen",
        "rep",
        "gov",
        "president",
        "secretary",
        "senator",
        "judge",
        "gen",
        "lt",
        "col",
        "sgt",
        "rev",
        "sir",
        "prof",
        "the",
        "a",
        "an",
        "lord",
        "lady",
        "dame",
        "hon",
    ]
)
GENERATIONS = frozenset({"jr", "sr", "ii", "iii"})
STOP = frozenset({"the", "a", "an", "of", "for", "at", "in", "and", "to", "s", "who", "is", "was"})

# Half the words agreeing is agreement for a description; an organisation's name is held to two thirds.
DESCRIPTION_AGREES = 0.5
ORGANISATION_AGREES = 0.67


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How far a predicted name agrees: ``strict`` the same name, ``loose`` nothing that contradicts it."""

    strict: bool
    loose: bool


NO_MATCH = NameMatch(strict=False, loose=False)


def words(text: str | None) -> list[str]:
    """The words of ``text``, lower case, without accents, possessives and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text or "")
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).lower().replace("’", "'")
    return re.findall(r"[a-z0-9]+", re.sub(r"'s\b", "", plain))


def name_words(name: str | None) -> list[str]:
    """The words of a name that tell people apart: no titles, no "Jr", initials only for want of more."""
    kept = [word for word in words(name) if word not in TITLES]
    kept = [word for word in kept if word not in GENERATIONS] or kept
    return [word for word in kept if len(word) > 1] or kept


def agreement(gold: Iterable[str], predicted: Iterable[str]) -> float:
    """The F1 of two bags of words, small words aside."""
    wanted = Counter(word for word in gold if word not in STOP)
    given = Counter(word for word in predicted if word not in STOP)
    shared = (wanted & given).total()
    return 2 * shared / (wanted.total() + given.total()) if shared else 0.0


def same_description(gold: str | None, predicted: str | None) -> bool:
    """Whether at least half of the words agree."""
    return agreement(words(gold), words(predicted)) >= DESCRIPTION_AGREES


def match(gold: str, predicted: str | None, *, named: bool) -> NameMatch:
    """How far ``predicted`` agrees with the ``gold`` speaker, who has a name or only a description."""
    if not predicted:
        return NO_MATCH
    if not named:
        same = same_description(gold, predicted)
        return NameMatch(strict=same, loose=same)
    wanted, given = name_words(gold), name_words(predicted)
    if not wanted or not given:
        return NO_MATCH
    strict = wanted == given or _same_ends(wanted, given)
    return NameMatch(strict=strict, loose=strict or _compatible(wanted, given))


def _same_ends(wanted: list[str], given: list[str]) -> bool:
    """The same first and last word; what stands between (a middle name) may differ."""
    return len(wanted) > 1 and len(given) > 1 and (wanted[0], wanted[-1]) == (given[0], given[-1])


def _compatible(wanted: list[str], given: list[str]) -> bool:
    """The same last word and nothing that contradicts it, or most of an organisation's words."""
    if wanted[-1] == given[-1] and (
        1 in (len(wanted), len(given))
        or wanted[0] == given[0]
        or set(given) <= set(wanted)
        or set(wanted) <= set(given)
    ):
        return True
    return len(wanted) > 2 and agreement(wanted, given) >= ORGANISATION_AGREES
