"""Whom the reporter's sentences tell of without a name: which nouns bring somebody into the discourse.

Not every noun does: what a sentence is about (its subject, and two people by name as one), a relative of
somebody's ("with his grandmother, who …"), and the document that somebody issues ("put out a statement").
"""

from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Token

from service.extraction.annotations import SpeakerKind
from service.extraction.attribution.mentions import Mention
from service.extraction.attribution.nominals import SUBJECT
from service.extraction.columns import Columns
from service.extraction.discourse import Discourse
from service.extraction.discourse.again import described_before
from service.extraction.discourse.cast import Described, Kind
from service.extraction.lexicons import (
    Gender,
    cue_nouns,
    document_nouns,
    group_nouns,
    issuing_verbs,
    organisation_nouns,
    role_genders,
    role_nouns,
    role_standing,
    unnamed_nouns,
)
from service.extraction.naming.gender import pronoun_gender
from service.extraction.phrases import Form, Phrase

#: Less plausible speakers are not kept in mind.
_LEAST = 0.75
_NOUNS = frozenset({"NN", "NNS", "CD", "DT", "JJ"})
_SEVERAL = frozenset({"some", "many", "several", "others", "both", "most", "one", "another"})
_KINDS: dict[SpeakerKind, Kind] = {
    SpeakerKind.PERSON: "person",
    SpeakerKind.UNNAMED: "person",
    SpeakerKind.GROUP: "group",
    SpeakerKind.ORGANIZATION: "organization",
}


@cache
def _heads() -> frozenset[str]:
    """Nouns for whoever may speak."""
    people = unnamed_nouns() | role_nouns() | group_nouns() | role_standing("relation") | role_standing("kin")
    return people | organisation_nouns() | document_nouns() | cue_nouns().keys() | _SEVERAL


def tells_of(doc: Doc, known: Columns, i: int) -> bool:
    """Whether the noun at token ``i`` brings somebody or something into the discourse that may speak."""
    dep = known.dep[i]
    if known.tag[i] == "NNP":
        return dep in SUBJECT and any(child.dep_ == "conj" and child.tag_ == "NNP" for child in doc[i].rights)
    if known.tag[i] not in _NOUNS:
        return False
    if dep == "ROOT":
        # The parser loses the verb behind an aside: "Protesters, some of them masked, threw stones".
        return known.lower[i] in group_nouns()
    if dep not in SUBJECT and dep not in ("dobj", "pobj"):
        return False
    token = doc[i]
    lemma = token.lemma_.lower()
    if lemma not in _heads() and known.lower[i] not in _heads():
        return False
    if dep in SUBJECT:
        return not _is_part_of_them(token)
    if dep == "dobj" and (lemma in document_nouns() or lemma in cue_nouns()):
        return token.head.lemma_.lower() in issuing_verbs()
    return _is_kin(token)


def _is_part_of_them(token: Token) -> bool:
    """Whether the phrase speaks of people who are known: "some of them"."""
    wholes = [of.children for of in token.rights if of.lower_ == "of"]
    return any(child.lower_ in ("them", "whom", "us") for whole in wholes for child in whole)


def _is_kin(token: Token) -> bool:
    """Whether the noun is a relative whose own clause follows: "with his grandmother, who mended nets"."""
    if token.lemma_.lower() not in role_standing("kin"):
        return False
    return any(child.dep_ == "relcl" for child in token.rights)


class Cast:
    """Those without a name; ``brought_in`` holds the mention of each noun that brought in somebody."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self.brought_in: dict[int, Mention] = {}

    def bring_in(self, head: Token, mention: Mention) -> Mention:
        """The mention, whom it describes taken in, anew or again."""
        new = _described(mention, head)
        known = mention.source.described if mention.source is not None else None
        index = self._discourse.introduce(new) if new is not None else known
        if index is None:
            self._note_again(head, mention)
            return mention
        if mention.source is not None and mention.source.index is None:
            mention = replace(mention, source=self._discourse.source(index))
        self._discourse.note_described(index, head)
        self.brought_in[head.i] = mention
        return mention

    def _note_again(self, head: Token, mention: Mention) -> None:
        """Notes that a sentence is about somebody known by another name: "The president said no"."""
        entity = mention.source.entity if mention.source is not None else None
        if entity is None or mention.form is not Form.DEFINITE or head.dep_ not in SUBJECT:
            return
        body = self._discourse.entities.all[entity].kind == "organization"
        if body or head.lemma_.lower() in self._discourse.roles.get(entity, ()):
            self._discourse.note_pronoun(entity, head)

    def name(self, phrase: Phrase, named: Mention) -> None:
        """Takes in that somebody described before has a name: "The spokeswoman, Jo Park, added"."""
        entity = named.source.entity if named.source is not None else None
        if phrase.form is not Form.DEFINITE or entity is None or entity in self._discourse.seen:
            return
        index = described_before(self._discourse, phrase)
        if index is not None:
            self._discourse.name(index, entity)

    def settled(self, mention: Mention) -> Mention:
        """The mention once the article is read: whom it describes may have been named since."""
        index = mention.source.described if mention.source is not None else None
        return replace(mention, source=self._discourse.source(index)) if index is not None else mention


def _described(mention: Mention, head: Token) -> Described | None:
    """What the mention at ``head`` brings in; None where that is no one to speak, or has an index already."""
    source = mention.source
    lemma = head.lemma_.lower()
    if source is None or mention.plausible < _LEAST:
        return None
    if (lemma in document_nouns() and lemma not in role_nouns()) or lemma in cue_nouns():
        return Described("document", head.lower_, source)
    if source.index is not None or mention.form is Form.PRONOUN or _is_own(head):
        return None
    kind = _KINDS[source.kind]
    gender = source.gender or _gender(head) if kind == "person" else None
    return Described(kind, head.lower_, source, gender)


def _is_own(head: Token) -> bool:
    """Whether it is somebody of the writer's or of a clause's antecedent: "my mother", "whose father"."""
    return any(child.tag_ == "WP$" or child.lower_ in ("my", "our", "your") for child in head.lefts)


def _gender(head: Token) -> Gender | None:
    """The gender that words beside the noun tell: "a female officer", "a shopper, a woman in her sixties"."""
    for token in head.lefts:
        gender = role_genders().get(token.lower_)
        if gender is not None:
            return gender
    for child in head.rights:
        if child.dep_ == "appos" and (gender := role_genders().get(child.lower_)) is not None:
            return gender
        if child.dep_ in ("relcl", "acl"):
            found = {g for t in child.subtree if (g := pronoun_gender(t.lower_)) is not None}
            if len(found) == 1:
                return found.pop()
    return None
