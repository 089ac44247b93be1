"""Quotes about a topic, however that shows: it was read there, or its name stands in or around the quote.

The nearer, the better: quotes are ranked by the weight of the stored topic, then by whether its name stands
in their words, in the headline, or anywhere in the article. The score depends on the quote and its article
alone, so pages neither skip nor repeat, and both databases agree.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from service.storage import list_totals, matching, memberships, searches, statements
from service.storage.cursors import Key, Position
from service.storage.database import database, plain
from service.storage.memberships import Membership
from service.storage.models import Article
from service.storage.records import Total
from service.storage.relevance import RANKED, after_which
from service.storage.search import Terms
from service.storage.searches import Search
from service.storage.united import NEAR, Known, United, of

IN_WORDS, IN_HEADLINE, IN_ARTICLE = 800_000, 500_000, 50_000
"""What it counts, in millionths, that the name stands there; a stored topic counts its weight, 0 to 1."""

ARTICLES = "SELECT pk, article_id FROM quote WHERE pk {keys}"
OF_TOPICS = "SELECT quote_id, article_id FROM quote_topic WHERE topic_id {keys}"
REJECTED = (
    "SELECT pk, article_id FROM quote WHERE pk IN (SELECT pk FROM quote WHERE status = 'rejected' LIMIT ?)"
)
"""By key: SQLite would read every quote for the article of the few, as most quotes are of one status."""


def page(found: Search, limit: int, after: Position | None) -> list[tuple[int, Key]]:
    """The keys and scores of up to ``limit`` quotes after ``after``, the best first."""
    about = of(found)
    if about is None:
        return []
    rest = searches.without(found, about)
    near, all_near = _near(rest, about)
    scores = list(_scored(rest.table, near, about))
    best = after_which((each for each in scores if each[0] > IN_ARTICLE), limit, after)
    if len(best) == limit:  # nothing that is only in an article comes before these
        return best
    if len(near) < RANKED:
        others = found if found.few is not None else _about(rest, about.ways["article"])
        latest = [pk for pk in searches.latest(others, RANKED)[0] if pk not in near]
        further = latest[: RANKED - len(near)]
        # Where all that are near are known, the others have their score without being read.
        scores += ((IN_ARTICLE, pk) for pk in further) if all_near else _scored(rest.table, further, about)
    return after_which(scores, limit, after)


def total(found: Search) -> Total:
    """How many quotes there are, as ``list_totals.total`` counts them, without fetching those far from it."""
    about = of(found)
    if about is None or found.plain or found.hints or len(found.members) > 1 or about.all_near is None:
        return list_totals.total(found)
    rejected: dict[int, int] = {}
    if found.without is not None:
        rejected = dict(statements.rows(REJECTED, searches.READ))
    if len(rejected) == searches.READ:
        return list_totals.total(found)
    if len(about.all_near) > searches.BOUND + searches.READ or about.articles is None:
        return Total(searches.BOUND, exact=False)  # however many of them are rejected
    having = about.articles
    topical = statements.rows_of_keys(OF_TOPICS, about.topics)  # off an index that has both
    near = {pk: article for pk, article in topical if article is not None}  # as it is of rejected ones
    near |= articles_of(about.all_near.difference(near))
    count = sum(having.values()) + sum(article not in having for article in near.values())
    left_out = sum(pk in about.all_near or article in having for pk, article in rejected.items())
    return list_totals.of(count - left_out)


def articles_of(pks: Collection[int]) -> list[tuple[int, int]]:
    """The key of each quote of ``pks`` with its article's."""
    return statements.rows_of_keys(ARTICLES, pks)


def _near(rest: Search, about: United) -> tuple[set[int], bool]:
    """The keys of the quotes near it, the last stored of many, and whether these are all."""
    near = memberships.any_of([about.ways[way] for way in NEAR])
    if about.all_near is not None:
        near = Known(near.keys, near.last, near.test, found=about.all_near)
    pks, complete = searches.latest(_about(rest, near), RANKED)
    return set(pks), complete


def _about(rest: Search, member: Membership) -> Search:
    return replace(rest, members=(*rest.members, member))


def _scored(quote: Any, chosen: Collection[int], about: United) -> Iterable[tuple[int, int]]:
    """The score and the key of each quote that was chosen."""
    weights = _weights(chosen, about)
    for pk, in_words, in_headline in _names_in(quote, chosen, about):
        own = IN_WORDS * in_words + IN_HEADLINE * in_headline
        yield round(weights.get(pk, 0) * 1_000_000) + own + IN_ARTICLE, pk


def _weights(chosen: Collection[int], about: United) -> dict[int, float]:
    """How much each quote is about the stored topics."""
    stored = about.known["topic"]
    among = searches.spelled(chosen if stored is None else stored.intersection(chosen))
    topics = ", ".join(str(int(pk)) for pk in about.topics) or "0"
    asked = (
        f"WITH keyed(pk) AS {among.sql} SELECT quote_id, weight FROM keyed CROSS JOIN quote_topic "  # noqa: S608 - integers of ours
        f"WHERE quote_id = keyed.pk AND topic_id IN ({topics})"
    )
    weights: dict[int, float] = {}
    for pk, weight in database.execute_sql(asked, among.params).fetchall():
        weights[pk] = max(weight, weights.get(pk, 0))
    return weights


def _names_in(quote: Any, chosen: Collection[int], about: United) -> Iterable[tuple[int, bool, bool]]:
    """The key of each quote, and whether a name stands in its words, and in the headline."""
    text, headline = about.known["text"], about.known["headline"]
    if text is not None and headline is not None:
        yield from ((pk, pk in text, pk in headline) for pk in chosen)
        return
    query = quote.select(quote.pk, quote.text, Article.pk, Article.title).join(
        Article, on=(quote.article == Article.pk)
    )
    titled: dict[int, bool] = {}
    for pk, words, article, title in plain(query.where(quote.pk.in_(searches.spelled(chosen)))):
        if article not in titled:
            titled[article] = has(title or "", about.names)
        yield pk, has(words, about.names), titled[article]


def has(text: str, names: Iterable[Terms]) -> bool:
    """Whether any of ``names`` stands in ``text``."""
    return any(matching.has(text, name) for name in names)
