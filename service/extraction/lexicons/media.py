"""What names the channel of a quote: phrases ("in a statement"), outlets and platforms."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from service.extraction.annotations import Medium
from service.extraction.lexicons.files import read_lines, read_toml

MediumKind = Literal["channel", "occasion", "addressee", "fixed"]
OutletWords = Literal["newspaper", "programme", "no_topic", "station", "common"]


@dataclass(frozen=True, slots=True)
class MediumCue:
    """The medium that a phrase names, and what kind of evidence it is (media.toml says what each means)."""

    medium: Medium
    kind: MediumKind


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
    words = [word.lower().replace("’", "'") for word in noun_phrase.split()]
    for start in range(len(words)):
        if cue := objects.get(" ".join(words[start:])):
            return cue
    return None


@cache
def outlets() -> frozenset[str]:
    """Newspapers, broadcasters, agencies, programmes and podcasts: being told or appeared on is an interview.

    Lower-case and without a leading "the". Many are common words ("time", "today", "sun"): look up only
    what is capitalised in the text.
    """
    return frozenset(read_lines("outlets.txt"))


@cache
def outlet_words(kind: OutletWords) -> frozenset[str]:
    """One list of outlet_words.toml, which says what each holds."""
    return frozenset(read_toml("outlet_words.toml")[kind])


@cache
def platforms() -> Mapping[str, Medium]:
    """Platforms where people post → twitter or social_media. Look up capitalised names only."""
    found = {name: Medium(medium) for medium, names in read_toml("platforms.toml").items() for name in names}
    return MappingProxyType(found)
