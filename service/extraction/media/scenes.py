"""Scenes: occasions that a sentence sets for the quotes around it ("At a news conference, …", "sent a letter")."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from service.extraction.annotations import Medium, Span
from service.extraction.attribution.frames import OUTER, Frame, Frames
from service.extraction.attribution.subjects import subject_of
from service.extraction.lexicons import reporting_verb
from service.extraction.media.marks import Mark
from service.extraction.media.nouns import noun_medium
from service.extraction.media.people import People

#: Verbs that bring about what their object names: "issued a statement", "held a news conference".
_MAKES = frozenset(
    ["issue", "release", "send", "hold", "give", "deliver", "post", "publish", "write", "sign", "file", "pen",
     "circulate", "conduct", "host", "record", "submit", "convene"]
)  # fmt: skip
#: Verbs of being at an occasion.
_ATTENDS = frozenset(
    ["speak", "talk", "appear", "campaign", "testify", "debate", "stump", "make", "face", "square", "take",
     "attend", "rally", "be", "gather", "join", "meet", "headline", "grill", "interview", "address", "have"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """An occasion set in frame ``frame`` for the entity ``who``; None where the sentence names nobody for it.

    ``back`` tells that the sentence speaks of words already quoted ("made the comments at a rally").
    """

    frame: int
    who: int | None
    medium: Medium
    span: Span
    kind: str
    back: bool = False


def find_scenes(doc: Doc, frames: Frames, marks: dict[int, list[Mark]]) -> dict[int, list[Scene]]:
    """The scenes of every frame that sets some."""
    people = People(doc)
    found: dict[int, list[Scene]] = {}
    for number, frame in enumerate(frames.frames):
        scenes = [
            scene
            for mark in marks.get(number, [])
            if (scene := _set_by(doc, frames, number, frame, mark, people)) is not None
        ]
        scenes += _made(doc, number, frame, people)
        if scenes:
            found[number] = scenes
        people.read(frame)
    return found


def _set_by(doc: Doc, frames: Frames, number: int, frame: Frame, mark: Mark, people: People) -> Scene | None:
    """What a phrase sets that hangs on a verb of speech or presence."""
    verb = _verb_over(doc[mark.first], frames)
    if verb is None or mark.medium is Medium.CONVERSATION:
        return None
    lemma = verb.lemma_.lower()
    entry = reporting_verb(lemma)
    if lemma not in _ATTENDS and (entry is None or entry.weak):
        return None
    who = people.subject(verb, subject_of(verb, frozenset(frame.tokens)))
    back = lemma == "make" and any(
        c.lower_ in ("comment", "comments", "remark", "remarks", "statement", "statements")
        for c in verb.children
    )
    return Scene(number, who, mark.medium, mark.span, mark.kind, back)


def _verb_over(token: Token, frames: Frames) -> Token | None:
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX") and frames.owner[token.i] == OUTER:
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _made(doc: Doc, number: int, frame: Frame, people: People) -> list[Scene]:
    """What a verb of making brings about."""
    found = []
    for i in frame.tokens:
        token = doc[i]
        if token.dep_ not in ("dobj", "nsubjpass") or token.head.lemma_.lower() not in _MAKES:
            continue
        named = noun_medium(doc, token)
        if named is None or named[0] is Medium.CONVERSATION:
            continue
        verb = token.head
        who = (
            people.subject(verb, subject_of(verb, frozenset(frame.tokens))) if token.dep_ == "dobj" else None
        )
        found.append(Scene(number, who, named[0], named[1], "made"))
    return found
