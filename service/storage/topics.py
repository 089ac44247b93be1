"""Topics: find them by words of their names, page by page, or one by its slug."""

from typing import Any

from peewee import fn

from service.errors import NotFound
from service.storage import cursors, quote_filters
from service.storage.cursors import Order
from service.storage.database import reading, tuples
from service.storage.models import Quote, QuoteTopic, Topic
from service.storage.names import fold, storable
from service.storage.pages import page_of
from service.storage.records import Page, TopicRecord

ORDER = Order(by=Topic.key, tie=Topic.pk, kind=str)


def find(q: str | None = None, *, limit: int = 20, cursor: str | None = None) -> Page[TopicRecord]:
    """One page of the topics by name: those whose name has every word of ``q``, or words that begin so."""
    scope = ("topics", q)
    after = cursors.decode(scope, cursor, ORDER)
    if not storable(q or ""):
        return Page(items=(), next_cursor=None, total=0)
    query: Any = Topic.select(Topic.pk)
    if q is not None:
        # Topics are few beside quotes: reading all their keys costs less than an index of their words.
        words = fold(q).split()[: quote_filters.MOST_WORDS]
        named: list[Any] = [Topic.key.startswith(word) | Topic.key.contains(f" {word}") for word in words]
        query = query.where(*(named or [quote_filters.NOTHING]))
    return page_of(query, ORDER, _load, scope=scope, limit=limit, after=after)


def get(slug: str) -> TopicRecord:
    """The topic with this slug; raises NotFound."""
    with reading():
        row = Topic.get_or_none(Topic.slug == slug) if storable(slug) else None
        if row is None:
            raise NotFound(f"There is no topic {slug!r}.")
        return _load([row.pk])[0]


def _load(pks: list[int]) -> tuple[TopicRecord, ...]:
    query = (
        QuoteTopic.select(QuoteTopic.topic, fn.COUNT(QuoteTopic.quote), fn.COUNT(Quote.article.distinct()))
        .join(Quote)
        .where(QuoteTopic.topic.in_(pks), quote_filters.shown())
        .group_by(QuoteTopic.topic)
    )
    counts = {pk: (quotes, articles) for pk, quotes, articles in tuples(query)}
    rows: dict[int, Any] = {row.pk: row for row in Topic.select().where(Topic.pk.in_(pks))}
    return tuple(
        TopicRecord(
            slug=rows[pk].slug,
            name=rows[pk].name,
            quote_count=counts.get(pk, (0, 0))[0],
            article_count=counts.get(pk, (0, 0))[1],
        )
        for pk in pks
    )
