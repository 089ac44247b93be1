"""Roles: the title, office or description that the article prints for a person, in its own words.

They are read before the name ("Clinton spokesman Jesse Hale"), after it between commas ("Ada Bell, a
hydrologist at Leeds,"), in a description that the name explains ("the union's leader, Jo Park"), and in
clauses that tell what somebody is or acts as. What one place says of several people holds for all of them.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from service.extraction.annotations import Span
from service.extraction.attribution.frames import OUTER, Frames
from service.extraction.lexicons import rank_nouns
from service.extraction.naming.entities import Entities
from service.extraction.naming.names import Name
from service.extraction.naming.role_words import Page, Place
from service.extraction.naming.role_worth import is_bare_relation, worth
from service.extraction.naming.roles_after import appearing, apposition
from service.extraction.naming.roles_before import titular
from service.extraction.naming.roles_belonging import affiliation, owned, party_tag, tagged
from service.extraction.naming.roles_explained import called, explained
from service.extraction.naming.roles_shared import Coordinated
from service.extraction.naming.roles_told import acting, doing, opening, predicate

#: In the order that breaks ties between equally worthy roles at one place.
_READERS = (titular, apposition, explained, called, predicate, acting, opening)
#: What brings in a nickname behind a role: "the boss known as “El Relojero”".
_NAMING = frozenset({"known", "as", "called", "nicknamed", "dubbed"})
#: What party and seat add to a title's worth: the same title is printed without them too.
_TAG = 0.2
#: Where none of them finds anything in the whole article.
_LAST_RESORTS = (appearing, doing, tagged, affiliation, owned)


@dataclass(frozen=True, slots=True)
class Role:
    """A role of ``entity`` as printed at ``span``; ``at`` is its head noun's token, -1 if it is unknown.

    ``tag`` is the party and seat that the article prints behind the name: "Rep. Ada Bell (D-Md.)".
    """

    entity: int
    span: Span
    at: int
    worth: float
    tag: Span | None = None

    @property
    def text(self) -> str:
        """The role in the article's words, with its tag and without the name between them."""
        return self.span.text if self.tag is None else f"{self.span.text} {self.tag.text}"


def role_vocabulary(roles: list[Role]) -> set[str]:
    """The lower-case words of ``roles``, and what their abbreviations stand for: of "Sen." also "senator"."""
    printed = {word.lower() for role in roles for word in role.span.text.replace("-", " ").split()}
    return printed.union(*(rank_nouns().get(word.rstrip("."), ()) for word in printed))


def find_roles(
    doc: Doc, frames: Frames, names: tuple[Name, ...], entities: Entities
) -> dict[int, list[Role]]:
    """Every role printed for each person, the most informative first."""
    page = Page(doc, frames.owner, {name.start: name for name in names})
    found: dict[int, list[Role]] = defaultdict(list)
    for name, place in _places(page, names, entities):
        role = role_at(page, entities.of_name[name.start], place)
        if role is not None:
            found[role.entity].append(_with_tag(page, name, place, role))
    for name in names:
        entity = entities.of_name[name.start]
        if entities.all[entity].kind == "person" and not found.get(entity):
            found[entity] += _last_resort(page, entity, name)
    for roles in found.values():
        roles.sort(key=lambda role: (-role.worth, role.span.start))
    return {entity: roles for entity, roles in found.items() if roles}


def _places(page: Page, names: tuple[Name, ...], entities: Entities) -> Iterator[tuple[Name, Place]]:
    """Every name of a person with each place that prints a role for it."""
    coordinated = Coordinated(page)
    for name in names:
        if entities.all[entities.of_name[name.start]].kind != "person":
            continue
        places = [place for read in _READERS if (place := read(page, name)) is not None]
        for place in places:
            yield name, place
        yield from coordinated.shared(name, places)


def _with_tag(page: Page, name: Name, place: Place, role: Role) -> Role:
    """A title right before a name with the party and seat behind it, and the more worth for it."""
    tag = party_tag(page, name) if place.start < name.start and place.end >= name.title else None
    if tag is None:
        return role
    first, last = page.doc[tag[0]], page.doc[tag[1] - 1]
    return replace(
        role, worth=role.worth + _TAG, tag=Span.of(page.doc._.text, first.idx, last.idx + len(last))
    )


def _last_resort(page: Page, entity: int, name: Name) -> list[Role]:
    """What a name's surroundings tell of a person whom the article gives no role proper."""
    for read in _LAST_RESORTS:
        place = read(page, name)
        role = role_at(page, entity, place) if place is not None else None
        if role is not None:
            return [role]
    return []


def _trails(token: Token) -> bool:
    """Whether a token at a role's end is none of it: white space, a mark, or "known as" before a nickname."""
    return token.is_space or (token.is_punct and token.text != ".") or token.lower_ in _NAMING


def role_at(page: Page, entity: int, place: Place) -> Role | None:
    """The role at ``place``, None where nothing is left of it."""
    doc = page.doc
    start, end = place.start, place.end
    while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].lower_ in ("and", "&")):
        start += 1
    while end > start and _trails(doc[end - 1]):
        end -= 1
    if start >= end or is_bare_relation(doc, place):
        return None
    span = Span.of(doc._.text, doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
    quoted = page.owner[start] != OUTER
    return Role(entity, span, place.head, worth(doc, place, quoted=quoted))
