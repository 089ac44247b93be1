"""The subject of a reporting verb by syntax."""

from collections.abc import Container

from spacy.tokens import Token

from service.extraction.attribution.around import noun_after, noun_before
from service.extraction.attribution.beside import beside
from service.extraction.attribution.nominals import NOMINAL, RELATIVE, SUBJECT, may_speak
from service.extraction.lexicons import (
    cue_nouns,
    document_nouns,
    group_nouns,
    organisation_nouns,
    reporting_verb,
    role_nouns,
    unnamed_nouns,
)

__all__ = ["beside", "main_subject", "noun_after", "noun_before", "subject_of"]

#: Clauses that have no subject of their own and take that of the clause they hang on.
_CONTROLLED = frozenset({"xcomp", "advcl", "pcomp", "ccomp", "conj", "dep", "prep", "acl", "parataxis"})
#: Verbs whose object is the one that speaks: "quoted her as saying".
_QUOTING = frozenset({"quote", "cite", "paraphrase", "misquote", "portray", "depict"})
#: Clauses climbed in search of a subject.
_FURTHEST = 12


def subject_of(verb: Token, outer: Container[int]) -> Token | None:
    """The head of the noun phrase that does ``verb``, among the ``outer`` tokens (no quotations)."""
    seen: set[int] = set()
    current = verb
    while current.i not in seen and len(seen) < _FURTHEST:
        seen.add(current.i)
        found = _own_subject(current, outer, agent=current is verb)
        if found is not None:
            return found
        found = _beside_gerund(current, outer)
        if found is not None:
            return found
        if current.dep_ not in _CONTROLLED or current.head.i == current.i:
            return None
        controller = _object_control(current, outer) or _quoted(current, outer)
        if controller is not None:
            return controller
        if current.dep_ in ("acl", "relcl") and current.head.pos_ in NOMINAL:
            found = _document_to(current.head) or current.head
            if current.dep_ == "acl" and (not _has_voice(found) or _is_told(found)):
                return main_subject(verb, outer)
            return found if found.i in outer else None
        current = current.head
    return None


def _beside_gerund(verb: Token, outer: Container[int]) -> Token | None:
    """Who does the clause that a participle goes on: "recalled the partner being kind, even telling her"."""
    if verb.tag_ != "VBG":
        return None
    before = [c for c in verb.head.lefts if c.i < verb.i] + [c for c in verb.head.rights if c.i < verb.i]
    for clause in reversed(before):
        if (
            clause.tag_ == "VBG"
            and clause.i in outer
            and (found := _own_subject(clause, outer, agent=True)) is not None
        ):
            return found
    return None


def _has_voice(noun: Token) -> bool:
    """Whether a participle behind a noun may be its own: "a letter saying", but "softer language calling"."""
    lemma = noun.lemma_.lower()
    people = (group_nouns(), organisation_nouns(), role_nouns(), unnamed_nouns())
    known = any(lemma in nouns for nouns in (*people, cue_nouns(), document_nouns()))
    return noun.tag_ != "NN" or bool(noun.ent_type_) or known


def _is_told(noun: Token) -> bool:
    """Whether the noun is who is spoken to: "emailed supporters saying …"."""
    verb = reporting_verb(noun.head.lemma_.lower()) if noun.dep_ in ("dobj", "dative") else None
    return verb is not None and verb.addressee and noun.lemma_.lower() not in document_nouns()


def _document_to(reader: Token) -> Token | None:
    """The document sent to ``reader``, which is what speaks: "an e-mail to members saying …"."""
    to = reader.head
    if reader.dep_ not in ("pobj", "dative") or to.lower_ != "to":
        return None
    if to.head.pos_ == "NOUN":
        return to.head if to.head.lemma_.lower() in document_nouns() else None
    return next(
        (c for c in to.head.children if c.dep_ == "dobj" and c.lemma_.lower() in document_nouns()), None
    )


def main_subject(verb: Token, outer: Container[int]) -> Token | None:
    """The subject of the sentence's main verb, for a participle behind a comma (", saying …").

    The main verb is the highest among ``outer``: the parse may hang the sentence on one of another.
    """
    said = _said_right_before(verb, outer)
    if said is not None:
        return said
    head = top = verb
    for _ in range(_FURTHEST):
        if head.dep_ == "ROOT" or head.head.i == head.i:
            break
        head = head.head
        top = head if head.i in outer else top
    return _own_subject(top, outer, agent=False) if top.i != verb.i else None


def _said_right_before(verb: Token, outer: Container[int]) -> Token | None:
    """Who does the reporting verb before the comma, as "Bell added, saying", whatever stands over it."""
    if verb.i < 2 or verb.nbor(-1).text != "," or verb.nbor(-2).i != verb.head.i:
        return None
    return _own_subject(verb.head, outer, agent=False) if reporting_verb(verb.head.lemma_.lower()) else None


def _own_subject(verb: Token, outer: Container[int], *, agent: bool) -> Token | None:
    """The subject among the verb's children; with ``agent`` a passive verb's is who stands behind "by".

    Without it the verb only lends its subject: who was "booed by the crowd after saying so" said it.
    """
    doer = _agent(verb) if agent else None
    if doer is not None and doer.i in outer:
        return doer
    for child in _places_last(verb):
        if child.dep_ in SUBJECT and child.i in outer and may_speak(child):
            if child.lower_ in RELATIVE and child.tag_ in ("WP", "WDT", "IN"):
                return _antecedent(verb, outer)
            if child.pos_ in NOMINAL or child.tag_ in ("DT", "CD", "JJS", "NNP", "NNS", "NN", "JJ"):
                return child
    if verb.dep_ == "relcl":
        return _antecedent(verb, outer)
    return None


def _places_last(verb: Token) -> list[Token]:
    """The verb's children; a place before another subject is none: "speaking in Salem, Ohio, Bell said"."""
    return sorted(verb.children, key=lambda child: child.ent_type_ in ("GPE", "LOC"))


def _agent(verb: Token) -> Token | None:
    """Who does a passive verb: 'was described by Ms. Bell as "…"'."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _antecedent(verb: Token, outer: Container[int]) -> Token | None:
    head = verb
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ not in ("relcl", "acl", "ccomp"):
        return None
    found = head.head
    return found if found.i in outer and found.pos_ in NOMINAL else None


def _object_control(verb: Token, outer: Container[int]) -> Token | None:
    """The object of the verb above: "prompted the president to ask"."""
    if verb.dep_ not in ("xcomp", "ccomp", "advcl") or verb.tag_ != "VB":
        return None
    for child in verb.head.children:
        if (
            child.dep_ == "dobj"
            and verb.head.i < child.i < verb.i
            and child.i in outer
            and child.pos_ == "PROPN"
        ):
            return child
    return None


def _quoted(verb: Token, outer: Container[int]) -> Token | None:
    """Who is quoted as saying: "Bell quoted the mayor as saying …"."""
    link = verb.head
    if verb.tag_ != "VBG" or link.lower_ != "as" or link.head.lemma_.lower() not in _QUOTING:
        return None
    for child in link.head.children:
        if child.dep_ == "dobj" and child.i < link.i and child.i in outer and child.pos_ in NOMINAL:
            return child
    return None
