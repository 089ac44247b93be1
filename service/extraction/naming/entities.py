"""Entities: the names of one person or body, brought together within one article.

People are joined by surname where the given names agree (equal, initial, nickname, or not printed), bodies
by their words and acronyms. Two people of one surname stay two; a bare surname goes to the one named last
before it.
"""

from collections import defaultdict

from service.extraction.naming.bodies import Bodies
from service.extraction.naming.entity import Entities, Entity
from service.extraction.naming.name import Name
from service.extraction.naming.people import People

__all__ = ["Entities", "Entity", "build_entities"]


def build_entities(text: str, names: tuple[Name, ...]) -> Entities:
    """Brings the names of one article together."""
    people = People()
    bodies = Bodies(text)
    named = [name for name in names if name.kind == "person"]
    for name in named:
        people.note_tail(name)
    for name in named:
        people.note(name)
    of_name: dict[int, Entity] = {}
    for name in names:
        if name.kind == "person":
            of_name[name.start] = people.place(name)
        else:
            of_name[name.start] = people.known(name) or bodies.place(name)
    return _numbered(of_name)


def _numbered(of_name: dict[int, Entity]) -> Entities:
    """The entities in the order of their first names, given for each name (by its first token) its entity."""
    unique: list[Entity] = []
    index: dict[int, int] = {}
    for entity in of_name.values():
        if id(entity) not in index:
            index[id(entity)] = len(unique)
            unique.append(entity)
    surnames: dict[str, list[int]] = defaultdict(list)
    for i, entity in enumerate(unique):
        if entity.kind == "person":
            surnames[entity.surname].append(i)
    shared = {surname: group for surname, group in surnames.items() if len(group) > 1}
    return Entities(unique, {start: index[id(entity)] for start, entity in of_name.items()}, shared)
