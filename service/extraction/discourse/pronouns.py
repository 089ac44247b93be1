"""Who a pronoun stands for."""

from spacy.tokens import Token

from service.extraction.annotations import SpeakerKind
from service.extraction.discourse.memory import Discourse
from service.extraction.discourse.ranking import best, rank, superseded
from service.extraction.discourse.source import Source
from service.extraction.lexicons import Gender
from service.extraction.naming.gender import pronoun_gender


def pronoun(discourse: Discourse, token: Token) -> Source | None:
    """Who "he", "she", "they" or "it" at ``token`` stands for, None where nobody fits."""
    word = token.lower_
    gender = pronoun_gender(word)
    if gender is not None:
        return _person(discourse, token, gender)
    if word in ("it", "its"):
        return _body(discourse, token)
    if word in ("they", "them", "their"):
        return _plural(discourse, token)
    return None


def _person(discourse: Discourse, token: Token, gender: Gender) -> Source | None:
    ranked = rank(discourse, token, lambda e: e.kind == "person" and e.gender in (None, gender), gender)
    unnamed = _unnamed_speaker(discourse, gender)
    if unnamed is not None and (not ranked or ranked[0][0] < (2.5 if discourse.same_paragraph else 1.0)):
        return unnamed
    return best(discourse, ranked)


def _unnamed_speaker(discourse: Discourse, gender: Gender) -> Source | None:
    """The unnamed source who spoke last, as long as nobody else has since."""
    last = discourse.speaker
    if last is None or last.entity is not None or discourse.paragraph - discourse.speaker_paragraph > 1:
        return None
    if last.kind is not SpeakerKind.UNNAMED or last.gender not in (None, gender):
        return None
    later = [s for _, s in discourse.recent() if s.frame > discourse.speaker_frame and s.weight >= 1.5]
    return None if later else last


def _body(discourse: Discourse, token: Token) -> Source | None:
    if discourse.document is not None and discourse.frame - discourse.document_frame <= 1:
        return discourse.document
    last = discourse.speaker
    fresh = discourse.paragraph - discourse.speaker_paragraph <= 1
    speaks = fresh and last is not None and last.kind is SpeakerKind.ORGANIZATION
    if speaks and not superseded(discourse, token, lambda e: e.kind == "organization"):
        return last
    ranked = rank(discourse, token, lambda e: e.kind in ("organization", "other"), None)
    ranked = [
        r
        for r in ranked
        if discourse.entities.all[r[1]].kind == "organization" or discourse.seen[r[1]].weight >= 1.5
    ]
    return best(discourse, ranked)


def _plural(discourse: Discourse, token: Token) -> Source | None:
    singular = rank(discourse, token, lambda e: e.they, None)
    if singular and discourse.paragraph - discourse.seen[singular[0][1]].paragraph <= 1:
        return best(discourse, singular)
    last = discourse.speaker
    if last is not None and last.kind in (SpeakerKind.GROUP, SpeakerKind.UNNAMED):
        return last
    return _body(discourse, token)
