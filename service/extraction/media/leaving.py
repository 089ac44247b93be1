"""What puts somebody outside the sitting that an article reports: another room or time, an expert's view."""

from spacy.tokens import Doc, Token

from service.extraction.attribution.frames import Frame
from service.extraction.lexicons import reporting_verb, sitting_words

#: Before these nothing was said there yet; what is said before a vote is.
_BEGINS = frozenset({"hearing", "trial", "debate"})
_BESIDE = frozenset({"after", "before", "following"})


def is_outside(doc: Doc, frame: Frame) -> bool:
    """Whether the sentence puts its words outside the sitting, or before or after it."""
    return any(doc[i].lower_ in sitting_words().outside or _is_over(doc[i]) for i in frame.tokens)


def leaves_room(doc: Doc, frame: Frame) -> bool:
    """ "Outside court, …": the sentence steps out of the room of the sitting."""
    rooms = sitting_words().rooms
    return any(
        doc[i].lower_ == "outside" and any(t.lower_ in rooms for t in doc[i + 1 : i + 5])
        for i in frame.tokens
    )


def is_expert(doc: Doc, entity: int | None) -> bool:
    """Whether the roles of ``entity`` make it one who is asked about what happened and was not there."""
    roles = doc._.roles.get(entity, ()) if entity is not None else ()
    experts = sitting_words().experts
    return any(word.strip(",.") in experts for role in roles for word in role.span.text.lower().split())


def _is_over(token: Token) -> bool:
    """ "said after the hearing"."""
    verb = token.head.lemma_.lower()
    if token.lower_ not in _BESIDE or (reporting_verb(verb) is None and verb != "speak"):
        return False
    over = sitting_words().over if token.lower_ != "before" else sitting_words().meetings | _BEGINS
    return any(c.dep_ in ("pobj", "dobj", "pcomp") and c.lower_ in over for c in token.children)
