"""Roles: the title, office or description that the article prints for a person, in its own words.

Four places are read: before the name ("Clinton spokesman Jesse Hale"), after it between commas ("Ada Bell, a
hydrologist at Leeds,"), a description that the name explains ("the union's leader, Jo Park"), and behind
"is" or "was".
"""

from collections import defaultdict
from dataclasses import dataclass

from spacy.tokens import Doc

from service.extraction.annotations import Span
from service.extraction.attribution.frames import OUTER, Frames
from service.extraction.lexicons import rank_nouns
from service.extraction.naming.entities import Entities
from service.extraction.naming.names import Name
from service.extraction.naming.role_words import Place
from service.extraction.naming.roles_after import apposition, predicate
from service.extraction.naming.roles_before import explained, titular

#: In the order that breaks ties between equally worthy roles at one place.
_READERS = (titular, apposition, explained, predicate)
_FUNCTION = frozenset({"ADP", "DET", "CCONJ", "PART", "PUNCT", "SCONJ", "AUX"})
#: Where somebody stands to somebody else in a story, and no role of theirs.
_RELATIONS = frozenset(
    {"rival", "opponent", "foe", "counterpart", "critic", "ally", "mate", "challenger", "friend"}
)
_SMALL = frozenset({"a", "an", "the", "of", "for", "in", "at", "and", "on", "to", "who", "with", "from"})
#: More words than this add nothing to what a role tells.
_TELLING = 7
#: What a role loses that only a quotation prints.
_QUOTED = 2.0


@dataclass(frozen=True, slots=True)
class Role:
    """A role of ``entity`` as printed at ``span``; ``at`` is its head noun's token, -1 if it is unknown."""

    entity: int
    span: Span
    at: int
    worth: float


def role_vocabulary(roles: list[Role]) -> set[str]:
    """The lower-case words of ``roles``, and what their abbreviations stand for: of "Sen." also "senator"."""
    printed = {word.lower() for role in roles for word in role.span.text.replace("-", " ").split()}
    return printed.union(*(rank_nouns().get(word.rstrip("."), ()) for word in printed))


def find_roles(
    doc: Doc, frames: Frames, names: tuple[Name, ...], entities: Entities
) -> dict[int, list[Role]]:
    """Every role printed for each person, the most informative first."""
    found: dict[int, list[Role]] = defaultdict(list)
    for name in names:
        entity = entities.of_name[name.start]
        if entities.all[entity].kind != "person":
            continue
        for read in _READERS:
            place = read(doc, frames.owner, name)
            role = _role(doc, frames, entity, place) if place is not None else None
            if role is not None:
                found[entity].append(role)
    for roles in found.values():
        roles.sort(key=lambda role: (-role.worth, role.span.start))
    return dict(found)


def add_descriptions(roles: dict[int, list[Role]], descriptions: list[tuple[int, Span]]) -> None:
    """Adds what the article calls a person further on ("the Vermont senator"), and ranks again."""
    for entity, span in descriptions:
        content = sum(1 for word in span.text.replace("-", " ").split() if word.lower() not in _SMALL)
        found = roles.setdefault(entity, [])
        found.append(Role(entity, span, -1, min(content, 4) - 0.4))
        found.sort(key=lambda role: (-role.worth, role.span.start))


def _role(doc: Doc, frames: Frames, entity: int, place: Place) -> Role | None:
    """The role at ``place``, None where nothing is left of it."""
    start, end = place.start, place.end
    while start < end and (doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].is_space or (doc[end - 1].is_punct and doc[end - 1].text != ".")):
        end -= 1
    if start >= end or doc[place.head].lemma_.lower() in _RELATIONS:
        return None
    span = Span.of(doc._.text, doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
    content = sum(1 for i in range(start, end) if doc[i].is_alpha and doc[i].pos_ not in _FUNCTION)
    quoted = frames.owner[start] != OUTER
    return Role(entity, span, place.head, min(content, _TELLING) + place.bonus - (_QUOTED if quoted else 0.0))
