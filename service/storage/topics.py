"""Topics: found by words of their names, page by page, or one by its slug; what editors decided on one."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from peewee import JOIN

from service.errors import NotFound
from service.storage import cursors, numbers, statements, topic_links, topic_search
from service.storage.cursors import Order
from service.storage.database import reading
from service.storage.models import Quote, Topic, TopicEntry
from service.storage.names import storable
from service.storage.pages import cut, page_of
from service.storage.records import Page, TopicEntryRecord, TopicRecord, TopicRef

NAME = "SELECT pk, name, into_id FROM topic WHERE slug = ?"

ORDER = Order(by=Topic.key, tie=Topic.pk, kind=str)
MERGED = "SELECT slug, name, into_id FROM topic WHERE into_id {among}"
IN_TIME = Order(by=TopicEntry.pk, tie=TopicEntry.pk, kind=int)


def find(
    q: str | None = None, *, pinned: bool | None = None, limit: int = 20, cursor: str | None = None
) -> Page[TopicRecord]:
    """One page of the topics by name: those whose name has every word of ``q``, or words that begin so.

    A name that it had, or that of a topic merged into it, is as good.
    """
    scope = ("topics", q, pinned)
    after = cursors.decode(scope, cursor, ORDER)
    if not storable(q or ""):
        return Page(items=(), next_cursor=None, total=0)
    if q is not None:
        with reading():
            rows, total = topic_search.page(q, pinned, limit + 1, after)
            return cut(rows, total, _load, scope=scope, limit=limit)
    query: Any = Topic.select(Topic.pk).where(Topic.into.is_null())
    if pinned is not None:
        query = query.where(Topic.pinned == pinned)
    return page_of(query, ORDER, _load, scope=scope, limit=limit, after=after)


def get(slug: str) -> TopicRecord:
    """The topic with this slug, or the one that it was merged into; raises NotFound."""
    with reading():
        row = _row(slug)
        return _load([topic_links.targets([row.pk])[row.pk]])[0]


def name(slug: str) -> str:
    """The name of the topic with this slug, or of the one that it was merged into; raises NotFound."""
    with reading():
        rows = statements.rows(NAME, slug) if storable(slug) else []
        if not rows:
            raise NotFound(f"There is no topic {slug!r}.")
        pk, name, into = rows[0]
        return str(name if into is None else topic_links.meant(slug)[topic_links.targets([pk])[pk]])


def history(slug: str, *, limit: int = 20, cursor: str | None = None) -> Page[TopicEntryRecord]:
    """One page of what editors decided on the topic with this very slug, the first first; raises NotFound."""
    row = _row(slug)
    scope = ("topic-history", slug)
    after = cursors.decode(scope, cursor, IN_TIME)
    query = TopicEntry.select(TopicEntry.pk).where(TopicEntry.topic == row.pk)
    return page_of(query, IN_TIME, _entries, scope=scope, limit=limit, after=after)


def _row(slug: str) -> Any:
    row = Topic.get_or_none(Topic.slug == slug) if storable(slug) else None
    if row is None:
        raise NotFound(f"There is no topic {slug!r}.")
    return row


def _load(pks: Sequence[int]) -> tuple[TopicRecord, ...]:
    counts = numbers.of_topics(pks)
    rows: dict[int, Any] = {row.pk: row for row in Topic.select().where(Topic.pk.in_(pks))}
    merged = _merged(pks)
    return tuple(
        TopicRecord(
            slug=rows[pk].slug,
            name=rows[pk].name,
            pinned=rows[pk].pinned,
            merged=tuple(merged[pk]),
            quote_count=counts[pk].quotes,
            article_count=counts[pk].articles,
        )
        for pk in pks
    )


def _merged(pks: Sequence[int]) -> dict[int, list[TopicRef]]:
    found: dict[int, list[TopicRef]] = defaultdict(list)
    # Put in order here: SQLite would go through all slugs to have them so.
    for slug, name, into in sorted(statements.rows_among(MERGED, pks)):
        found[into].append(TopicRef(slug=slug, name=name))
    return found


def _entries(pks: Sequence[int]) -> tuple[TopicEntryRecord, ...]:
    query: Any = (
        TopicEntry.select(TopicEntry, Topic.slug, Quote.id)
        .join(Topic)
        .switch(TopicEntry)
        .join(Quote, JOIN.LEFT_OUTER)
        .where(TopicEntry.pk.in_(pks))
        .order_by(TopicEntry.pk)
    )
    return tuple(
        TopicEntryRecord(
            id=row.id,
            slug=row.topic.slug,
            kind=row.kind,
            was=row.was,
            now=row.now,
            quote_id=row.quote.id if row.quote is not None else None,
            by=row.by,
            why=row.why,
            key=row.key,
            at=row.at,
        )
        for row in query
    )
