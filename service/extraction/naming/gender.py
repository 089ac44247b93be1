"""The gender of the article's people, from what the article prints; a given name only where it prints nothing.

Titles and gendered roles settle it ("Mrs", "spokesman"), then the pronouns of sentences that name nobody else.
"""

from collections import Counter

from spacy.tokens import Doc

from service.extraction.attribution.frames import Frames
from service.extraction.lexicons import Gender, given_names, role_genders
from service.extraction.naming.entities import Entities

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
        entity.gender = (
            _from_titles(doc, entities, index) or _winner(votes.get(index)) or _from_given(entity.longest)
        )


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
    votes: dict[int, Counter[Gender]] = {}
    last: int | None = None
    paragraph = -1
    for frame in frames.frames:
        if frame.paragraph != paragraph:
            # A pronoun in a new paragraph may stand for anybody.
            last, paragraph = None, frame.paragraph
        named: set[int] = set()
        for i in frame.tokens:
            entity = entities.at(i)
            if entity is not None and entities.all[entity].kind == "person":
                named.add(entity)
                last = entity if len(named) == 1 else None
            gender = _PRONOUNS.get(doc[i].lower_)
            if gender and last is not None:
                votes.setdefault(last, Counter())[gender] += 1
        if len(named) > 1:
            last = None
    return votes


def _winner(votes: Counter[Gender] | None) -> Gender | None:
    if not votes:
        return None
    ranked = votes.most_common(2)
    if len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]:
        return None
    return ranked[0][0]


def _from_given(words: tuple[str, ...]) -> Gender | None:
    if len(words) < 2:
        return None
    gender = given_names().get(words[0])
    return gender if gender in ("f", "m") else None
