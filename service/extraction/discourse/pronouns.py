"""Who a pronoun stands for."""

from spacy.tokens import Token

from service.extraction.annotations import SpeakerKind
from service.extraction.discourse.memory import Discourse
from service.extraction.discourse.ranking import best, rank, superseded
from service.extraction.discourse.source import Source
from service.extraction.lexicons import Gender
from service.extraction.naming.gender import pronoun_gender

_BODIES = frozenset({"organization", "document"})
#: What "it" may mean.
_THINGS = _BODIES | {"other"}


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
    return best(
        discourse, rank(discourse, token, lambda e: e.kind == "person" and e.gender in (None, gender), gender)
    )


def _body(discourse: Discourse, token: Token) -> Source | None:
    """The body or document that "it" means."""
    last = discourse.speaker
    fresh = discourse.paragraph - discourse.speaker_paragraph <= 1
    speaks = fresh and last is not None and last.kind is SpeakerKind.ORGANIZATION
    if speaks and not superseded(discourse, token, lambda e: e.kind in _BODIES):
        return last
    ranked = rank(discourse, token, lambda e: e.kind in _THINGS, None)
    return best(discourse, [r for r in ranked if _is_told_of(discourse, r[1])])


def _is_told_of(discourse: Discourse, index: int) -> bool:
    """Whether a body, or what a sentence was about: other things are named only in passing."""
    return discourse.who(index).kind in _BODIES or discourse.seen[index].weight >= 1.5


def _plural(discourse: Discourse, token: Token) -> Source | None:
    """Whom "they" means: who is called so, a group, a body, or the unnamed source that spoke last."""
    singular = rank(discourse, token, lambda e: e.they, None)
    if singular and discourse.paragraph - discourse.seen[singular[0][1]].paragraph <= 1:
        return best(discourse, singular)
    last = discourse.speaker
    several = last is not None and last.kind in (SpeakerKind.GROUP, SpeakerKind.UNNAMED)
    if several and not superseded(discourse, token, lambda e: e.kind == "group"):
        return last
    ranked = rank(discourse, token, lambda e: e.kind in ("group", "organization"), None)
    groups = [r for r in ranked if discourse.who(r[1]).kind == "group" and _is_near(discourse, r[1])]
    return best(discourse, groups or [r for r in ranked if _is_told_of(discourse, r[1])])


def _is_near(discourse: Discourse, index: int) -> bool:
    """Whether the group was told of in this paragraph or the one before."""
    return discourse.paragraph - discourse.seen[index].paragraph <= 1
