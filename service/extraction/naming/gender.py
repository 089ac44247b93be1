"""The gender of the article's people, from what the article prints before what a given name suggests.

Titles and gendered roles settle it ("Mrs", "spokesman"), then the pronouns of sentences that name nobody
else.
"""

from collections import Counter
from typing import NamedTuple

from spacy.tokens import Doc, Token

from service.extraction.attribution.frames import OUTER, Frame, Frames
from service.extraction.columns import columns
from service.extraction.lexicons import Gender, given_names, role_genders, unnamed_nouns
from service.extraction.naming.entity import Entities, Entity
from service.extraction.naming.name import Name

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

_SUBJECT = frozenset({"nsubj", "nsubjpass"})


def pronoun_gender(word: str) -> Gender | None:
    """The gender of a lower-case singular pronoun, None for any other word."""
    return _PRONOUNS.get(word)


def foretold_gender(doc: Doc, at: int) -> Gender | None:
    """The gender that a pronoun ahead of the name at token ``at`` tells: "In her memoir, Bell noted".

    Only in a phrase that opens the sentence and belongs to the verb whose subject the name is, with nobody
    named before the pronoun whom it could mean.
    """
    head = doc[at]
    while head.dep_ in ("compound", "flat") and head.head.i > head.i:
        head = head.head
    if head.dep_ not in _SUBJECT:
        return None
    found: Gender | None = None
    for child in head.head.lefts:
        if child.i >= at or child.dep_ not in ("prep", "advcl"):
            continue
        for token in child.subtree:
            if token.ent_type_ == "PERSON" and found is None:
                return None
            found = found or _PRONOUNS.get(token.lower_)
    return found


def assign_genders(doc: Doc, frames: Frames, entities: Entities) -> None:
    """Sets ``gender`` of every person of ``entities``."""
    votes = _pronoun_votes(doc, frames, entities)
    for index, entity in enumerate(entities.all):
        if entity.kind != "person":
            continue
        entity.they = any(_is_they(doc, name) for name in entity.names)
        if entity.they:
            continue
        entity.gender = _from_titles(doc, entities, index) or _weighed(votes.get(index), _given(entity))


def _is_they(doc: Doc, name: Name) -> bool:
    """Whether the article says that the person is called "they": "Mx Quaye", "Quaye, who uses they"."""
    if any(doc[i].lower_.rstrip(".") == "mx" for i in range(name.title, name.start)):
        return True
    behind = [doc[i].lower_ for i in range(name.end, min(name.end + 6, len(doc)))]
    return any(use == "uses" and "they" in behind[at:] for at, use in enumerate(behind))


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
    """Pronouns behind the only person that a sentence names, and those that go on about its subject."""
    shared = {index for group in entities.surnames.values() for index in group}
    votes: dict[int, Counter[Gender]] = {}
    topic: tuple[int, int] | None = None
    for frame in frames.frames:
        told = _told(doc, frames, entities, frame)
        if not told.named and told.opening and topic is not None and topic[1] == frame.paragraph:
            votes.setdefault(topic[0], Counter())[told.opening] += 1
        if len(told.named) == 1 and not told.named & shared:
            votes.setdefault(next(iter(told.named)), Counter()).update(told.pronouns)
        if told.named:
            only = told.subject is not None and len(told.named) == 1 and not told.named & shared
            topic = (told.subject, frame.paragraph) if only and told.subject is not None else None
    return votes


class _Told(NamedTuple):
    """What a sentence tells: whom it names, the pronouns behind them, its subject and first pronoun."""

    named: set[int]
    pronouns: list[Gender]
    subject: int | None
    opening: Gender | None


def _told(doc: Doc, frames: Frames, entities: Entities, frame: Frame) -> _Told:
    lower = columns(doc).lower
    named: set[int] = set()
    pronouns: list[Gender] = []
    subject: int | None = None
    opening: Gender | None = None
    for i in range(frame.start, frame.end):
        outer = frames.owner[i] == OUTER
        entity = entities.at(i)
        if entity is not None and entities.all[entity].kind == "person":
            if not named and outer and _is_subject(doc[i]):
                subject = entity
            named.add(entity)
        gender = _PRONOUNS.get(lower[i])
        if gender and outer and named:
            pronouns.append(gender)
        if outer and opening is None and doc[i].dep_ in _SUBJECT:
            opening = gender or (_calls(doc[i]) if not named else None)
    return _Told(named, pronouns, subject, opening)


def _calls(token: Token) -> Gender | None:
    """The gender that a noun tells which calls again whom the text is about: "the actress"."""
    definite = token.i > 0 and token.nbor(-1).lower_ == "the" and token.tag_ == "NN"
    return role_genders().get(token.lower_) if definite and token.lower_ not in unnamed_nouns() else None


def _is_subject(token: Token) -> bool:
    """Whether the name that starts with ``token`` is a subject."""
    head = token
    while head.dep_ in ("compound", "flat") and head.head.i > head.i:
        head = head.head
    return head.dep_ in _SUBJECT


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
