"""Sentences that tell when somebody spoke, with or without quoting them."""

from spacy.tokens import Doc, Token

from service.extraction.occasions.nouns import is_occasion, tells_occasion
from service.extraction.occasions.timing import Timed


def tells(doc: Doc, found: Timed) -> bool:
    """Whether ``found`` dates a speech or an appearance that its sentence tells of."""
    if found.verb is None or not tells_occasion(doc[found.verb]):
        return False
    return not found.on_noun or any(is_occasion(doc[i]) for i in found.nouns)


def subject_entities(doc: Doc, found: Timed) -> list[int]:
    """The entities that do what the verb of ``found`` tells."""
    if found.verb is None:
        return []
    subject = _subject(doc[found.verb])
    if subject is None:
        return []
    entities = [doc._.entities.at(i) for i in range(subject.left_edge.i, subject.i + 1)]
    return [entity for entity in entities if entity is not None][-1:]


def _subject(verb: Token) -> Token | None:
    token = verb
    for _ in range(4):
        found = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if found is not None:
            return found
        if token.dep_ not in ("conj", "xcomp", "advcl") or token.head.i == token.i:
            return None
        token = token.head
    return None
