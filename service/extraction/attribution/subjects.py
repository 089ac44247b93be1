"""Whose verb it is: the subject of a reporting verb, by syntax first, by the order of words where the parse fails."""

from spacy.tokens import Doc, Token

_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_RELATIVE = frozenset({"who", "that", "which"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
#: Clauses that have no subject of their own and take that of the clause they hang on.
_CONTROLLED = frozenset({"xcomp", "advcl", "pcomp", "ccomp", "conj", "dep", "prep", "acl", "parataxis"})
_INSIDE_NP = frozenset(
    {"compound", "amod", "poss", "nmod", "det", "nummod", "case", "flat", "advmod", "punct"}
)


def subject_of(verb: Token, outer: frozenset[int] | set[int]) -> Token | None:
    """The head of the noun phrase that does ``verb``, looked for among the ``outer`` tokens (no quotations)."""
    seen: set[int] = set()
    current = verb
    while current.i not in seen:
        seen.add(current.i)
        found = _own_subject(current, outer)
        if found is not None:
            return found
        if current.dep_ not in _CONTROLLED or current.head.i == current.i:
            return None
        if current.dep_ in ("acl", "relcl") and current.head.pos_ in _NOMINAL:
            return current.head if current.head.i in outer else None
        current = current.head
    return None


def _own_subject(verb: Token, outer: frozenset[int] | set[int]) -> Token | None:
    agent = _agent(verb)
    if agent is not None and agent.i in outer:
        return agent
    for child in verb.children:
        if child.dep_ in _SUBJECT and child.i in outer:
            if child.lower_ in _RELATIVE and child.tag_ in ("WP", "WDT", "IN"):
                return _antecedent(verb, outer)
            if child.pos_ in _NOMINAL or child.tag_ in ("DT", "CD", "JJS", "NNP", "NNS", "NN", "JJ"):
                return child
    if verb.dep_ == "relcl":
        return _antecedent(verb, outer)
    return None


def _agent(verb: Token) -> Token | None:
    """'was described by Ms. Bell as "…"'."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _antecedent(verb: Token, outer: frozenset[int] | set[int]) -> Token | None:
    head = verb
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ not in ("relcl", "acl", "ccomp"):
        return None
    found = head.head
    return found if found.i in outer and found.pos_ in _NOMINAL else None


def noun_after(doc: Doc, at: int, tokens: tuple[int, ...], reach: int = 8) -> Token | None:
    """The head of the noun phrase that starts right after position ``at`` of ``tokens``."""
    for position in range(at + 1, min(len(tokens), at + 1 + reach)):
        token = doc[tokens[position]]
        if token.pos_ in _NOMINAL:
            return _head_of_phrase(token, set(tokens))
        if (
            token.is_punct
            or (token.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ")
            and token.lower_ != "former")
        ):
            return None
    return None


def noun_before(doc: Doc, at: int, tokens: tuple[int, ...], reach: int = 25) -> Token | None:
    """The head of the nearest noun phrase before position ``at`` that can be a subject."""
    allowed = set(tokens)
    candidate = None
    for position in range(at - 1, max(-1, at - 1 - reach), -1):
        token = doc[tokens[position]]
        if token.text in (";", ":"):
            break
        if token.pos_ not in _NOMINAL or token.lower_ in _RELATIVE:
            continue
        head = _head_of_phrase(token, allowed)
        if head.dep_ in _SUBJECT:
            return head
        if candidate is None and not _in_prepositional_phrase(head):
            candidate = head
    return candidate


def _in_prepositional_phrase(token: Token) -> bool:
    return token.dep_ in ("pobj", "dobj") and token.head.pos_ == "ADP"


def _head_of_phrase(token: Token, allowed: set[int]) -> Token:
    while token.dep_ in _INSIDE_NP and token.head.pos_ in _NOMINAL and token.head.i in allowed:
        if token.head.i < token.i:
            break
        token = token.head
    return token
