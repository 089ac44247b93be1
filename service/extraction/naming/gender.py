"""The gender of the article's people, from what the article prints before what a given name suggests.

Titles and gendered roles settle it ("Mrs", "spokesman"), then the pronouns of sentences that name nobody
else.
"""

from collections import Counter

from spacy.tokens import Doc

from service.extraction.attribution.frames import OUTER, Frames
from service.extraction.columns import columns
from service.extraction.lexicons import Gender, given_names, role_genders
from service.extraction.naming.entity import Entities, Entity

_PRONOUNS: dict[str, Gender] = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}


def pronoun_gender(word: str) -> Gender | None:
    """The gender of a lower-case singular pronoun, None for any other word."""
    return _PRONOUNS.get(word)


def assign_genders(doc: Doc, frames: Frames, entities: Entities) -> None:
    """Sets ``gender`` of every person of ``entities``."""
    votes = _pronoun_votes(doc, frames, entities)
    for index, entity in enumerate(entities.all):
        if entity.kind != "person":
            continue
        entity.gender = _from_titles(doc, entities, index) or _weighed(votes.get(index), _given(entity))


def _from_titles(doc: Doc, entities: Entities, index: int) -> Gender | None:
    found: Counter[Gender] = Counter()
    for name in entities.all[index].names:
        gender = name.gender or _before(doc, name.title)
        if gender:
            found[gender] += 1
    return found.most_common(1)[0][0] if found else None


def _before(doc: Doc, start: int) -> Gender | None:
    """The gender of a role right before the name: "spokeswoman Ada Bell", "Her brother, Jo Bell"."""
    at = start - 1
    while at >= 0 and doc[at].text == ",":
        at -= 1
    if at < 0:
        return None
    return role_genders().get(doc[at].lower_)


def _pronoun_votes(doc: Doc, frames: Frames, entities: Entities) -> dict[int, Counter[Gender]]:
    """Pronouns behind the only person that a sentence names."""
    shared = {index for group in entities.surnames.values() for index in group}
    votes: dict[int, Counter[Gender]] = {}
    lower = columns(doc).lower
    for frame in frames.frames:
        named: set[int] = set()
        found: list[Gender] = []
        for i in range(frame.start, frame.end):
            entity = entities.at(i)
            if entity is not None and entities.all[entity].kind == "person":
                named.add(entity)
            gender = _PRONOUNS.get(lower[i])
            if gender and named and frames.owner[i] == OUTER:
                found.append(gender)
        if len(named) == 1 and not named & shared:
            votes.setdefault(named.pop(), Counter()).update(found)
    return votes


def _weighed(votes: Counter[Gender] | None, given: Gender | None) -> Gender | None:
    """The gender that the pronouns tell; the given name counts as two, so that clear text outvotes it."""
    tally: Counter[Gender] = Counter(votes or {})
    if given is not None:
        tally[given] += 2
    ranked = tally.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]):
        return given
    return ranked[0][0]


def _given(entity: Entity) -> Gender | None:
    """The gender that a given name of the person tells, None where none is known or it is anybody's."""
    full = [name.words for name in entity.names if len(name.words) > 1]
    for words in full or [entity.longest]:
        gender = given_names().get(words[0])
        if gender == "f" or gender == "m":
            return gender
    return None
