"""Verbs within what another verb reports: "Ash said that Putin fears …" is quoted from Ash."""

from spacy.tokens import Token

from service.extraction.attribution.cues import Cue
from service.extraction.lexicons import VerbClass

#: How far a verb may stand over the one that it reports.
_CLIMB = 10
#: Clauses that a verb does not report but has beside it.
_BESIDE = frozenset({"advcl", "relcl", "conj", "parataxis", "acl"})


def reports(outer: Token, inner: Token) -> bool:
    """Whether ``inner`` is part of what ``outer`` reports: "Cross says he …", not "Cross left when he …"."""
    token = inner
    for _ in range(_CLIMB):
        if token.head.i == token.i:
            return False
        if token.head.i == outer.i:
            return token.dep_ not in _BESIDE
        token = token.head
    return False


def encloses(outer: Token, inner: Token) -> bool:
    """Whether ``inner`` is reported by ``outer`` itself, not in a clause about somebody that it mentions."""
    token = inner
    while token.head.i not in (token.i, outer.i):
        if token.dep_ == "relcl":
            return False
        token = token.head
    return reports(outer, inner)


def tells(cue: Cue, token: Token) -> bool:
    """Whether the cue at ``token`` is a verb that surely reports, and of words that were spoken."""
    verb = cue.verb
    return verb is not None and verb.verb_class is VerbClass.SAY and not verb.weak and is_done(token)


def is_done(verb: Token) -> bool:
    """Whether the verb tells what somebody did, not what they will, should or are asked to do."""
    if verb.tag_ != "VB":
        return True
    helpers = [child for child in verb.children if child.dep_ == "aux"]
    return any(child.lemma_.lower() == "do" for child in helpers)
