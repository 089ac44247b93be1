"""Noun phrases by their head: where each starts and ends, and what kind of description it is."""

from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Doc, Token

from service.extraction.lexicons import (
    document_nouns,
    group_nouns,
    organisation_nouns,
    role_nouns,
    unnamed_nouns,
)


class Form(StrEnum):
    """How a mention stands for somebody."""

    NAME = "name"
    PRONOUN = "pronoun"
    DEFINITE = "definite"
    INDEFINITE = "indefinite"
    GROUP = "group"
    DOCUMENT = "document"
    OTHER = "other"


_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_INDEFINITE = frozenset(
    {"a", "an", "one", "another", "some", "several", "many", "two", "three", "both", "most", "few"}
)
_QUANTITY_PRONOUNS = frozenset(
    {"one", "some", "others", "many", "another", "several", "both", "most", "none", "all"}
)
_SOMEBODY = frozenset({"somebody", "someone", "anybody", "anyone", "everybody", "everyone", "nobody"})
#: What may stand left of a head within its phrase.
_LEFT = frozenset(
    {
        "compound",
        "amod",
        "poss",
        "nmod",
        "det",
        "nummod",
        "case",
        "punct",
        "predet",
        "quantmod",
        "advmod",
        "npadvmod",
        "dep",
    }
)
#: What ties somebody unnamed to what they speak of: "a person familiar with the matter".
_TIED = frozenset({"close", "familiar", "briefed", "involved"})
_RIGHT_LIMIT = 14


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase at tokens [start, end) with its ``head``."""

    start: int
    end: int
    head: int
    form: Form


def phrase_of(doc: Doc, head: Token, owner: tuple[int, ...]) -> Phrase:
    """The phrase headed by ``head``, its relative clause and appositions left out."""
    start = _left_edge(head, owner)
    end = _right_edge(doc, head, owner)
    return Phrase(start, end, head.i, _form(doc, head, start))


def _left_edge(head: Token, owner: tuple[int, ...]) -> int:
    start = head.i
    while start > 0:
        before = head.doc[start - 1]
        if owner[start - 1] != owner[head.i] or before.is_space or not _inside(before, head):
            break
        if before.is_punct and before.text not in ("-", "’", "'", "&", "/", ",", "."):
            break
        start -= 1
    while start < head.i and head.doc[start].is_punct:
        start += 1
    return start


def _inside(token: Token, head: Token) -> bool:
    """Whether ``token`` modifies ``head`` from the left, itself or through others."""
    steps = 0
    while token.i != head.i and steps < 8:
        if token.dep_ not in _LEFT and token.dep_ not in ("prep", "pobj", "cc", "conj"):
            return False
        if token.head.i == token.i:
            return False
        token = token.head
        steps += 1
    return token.i == head.i


def _right_edge(doc: Doc, head: Token, owner: tuple[int, ...]) -> int:
    """Past the prepositional phrases that belong to a description ("a spokesman for the mayor")."""
    end = head.i + 1
    for child in head.rights:
        if child.i != end or owner[child.i] != owner[head.i] or not _belongs(child, head):
            break
        last = _until_clause(doc, end, child.right_edge.i + 1)
        if last - head.i > _RIGHT_LIMIT or any(
            owner[i] != owner[head.i] for i in range(end, min(last, len(doc)))
        ):
            break
        end = last
    while end > head.i + 1 and (doc[end - 1].tag_ == "CC" or doc[end - 1].is_space):
        end -= 1
    return end


def _belongs(child: Token, head: Token) -> bool:
    """Whether what follows a head right away goes on with its description.

    A preposition, "close to …", "briefed on …", and of people whom nothing else names what they do:
    "protesters marching through the streets".
    """
    if child.dep_ in ("prep", "case"):
        return True
    if child.lower_ in _TIED and child.dep_ in ("acl", "amod", "advmod", "relcl", "acomp"):
        return True
    people = head.lower_ in group_nouns() or head.tag_ == "NNS" or head.lemma_.lower() in unnamed_nouns()
    return child.dep_ == "acl" and child.tag_ == "VBG" and people


def _until_clause(doc: Doc, start: int, end: int) -> int:
    for i in range(start, end):
        if doc[i].dep_ == "relcl" or doc[i].text in (",", ";", "—", "–") or doc[i].tag_ in ("WP", "WDT"):
            return i
    return end


def _form(doc: Doc, head: Token, start: int) -> Form:
    lower = head.lower_
    if head.pos_ == "PRON" or head.tag_ in ("PRP", "WP"):
        return Form.INDEFINITE if lower in _QUANTITY_PRONOUNS or lower in _SOMEBODY else Form.PRONOUN
    lemma = head.lemma_.lower()
    first = doc[start]
    if head.tag_ in ("DT", "CD", "JJS", "JJ") and lower in _QUANTITY_PRONOUNS:
        return Form.INDEFINITE
    possessed = any(doc[i].dep_ == "poss" for i in range(start, head.i))
    if lemma in document_nouns() and lemma not in role_nouns():
        return Form.DOCUMENT
    if first.lower_ in _INDEFINITE or (first.tag_ == "CD" and not possessed):
        return Form.INDEFINITE
    if first.lower_ in _DEFINITE or possessed:
        plural = head.tag_ in ("NNS", "NNPS") or lower in group_nouns()
        return Form.GROUP if plural and lemma not in organisation_nouns() else Form.DEFINITE
    if lower in group_nouns() or head.tag_ in ("NNS", "NNPS"):
        return Form.GROUP
    if lemma in role_nouns() or lemma in unnamed_nouns() or lemma in organisation_nouns():
        return Form.DEFINITE
    return Form.OTHER
