"""Outlets: who prints and broadcasts is no topic of what is said."""

import re

from spacy.tokens import Doc

from service.extraction.lexicons import outlet_words, outlets, platforms
from service.extraction.naming.entities import Entity
from service.extraction.naming.names import Name
from service.extraction.topics.lexicon import bodies, key, places
from service.extraction.topics.passing import agency

#: Last words of the names of papers and programmes, for those that no list knows.
_PAPERS = outlet_words("no_topic")
_STATIONS = outlet_words("station")
_TELLING = frozenset({"told", "tell", "tells", "telling"})


def outlet_entities(doc: Doc) -> frozenset[int]:
    """The entities that are outlets: listed, named like one, named in the dateline, or told something."""
    entities: list[Entity] = doc._.entities.all
    listed = {number for number, entity in enumerate(entities) if _is_outlet(entity)}
    return frozenset(listed | _told(doc) | _in_dateline(doc))


def _is_outlet(entity: Entity) -> bool:
    if _is_station(entity):
        return True
    if entity.kind == "person":
        return False
    forms = [" ".join(name.text.lower().replace("’", "'").split()) for name in entity.names]
    if any(_is_listed(form) for form in forms):
        return True
    return entity.kind != "place" and entity.longest[-1] in _PAPERS


def _is_listed(form: str) -> bool:
    """Whether it is on the lists, or several of them in one ("Post/ABC News")."""
    parts = [form, *re.split(r"\s*/\s*", form)]
    return any(part.removeprefix("the ") in outlets() or part in platforms() for part in parts)


def _is_station(entity: Entity) -> bool:
    """Whether a name begins with a broadcaster's letters ("BBC Radio Leeds"), whatever the model calls it."""
    return any(_has_letters(name) for name in entity.names)


def _has_letters(name: Name) -> bool:
    """Whether a name begins with a broadcaster's letters; where a station's does not, it is its town's."""
    first = name.text.split()[0]
    if len(name.words) < 2 or name.words[1] not in _STATIONS:
        return False
    return len(first) > 1 and first.isupper() and first.lower() in outlets()


def towns(doc: Doc) -> frozenset[int]:
    """The tokens where names of towns begin that were taken for the stations called after them."""
    entities: list[Entity] = doc._.entities.all
    stations = (entity for entity in entities if _is_station(entity))
    return frozenset(
        name.start
        for station in stations
        for name in station.names
        if not _has_letters(name) and name.text.lower() not in outlets()
    )


def _told(doc: Doc) -> set[int]:
    """ "She told Backbeat": one word after the verb, and nothing that answers a ministry or a country."""
    found = set()
    for name in doc._.names:
        at = name.start - 1
        if at > 0 and doc[at].lower_ == "the":
            at -= 1
        known = key(name.text) in bodies() or key(name.text) in places()
        if at >= 0 and doc[at].lower_ in _TELLING and len(name.words) == 1 and not known:
            number = doc._.entities.of_name.get(name.start)
            if number is not None and doc._.entities.all[number].kind in ("organization", "other"):
                found.add(number)
    return found


def _in_dateline(doc: Doc) -> set[int]:
    place = agency(doc)
    if place is None:
        return set()
    numbers = doc._.entities.of_name
    inside = (n for n in doc._.names if place[0] <= doc[n.start].idx < place[1] and n.start in numbers)
    return {numbers[name.start] for name in inside}
