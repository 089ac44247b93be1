"""Whom a phrase means that repeats the noun of a description before: "the official", "the letter"."""

from spacy.tokens import Token

from service.extraction.discourse.memory import Discourse
from service.extraction.discourse.source import Source
from service.extraction.phrases import Phrase

#: What opens a phrase for something told of before.
_AGAIN = frozenset({"the", "this", "that", "its"})


def described_before(discourse: Discourse, phrase: Phrase) -> int | None:
    """Whom (by index) the article described by the same noun before, unless this phrase tells of another.

    "The family" further on is "the boy's family"; "the boy's family" is not "the family" of before.
    """
    index = discourse.by_head.get(discourse.doc[phrase.head].lower_)
    if index is None:
        return None
    owners = {t.lower_ for t in before_head(discourse, phrase) if t.dep_ == "poss" and t.tag_ != "PRP$"}
    printed = set(discourse.who(index).name.lower().replace("’s", "").replace("'s", "").split())
    return index if owners <= printed else None


def described_document(discourse: Discourse, phrase: Phrase) -> Source | None:
    """Whose words "the letter" prints, where a letter was told of before."""
    if discourse.doc[phrase.start].lower_ not in _AGAIN:
        return None
    index = described_before(discourse, phrase)
    return discourse.source(index) if index is not None else None


def before_head(discourse: Discourse, phrase: Phrase) -> list[Token]:
    """The tokens of the phrase before its head."""
    return [discourse.doc[i] for i in range(phrase.start, phrase.head)]
