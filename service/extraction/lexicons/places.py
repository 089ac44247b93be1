"""Places and parties as news English abbreviates them."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from service.extraction.lexicons.files import read_lines, read_toml


@cache
def us_states() -> Mapping[str, str]:
    """Every form of a US state's or territory's name ("new york", "ny", "n.y.") → its name.

    Postal codes are words too ("in", "or", "me"): look up only what is in capitals or after a party tag.
    """
    found: dict[str, str] = {}
    for state, forms in read_toml("us_states.toml").items():
        found.update(dict.fromkeys((state, *forms), state))
    return MappingProxyType(found)


@cache
def parties() -> Mapping[str, Mapping[str, str]]:
    """Country ("united_states", "united_kingdom", "elsewhere") → every form of a party's name → the party.

    "d" and "democrat" → "democratic". One letter is a party only in a tag such as "D-N.Y.".
    """
    found: dict[str, Mapping[str, str]] = {}
    for country, table in read_toml("parties.toml").items():
        forms = {form: party for party, others in table.items() for form in (party, *others)}
        found[country] = MappingProxyType(forms)
    return MappingProxyType(found)


@cache
def demonyms() -> frozenset[str]:
    """Words for people and things of a country, region, state or city, singular ("kazakh", "texan")."""
    return frozenset(read_lines("demonyms.txt"))


@cache
def countrymen() -> frozenset[str]:
    """Nouns for one person of a country ("dane"), but for those in "an" and "i", which ``demonyms`` has."""
    return frozenset(read_lines("countrymen.txt"))
