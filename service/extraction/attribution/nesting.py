"""Verbs within what another verb reports: "Ash said that Putin fears …" is quoted from Ash."""

from spacy.tokens import Token

from service.extraction.annotations import SpeakerKind
from service.extraction.attribution.cues import Cue
from service.extraction.attribution.mentions import Mention
from service.extraction.lexicons import VerbClass
from service.extraction.naming.gender import pronoun_gender

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


def is_free_relative(verb: Token) -> bool:
    """Whether the verb's clause is "what she calls": its subject is that of the clause around it."""
    return any(child.lower_ == "what" and child.i < verb.i for child in verb.children)


def is_about(verb: Token, subject: Token) -> bool:
    """Whether the verb's clause describes the noun before it: "Reed, whom she called a …", not "in which"."""
    if subject.i < 2 or subject.i > verb.i:
        return False
    relative, before = subject.nbor(-1), subject.nbor(-2)
    return relative.lower_ in ("who", "whom", "which") and before.pos_ != "ADP"


def agree(pronoun: Token, mention: Mention) -> bool:
    """Whether the pronoun may stand for who is mentioned, by number and gender."""
    source = mention.source
    if source is None:
        return False
    gender = pronoun_gender(pronoun.lower_)
    if gender is not None:
        one = source.kind in (SpeakerKind.PERSON, SpeakerKind.UNNAMED)
        return one and source.gender in (None, gender)
    return source.kind in (SpeakerKind.ORGANIZATION, SpeakerKind.GROUP)
