"""The subject of a reporting verb by syntax, and the nouns around it where the parse fails."""

from spacy.tokens import Doc, Token

from service.extraction.attribution.beside import beside
from service.extraction.attribution.nominals import NOMINAL, RELATIVE, SUBJECT, may_speak
from service.extraction.lexicons import (
    cue_nouns,
    document_nouns,
    group_nouns,
    organisation_nouns,
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
_INSIDE_NP = frozenset(
    {"compound", "amod", "poss", "nmod", "det", "nummod", "case", "flat", "advmod", "punct"}
)

#: The reporter's own tokens, among which a subject must stand.
Outer = frozenset[int] | set[int]


def subject_of(verb: Token, outer: Outer) -> Token | None:
    """The head of the noun phrase that does ``verb``, among the ``outer`` tokens (no quotations)."""
    seen: set[int] = set()
    current = verb
    while current.i not in seen and len(seen) < _FURTHEST:
        seen.add(current.i)
        found = _own_subject(current, outer)
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
            if current.dep_ == "acl" and not _has_voice(found):
                return main_subject(verb, outer)
            return found if found.i in outer else None
        current = current.head
    return None


def _beside_gerund(verb: Token, outer: Outer) -> Token | None:
    """Who does the clause that a participle goes on: "recalled the partner being kind, even telling her"."""
    if verb.tag_ != "VBG":
        return None
    before = [c for c in verb.head.lefts if c.i < verb.i] + [c for c in verb.head.rights if c.i < verb.i]
    for clause in reversed(before):
        if clause.tag_ == "VBG" and clause.i in outer and (found := _own_subject(clause, outer)) is not None:
            return found
    return None


def _has_voice(noun: Token) -> bool:
    """Whether a participle behind a noun may be its own: "a letter saying", but "softer language calling"."""
    lemma = noun.lemma_.lower()
    people = (group_nouns(), organisation_nouns(), role_nouns(), unnamed_nouns())
    known = any(lemma in nouns for nouns in (*people, cue_nouns(), document_nouns()))
    return noun.tag_ != "NN" or bool(noun.ent_type_) or known


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


def main_subject(verb: Token, outer: Outer) -> Token | None:
    """The subject of the sentence's main verb, for a participle behind a comma (", saying …").

    The main verb is the highest among ``outer``: the parse may hang the sentence on one of another.
    """
    head = verb
    for _ in range(_FURTHEST):
        if head.dep_ == "ROOT" or head.head.i == head.i or head.head.i not in outer:
            break
        head = head.head
    return _own_subject(head, outer) if head.i != verb.i else None


def _own_subject(verb: Token, outer: Outer) -> Token | None:
    agent = _agent(verb)
    if agent is not None and agent.i in outer:
        return agent
    for child in verb.children:
        if child.dep_ in SUBJECT and child.i in outer and may_speak(child):
            if child.lower_ in RELATIVE and child.tag_ in ("WP", "WDT", "IN"):
                return _antecedent(verb, outer)
            if child.pos_ in NOMINAL or child.tag_ in ("DT", "CD", "JJS", "NNP", "NNS", "NN", "JJ"):
                return child
    if verb.dep_ == "relcl":
        return _antecedent(verb, outer)
    return None


def _agent(verb: Token) -> Token | None:
    """Who does a passive verb: 'was described by Ms. Bell as "…"'."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _antecedent(verb: Token, outer: Outer) -> Token | None:
    head = verb
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ not in ("relcl", "acl", "ccomp"):
        return None
    found = head.head
    return found if found.i in outer and found.pos_ in NOMINAL else None


def _object_control(verb: Token, outer: Outer) -> Token | None:
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


def _quoted(verb: Token, outer: Outer) -> Token | None:
    """Who is quoted as saying: "Bell quoted the mayor as saying …"."""
    link = verb.head
    if verb.tag_ != "VBG" or link.lower_ != "as" or link.head.lemma_.lower() not in _QUOTING:
        return None
    for child in link.head.children:
        if child.dep_ == "dobj" and child.i < link.i and child.i in outer and child.pos_ in NOMINAL:
            return child
    return None


def noun_after(doc: Doc, at: int, tokens: tuple[int, ...], reach: int = 8) -> Token | None:
    """The head of the noun phrase that starts right after position ``at`` of ``tokens``."""
    for position in range(at + 1, min(len(tokens), at + 1 + reach)):
        token = doc[tokens[position]]
        if not may_speak(token):
            continue
        if token.pos_ in NOMINAL:
            return _head_of_phrase(token, set(tokens))
        if token.pos_ in ("VERB", "ADJ") and token.dep_ == "amod":
            continue
        if _is_name(token):
            return token
        if token.is_punct or (
            token.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ") and token.lower_ != "former"
        ):
            return None
    return None


def _is_name(token: Token) -> bool:
    """Whether the token is a name that the tagger took for an adverb: "said Skelly,"."""
    return token.pos_ == "ADV" and token.text[:1].isupper() and not token.is_sent_start


def noun_before(doc: Doc, at: int, tokens: tuple[int, ...], reach: int = 25) -> Token | None:
    """The head of the nearest noun phrase before position ``at`` that can be a subject."""
    allowed = set(tokens)
    candidate = None
    for position in range(at - 1, max(-1, at - 1 - reach), -1):
        token = doc[tokens[position]]
        if token.text in (";", ":"):
            break
        if token.pos_ not in NOMINAL or token.lower_ in RELATIVE or not may_speak(token):
            continue
        head = _head_of_phrase(token, allowed)
        if head.dep_ in SUBJECT:
            return head
        if candidate is None and not _in_prepositional_phrase(head):
            candidate = head
    return candidate


def _in_prepositional_phrase(token: Token) -> bool:
    return token.dep_ in ("pobj", "dobj") and token.head.pos_ == "ADP"


def _head_of_phrase(token: Token, allowed: set[int]) -> Token:
    while token.dep_ in _INSIDE_NP and token.head.pos_ in NOMINAL and token.head.i in allowed:
        if token.head.i < token.i:
            break
        token = token.head
    return token
