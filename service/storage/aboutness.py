"""Quotes about a topic, however that shows: it was read there, or its name stands in or around the quote.

The nearer, the better: quotes are ranked by the weight of the stored topic, then by whether its name stands
in their words, in the headline, or anywhere in the article. The score depends on the quote and its article
alone, so pages neither skip nor repeat, and both databases agree.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from peewee import fn

from service.storage import matching, memberships, search, searches, topic_links
from service.storage.cursors import Key, Position
from service.storage.database import plain
from service.storage.memberships import Membership
from service.storage.models import Article, QuoteTopic
from service.storage.names import fold
from service.storage.relevance import RANKED, after_which
from service.storage.search import Terms
from service.storage.searches import Search

IN_WORDS, IN_HEADLINE, IN_ARTICLE = 800_000, 500_000, 50_000
"""What it counts, in millionths, that the name stands there; a stored topic counts its weight, 0 to 1."""

NEAR = ("topic", "text", "headline")
"""The ways that are ranked first where more quotes are found than can be ranked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The topics (key to name) that are meant, and what stands for them in a text: any of ``names``."""

    topics: Mapping[int, str]
    names: tuple[Terms, ...]


def asked(topic: str) -> Asked:
    """What a slug or a name asks for; where no topic is stored under it, all its words."""
    return _asked(topic_links.meant(topic), topic)


def ways(topics: Mapping[int, str], topic: str) -> dict[str, Membership]:
    """How a quote may be about the ``topics`` (key to name), which were asked for by ``topic``, by name."""
    names = _asked(topics, topic).names
    return {
        "topic": memberships.of_topics([*topics]) if topics else memberships.nothing(),
        "text": memberships.any_of([memberships.of_words("quote", ("text",), name) for name in names]),
        "headline": memberships.any_of([memberships.of_headlines(name) for name in names]),
        "article": memberships.any_of([memberships.of_articles(name) for name in names]),
    }


def page(
    search: Search, rest: Search, topic: str, limit: int, after: Position | None
) -> list[tuple[int, Key]]:
    """The keys and scores of up to ``limit`` quotes after ``after``, the best first.

    ``rest`` is ``search`` without the topic: all other filters.
    """
    meant = asked(topic)
    found = ways(meant.topics, topic)
    near, all_near = _chosen(rest, [found[way] for way in NEAR], RANKED)
    scores = list(_scored(rest.table, near, meant))
    if len(near) < RANKED:
        # The articles' words take longest to look for: the keys that were fetched have what they give.
        others = search if search.few is not None else _about(rest, [found["article"]])
        latest = [pk for pk in searches.latest(others, RANKED)[0] if pk not in near]
        further = latest[: RANKED - len(near)]
        # Where all that are near are known, the others have their score without being read.
        scores += ((IN_ARTICLE, pk) for pk in further) if all_near else _scored(rest.table, further, meant)
    return after_which(scores, limit, after)


def _asked(topics: Mapping[int, str], topic: str) -> Asked:
    names = [Terms((search.Term(name),), ()) for name in topics.values() if fold(name)]
    if not topics:
        names = [terms for terms in [search.words_of(topic.replace("-", " "))] if terms]
    return Asked(topics, tuple(names))


def _chosen(rest: Search, members: Collection[Membership], most: int) -> tuple[set[int], bool]:
    pks, complete = searches.latest(_about(rest, members), most)
    return set(pks), complete


def _about(rest: Search, members: Collection[Membership]) -> Search:
    return replace(rest, members=(*rest.members, memberships.any_of([*members])))


def _scored(quote: Any, chosen: Collection[int], meant: Asked) -> Iterable[tuple[int, int]]:
    """The score and the key of each quote that was chosen."""
    weights = QuoteTopic.select(QuoteTopic.quote, fn.MAX(QuoteTopic.weight)).where(
        QuoteTopic.topic.in_([*meant.topics] or [0]), QuoteTopic.quote.in_(searches.spelled(chosen))
    )
    weight = dict(plain(weights.group_by(QuoteTopic.quote)))
    query = quote.select(quote.pk, quote.text, Article.pk, Article.title).join(
        Article, on=(quote.article == Article.pk)
    )
    titled: dict[int, bool] = {}
    for pk, text, article, title in plain(query.where(quote.pk.in_(searches.spelled(chosen)))):
        if article not in titled:
            titled[article] = _has(title or "", meant.names)
        own = IN_WORDS * _has(text, meant.names)
        yield round(weight.get(pk, 0) * 1_000_000) + own + IN_HEADLINE * titled[article] + IN_ARTICLE, pk


def _has(text: str, names: Iterable[Terms]) -> bool:
    return any(matching.has(text, name) for name in names)
