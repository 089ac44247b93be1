"""Nouns and verbs that tell of an occasion on which somebody speaks, or of words put out."""

from functools import cache

from spacy.tokens import Token

from service.extraction.annotations import Medium
from service.extraction.lexicons import cue_nouns, reporting_verb

#: Talks that are told of in a lede and come back as "the call", beside the media that cue_nouns lists.
_TALKS = frozenset(
    {
        "talk",
        "talks",
        "discussion",
        "discussions",
        "negotiations",
        "visit",
        "summit",
        "forum",
        "panel",
        "meeting",
    }
)
#: Media whose nouns name things that have no day of speaking: a law, a book, a banner.
_TIMELESS = frozenset({Medium.PUBLICATION, Medium.UNSPECIFIED})
_SPOKEN_UNSPECIFIED = frozenset(
    {"remark", "remarks", "comment", "comments", "announcement", "reply", "response", "appearance", "apology"}
)
#: Written things whose day is the day of their words.
_DATED_WRITING = frozenset(
    {
        "report",
        "paper",
        "filing",
        "ruling",
        "editorial",
        "op-ed",
        "column",
        "article",
        "lawsuit",
        "indictment",
        "complaint",
        "decision",
        "order",
        "opinion",
        "newsletter",
        "survey",
        "poll",
        "study",
        "ad",
        "essay",
        "review",
        "notice",
    }
)
#: What people do at an occasion of speaking, no reporting verbs themselves.
_OCCASION_VERBS = frozenset(
    {
        "appear",
        "speak",
        "vie",
        "grill",
        "testify",
        "address",
        "campaign",
        "meet",
        "rally",
        "debate",
        "talk",
        "hold",
        "deliver",
        "give",
        "release",
        "issue",
        "publish",
        "post",
        "tweet",
        "broadcast",
        "air",
        "host",
        "sit",
        "take",
        "file",
        "unveil",
        "lash",
        "defend",
        "launch",
        "respond",
        "write",
        "stump",
        "preach",
        "lecture",
        "attend",
        "visit",
    }
)


def is_occasion(token: Token) -> bool:
    """Whether ``token`` names an occasion of speaking or words put out."""
    word, lemma = token.lower_, token.lemma_.lower()
    if word in _TALKS or lemma in _TALKS or word in _SPOKEN_UNSPECIFIED or lemma in _DATED_WRITING:
        return True
    return (_medium(word) or _medium(lemma)) is not None


def occasion_medium(token: Token) -> Medium | None:
    """The medium of the occasion that ``token`` names, None where it names none."""
    return _medium(token.lower_) or _medium(token.lemma_.lower())


def tells_occasion(verb: Token) -> bool:
    """Whether ``verb`` reports speech or tells of an occasion of speaking."""
    lemma = verb.lemma_.lower()
    return lemma in _OCCASION_VERBS or reporting_verb(lemma) is not None


def _medium(word: str) -> Medium | None:
    return _spoken().get(word)


@cache
def _spoken() -> dict[str, Medium]:
    found = {noun: medium for noun, medium in cue_nouns().items() if medium not in _TIMELESS}
    # "news conference" stands in the parse as its last word.
    found.update({noun.split()[-1]: medium for noun, medium in found.items()})
    found.update(conference=Medium.BRIEFING, call=Medium.CONVERSATION, questioning=Medium.TESTIMONY)
    found.update(dict.fromkeys(("talk", "talks", "discussion", "discussions"), Medium.CONVERSATION))
    found.update(
        dict.fromkeys(("broadcast", "edition", "episode", "show", "program", "programme"), Medium.INTERVIEW)
    )
    found.update(
        dict.fromkeys(("event", "forum", "ceremony", "fundraiser", "stop", "gathering"), Medium.SPEECH)
    )
    for ambiguous in ("card", "cable", "text", "note", "medium", "tape", "line", "reports", "line"):
        found.pop(ambiguous, None)
    return found
