"""Articles: find them by filters, page by page, one by its id, and delete one with all that only it gave."""

from collections import namedtuple
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import reduce
from operator import and_, attrgetter
from typing import Any

from service.errors import InvalidSearch, NotFound
from service.storage import cursors, list_totals, orphans, quote_filters, searches, statements, subjects
from service.storage.article_rows import digest, hold_id
from service.storage.cursors import Order
from service.storage.database import reading, tuples, write
from service.storage.memberships import LISTED, Membership, listed
from service.storage.models import Article, ArticleRevision, Quote
from service.storage.names import fold, storable
from service.storage.pages import cut
from service.storage.quote_records import CHUNK
from service.storage.records import ArticleRecord, Page
from service.storage.search import read
from service.storage.searches import Search

DEFAULT_SORT = "-published_at"

EARLIER = ("content_hash", "title", "byline", "published_at", "extractor", "text")
"""What a revision keeps of the article as it was."""

ARTICLE: Any = Article.alias(LISTED)
"""A row of the list."""

SORT_COLUMNS = {"published_at": (listed("published_sort"), True), "created_at": (listed("created_at"), False)}
"""The column that each sort reads, and whether it may be null."""

SHOWN = [field.column_name for field in Article._meta.sorted_fields if field.name != "text"]
"""The columns that a list reads."""

Row: Any = namedtuple("Row", SHOWN)

ROWS = f"SELECT {', '.join(SHOWN)} FROM article WHERE pk {{keys}}"  # noqa: S608 - names of ours

COUNTS = (
    "SELECT article_id, COUNT(*) FROM quote WHERE article_id {keys} "
    "AND pk NOT IN (SELECT pk FROM quote WHERE status = 'rejected') GROUP BY article_id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFilter:
    """What the articles of a list have in common; None asks nothing."""

    publication: str | None = None
    published_from: str | None = None
    published_to: str | None = None
    q: str | None = None
    external_id: str | None = None
    url: str | None = None


given = attrgetter(*(field.name for field in fields(ArticleFilter)))
"""The values of a filter, which ``astuple`` would copy one by one."""


def find(
    wanted: ArticleFilter, *, sort: str = DEFAULT_SORT, limit: int = 20, cursor: str | None = None
) -> Page[ArticleRecord]:
    """One page of the articles that ``wanted`` describes, without their texts, and how many there are."""
    values = given(wanted)
    scope = ("articles", values, sort)
    order = _order(sort)
    after = cursors.decode(scope, cursor, order)
    conditions = _conditions(wanted)
    if not all(storable(value) for value in values if value is not None):
        return Page(items=(), next_cursor=None, total=0)
    with reading():
        hints = quote_filters.published_hints(
            listed("published_sort"), wanted.published_from, wanted.published_to
        )
        search = Search(ARTICLE, tuple(conditions), None, _words(wanted), hints)
        rows = searches.page(search, order, limit + 1, after)
        return cut(rows, list_totals.total(search), _load, scope=scope, limit=limit)


def get(article_id: str, revision: int | None = None) -> ArticleRecord:
    """The article with this id, with its text, now or as it was at an earlier revision; raises NotFound."""
    with reading():
        row = Article.get_or_none(Article.id == article_id) if storable(article_id) else None
        if row is None:
            raise NotFound(f"There is no article {article_id!r}.")
        now = record(row, _count([row.pk]).get(row.pk, 0), text=row.text)
        if revision is None or revision == row.revision:
            return replace(now, subjects=subjects.of_article(row.pk))
        then = _earlier(row, revision)
    return replace(
        now,
        revision=revision,
        updated_at=then.created_at,
        **{name: getattr(then, name) for name in EARLIER},
    )


def read_by(extractor: str | None = None, *, other_than: str | None = None) -> tuple[int, Iterator[str]]:
    """How many articles the version ``extractor`` read last, or any ``other_than`` one, and their ids.

    The first stored come first. One that is read again while they are listed is neither skipped nor doubled.
    """
    query: Any = Article.select(Article.pk, Article.id)
    if extractor is not None:
        query = query.where(Article.extractor == extractor)
    if other_than is not None:
        query = query.where(Article.extractor != other_than)
    return query.count(), _ids(query)


def _ids(query: Any) -> Iterator[str]:
    last = 0
    while rows := tuples(query.where(Article.pk > last).order_by(Article.pk).limit(CHUNK)):
        yield from (article_id for _, article_id in rows)
        last = rows[-1][0]


def text_of(article_id: str, revision: int) -> str:
    """The text of a revision of the article; raises NotFound."""
    return get(article_id, revision).text or ""


def _earlier(row: Any, revision: int) -> Any:
    # A number that no INTEGER column holds is that of no revision either.
    known = 0 < revision < row.revision
    then = ArticleRevision.get_or_none(
        (ArticleRevision.article == row.pk) & (ArticleRevision.number == (revision if known else 0))
    )
    if then is None:
        raise NotFound(f"The article {row.id!r} has {row.revision} revisions, but no revision {revision}.")
    return then


def delete(article_id: str) -> None:
    """Removes the article, its quotes, every speaker and topic that nothing else needs; raises NotFound."""

    def operation() -> None:
        row = hold_id(article_id) if storable(article_id) else None
        if row is None:
            raise NotFound(f"There is no article {article_id!r}.")
        left = orphans.candidates(row.pk)
        # Quotes first: they hold on to speakers that the article's own removal takes along.
        Quote.delete().where(Quote.article == row.pk).execute()
        Article.delete().where(Article.pk == row.pk).execute()
        orphans.drop(left)

    write(operation)


def record(row: Any, quote_count: int, *, text: str | None = None) -> ArticleRecord:
    """The record of a row."""
    return ArticleRecord(
        id=row.id,
        external_id=row.external_id,
        url=row.url,
        title=row.title,
        byline=row.byline,
        publication=row.publication,
        published_at=row.published_at,
        text=text,
        language=row.language,
        content_hash=row.content_hash,
        revision=row.revision,
        extractor=row.extractor,
        quote_count=quote_count,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _load(pks: list[int]) -> tuple[ArticleRecord, ...]:
    counts = _count(pks)
    rows = {values[0]: Row._make(values) for values in statements.rows_of_keys(ROWS, pks)}
    return tuple(record(rows[pk], counts.get(pk, 0)) for pk in pks if pk in rows)


def _count(pks: list[int]) -> dict[int, int]:
    """How many quotes each article has; none of those that have none."""
    return dict(statements.rows_of_keys(COUNTS, pks))


def _order(sort: str) -> Order:
    name = sort.removeprefix("-")
    if name not in SORT_COLUMNS:
        raise InvalidSearch(f"Articles can't be sorted by {sort!r}.", field="sort")
    by, nullable = SORT_COLUMNS[name]
    return Order(by=by, tie=listed("pk"), kind=str, descending=sort[0] == "-", nullable=nullable)


def _conditions(wanted: ArticleFilter) -> list[Any]:
    out = quote_filters.published(listed("published_on"), wanted.published_from, wanted.published_to)
    conditions = [reduce(and_, out)] if out else []
    if wanted.publication is not None:
        conditions.append(listed("publication_key") == fold(wanted.publication)[:240])
    if wanted.external_id is not None:
        conditions.append(listed("external_key") == digest(wanted.external_id))
    if wanted.url is not None:
        conditions.append(listed("url_key") == digest(wanted.url))
    return conditions


def _words(wanted: ArticleFilter) -> tuple[Membership, ...]:
    if wanted.q is None:
        return ()
    return (quote_filters.words_in("article", ("title", "text"), read(wanted.q)),)
