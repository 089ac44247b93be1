"""Definite nouns that stand for a longer phrase of the article: "the wall" for its one flood wall."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc

from service.extraction.topics.lexicon import news_words, vague_alone
from service.extraction.topics.mentions import TopicMention

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def resolve_heads(doc: Doc, mentions: Iterable[TopicMention], title: frozenset[str]) -> list[TopicMention]:
    """``mentions`` with such nouns as mentions of the phrase; a noun that is no topic alone is left out else.

    The phrase is the only one of the article that ends so, is printed twice at least or in the title
    (``title`` has its slugs), and stands before.
    """
    kept = _promoted(list(mentions), title)
    phrases = _phrases(kept, title)
    return [m for mention in kept if (m := _resolved(doc, mention, phrases)) is not None]


def _promoted(mentions: list[TopicMention], title: frozenset[str]) -> list[TopicMention]:
    """``mentions`` with nouns of news that the headline names and the text repeats as topics: "libraries"."""
    heads = [m for m in mentions if m.kind == "head" and m.slug in title]
    counts = Counter(m.slug for m in heads)
    telling = {m.slug for m in heads if m.words[0] in news_words() and m.words[0] not in vague_alone()}
    chosen = {slug for slug in telling if counts[slug] > 1}
    return [replace(m, kind="phrase") if m.kind == "head" and m.slug in chosen else m for m in mentions]


def _phrases(mentions: list[TopicMention], title: frozenset[str]) -> dict[str, TopicMention]:
    """The last word as printed → the first mention of the one phrase that ends in it."""
    counts = Counter(m.slug for m in mentions)
    first: dict[str, dict[str, TopicMention]] = defaultdict(dict)
    for mention in mentions:
        known = counts[mention.slug] > 1 or mention.slug in title
        if known and mention.kind == "phrase" and len(mention.words) > 1:
            first[mention.name.split()[-1]].setdefault(mention.slug, mention)
    return {word: next(iter(found.values())) for word, found in first.items() if len(found) == 1}


def _resolved(doc: Doc, mention: TopicMention, phrases: dict[str, TopicMention]) -> TopicMention | None:
    if mention.kind in ("phrase", "head") and len(mention.words) == 1 and _is_definite(doc, mention):
        phrase = phrases.get(mention.name)
        if (
            phrase is not None
            and phrase.start < mention.start
            and (mention.kind == "head" or not mention.sound)
        ):
            return _moved(phrase, mention)
    return None if mention.kind == "head" else mention


def _is_definite(doc: Doc, mention: TopicMention) -> bool:
    before = doc[mention.start - 1].lower_ if mention.start else ""
    after = doc[mention.end].lower_ if mention.end < len(doc) else ""
    return before in _DEFINITE and after != "of"


def _moved(phrase: TopicMention, place: TopicMention) -> TopicMention:
    return replace(
        phrase, start=place.start, end=place.end, char_start=place.char_start, char_end=place.char_end
    )
