"""Whether a time expression dates what its sentence reports: it hangs on the cue, or on an occasion told with it."""

from spacy.tokens import Doc, Token

from service.extraction.lexicons import group_nouns, role_nouns, unnamed_nouns
from service.extraction.occasions.nouns import is_occasion
from service.extraction.occasions.timing import Timed

_AT = frozenset({"at", "during", "after", "following", "in", "outside", "on"})
_LATER = frozenset({"after", "before", "because", "since", "if", "until", "once", "though", "although", "unless", "that"})
_ADDRESSEES = frozenset({"reporter", "journalist", "court", "jury", "crowd", "audience", "medium", "press"})
_DOWN = frozenset({"conj", "advcl", "xcomp", "ccomp", "prep", "pcomp", "parataxis", "dep", "acl"})


def ties(doc: Doc, found: Timed, cue: int | None) -> bool:
    """Whether ``found`` dates the speech that the token ``cue`` reports."""
    if found.verb is None:
        return bool(found.nouns) and cue is not None and found.nouns[-1] == cue
    verb = doc[found.verb]
    if not _nouns_fit(doc, found):
        return False
    if cue is None:
        return False
    return _same_speech(doc, verb, doc[cue])


def _nouns_fit(doc: Doc, found: Timed) -> bool:
    """No noun stands between, or it is an occasion, an addressee, or a name ("told CNN on Friday")."""
    if not found.nouns:
        return not found.on_noun
    nearest = doc[found.nouns[0]]
    if any(is_occasion(doc[i]) for i in found.nouns):
        return True
    if found.on_noun:
        day = len(found.value.value) == 10 if found.value else False
        return day and found.preposition in _AT and found.preposition != "in"
    lemma = nearest.lemma_.lower()
    if nearest.pos_ == "PROPN" or lemma in _ADDRESSEES:
        return True
    return lemma in role_nouns() or nearest.lower_ in group_nouns() or lemma in unnamed_nouns()


def _same_speech(doc: Doc, verb: Token, cue: Token) -> bool:
    """Whether the two verbs tell of one speech: joined, or one beneath the other as its manner or its matter."""
    if verb.i == cue.i:
        return True
    return _beneath(cue, verb) or _beneath(verb, cue)


def _beneath(low: Token, high: Token) -> bool:
    token = low
    for _ in range(5):
        if token.i == high.i:
            return True
        if token.head.i == token.i:
            return False
        if token.dep_ in ("relcl", "acl") and not is_occasion(token.head):
            return False
        if token.pos_ == "VERB" and any(c.dep_ == "mark" and c.lower_ in _LATER for c in token.lefts):
            return False
        if token.pos_ == "VERB" and token.dep_ not in _DOWN and token.dep_ not in ("relcl",):
            return False
        token = token.head
    return False
