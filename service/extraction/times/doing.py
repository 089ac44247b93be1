"""Who does what a dated verb tells, by name, pronoun or role; and whether it is only recalled."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from service.extraction.dates import Precision
from service.extraction.lexicons import Gender, document_nouns, reporting_verb
from service.extraction.naming.gender import pronoun_gender
from service.extraction.times.nouns import is_occasion
from service.extraction.times.telling import entities_of
from service.extraction.times.timing import Timed

#: How many words back a pronoun's or a description's name stands.
_BACK = 150


def actor_of(doc: Doc, subject: Token, verb: int) -> str | None:
    """The key of the source that the phrase of ``subject``, which does ``verb``, stands for; else None.

    A pronoun stands for the last person named whom it fits, "the mayor" for the last one with that role.
    """
    named = next(entities_of(doc, _appositions(subject)), None)
    if named is None and subject.text[:1].isupper():
        named = _called(doc, subject.text)
    if named is not None:
        return f"#{named}"
    for said in doc._.attributions:
        if said.source is None or said.mention is None:
            continue
        if said.mention.head == subject.i or (said.cue is not None and said.cue.at == verb):
            key: str = said.source.key
            return key
    gender = pronoun_gender(subject.lower_)
    if gender is None and subject.left_edge.lower_ != "the":
        return None
    return _before(doc, subject, gender)


def _appositions(subject: Token) -> Iterator[Token]:
    yield subject
    for child in subject.rights:
        if child.dep_ == "appos":
            yield from _appositions(child)


def _called(doc: Doc, word: str) -> int | None:
    """The only person whose name ends with ``word``, which the parse took for no name."""
    found = [
        n for n, e in enumerate(doc._.entities.all) if e.kind == "person" and e.name.split()[-1:] == [word]
    ]
    return found[0] if len(found) == 1 else None


def _before(doc: Doc, subject: Token, gender: Gender | None) -> str | None:
    """The last person named before who has the gender of a pronoun, or the role that a description names."""
    for i in range(subject.left_edge.i - 1, max(-1, subject.i - _BACK), -1):
        entity = doc._.entities.at(i)
        if entity is None or doc._.entities.all[entity].kind != "person":
            continue
        if gender is None:
            if _has_role(doc, entity, subject.lower_):
                return f"#{entity}"
        elif doc._.entities.all[entity].gender in (None, gender):
            return f"#{entity}"
    return None


def is_body(subject: Token) -> bool:
    """Whether a description can stand for a body that the text names by another word ("the league")."""
    if subject.pos_ != "NOUN" or subject.left_edge.lower_ != "the" or is_occasion(subject):
        return False
    return subject.lemma_.lower() not in document_nouns()


def is_recalled(doc: Doc, one: Timed) -> bool:
    """Whether the sentence looks back on it from the occasion that the text is at.

    "had warned on Friday"; "oversaw the response in 2013", where a year or month dates the deed, no word.
    """
    if one.verb is None:
        return False
    verb = doc[one.verb]
    if any(c.lower_ in ("had", "’d", "'d") and c.dep_ == "aux" for c in verb.lefts):
        return True
    if one.value is None or one.value.precision is Precision.DAY:
        return False
    return bool(one.nouns) or verb.tag_ != "VBD" or reporting_verb(verb.lemma_.lower()) is None


def _has_role(doc: Doc, entity: int, noun: str) -> bool:
    roles = doc._.roles.get(entity, ())
    return any(noun in role.span.text.lower().split() for role in roles)
