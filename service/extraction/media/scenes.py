"""Scenes: occasions that a sentence sets for the quotes after it ("At a news conference Monday, …", "sent a letter")."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from service.extraction.annotations import Medium, Span
from service.extraction.attribution.frames import OUTER, Frame, Frames
from service.extraction.attribution.subjects import subject_of
from service.extraction.lexicons import cue_nouns
from service.extraction.media.marks import Mark
from service.extraction.naming.gender import pronoun_gender

#: Verbs that bring about what their object names: "issued a statement", "held a news conference".
_MAKES = frozenset(
    ["issue", "release", "send", "hold", "give", "deliver", "post", "publish", "write", "make", "sign", "file",
     "pen", "circulate", "conduct", "host", "read", "record", "submit", "put", "share", "tweet", "convene", "call"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """An occasion set in frame ``frame`` for the entity ``who``; None where the sentence names nobody for it."""

    frame: int
    who: int | None
    medium: Medium
    span: Span
    kind: str


def find_scenes(doc: Doc, frames: Frames, marks: dict[int, list[Mark]]) -> dict[int, list[Scene]]:
    """The scenes of every frame that sets some."""
    people = _People(doc)
    found: dict[int, list[Scene]] = {}
    for number, frame in enumerate(frames.frames):
        scenes = []
        for mark in marks.get(number, []):
            verb = _verb_over(doc[mark.first], frames)
            who = people.subject(verb, frame) if verb is not None else None
            scenes.append(Scene(number, who, mark.medium, mark.span, mark.kind))
        scenes += _made(doc, frames, number, frame, people)
        if scenes:
            found[number] = scenes
        people.read(frame)
    return found


def _verb_over(token: Token, frames: Frames) -> Token | None:
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX") and frames.owner[token.i] == OUTER:
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _made(doc: Doc, frames: Frames, number: int, frame: Frame, people: "_People") -> list[Scene]:
    """What a verb of making brings about."""
    found = []
    for i in frame.tokens:
        token = doc[i]
        medium = _noun_medium(doc, token) if token.pos_ in ("NOUN", "PROPN") else None
        if (
            medium is None
            or token.dep_ not in ("dobj", "nsubjpass")
            or token.head.lemma_.lower() not in _MAKES
        ):
            continue
        who = people.subject(token.head, frame) if token.dep_ == "dobj" else None
        span = Span.of(doc._.text, token.idx, token.idx + len(token))
        found.append(Scene(number, who, medium, span, "made"))
    return found


def _noun_medium(doc: Doc, token: Token) -> Medium | None:
    pair = f"{doc[token.i - 1].lower_} {token.lower_}" if token.i else token.lower_
    for noun in (pair, token.lower_):
        medium = cue_nouns().get(noun)
        if medium is not None and medium is not Medium.UNSPECIFIED:
            return medium
    return None


class _People:
    """Whom a sentence's subject names, read on from the top."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.entity_at = {
            i: doc._.entities.of_name[name.start]
            for name in doc._.names
            if name.start in doc._.entities.of_name
            for i in range(name.start, name.end)
        }
        self.last: list[int] = []

    def read(self, frame: Frame) -> None:
        """Takes in the people that the sentence names."""
        for i in frame.tokens:
            entity = self.entity_at.get(i)
            if entity is not None:
                self.last.append(entity)

    def subject(self, verb: Token, frame: Frame) -> int | None:
        """The entity that does ``verb``."""
        subject = subject_of(verb, frozenset(frame.tokens))
        if subject is None:
            return None
        return self._entity(subject)

    def _entity(self, head: Token) -> int | None:
        entity = self.entity_at.get(head.i)
        if entity is not None:
            return entity
        gender = pronoun_gender(head.lower_)
        if gender is not None:
            return self._latest(gender)
        for child in head.children:
            if child.dep_ in ("appos", "compound") and child.i in self.entity_at:
                return self.entity_at[child.i]
        return None

    def _latest(self, gender: str) -> int | None:
        """The person named last whom the pronoun fits."""
        for entity in reversed(self.last[-12:]):
            found = self.doc._.entities.all[entity]
            if found.kind == "person" and found.gender in (None, gender):
                return entity
        return None
