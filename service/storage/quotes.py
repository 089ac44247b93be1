"""Quotes: find them by filters, page by page, or one by its id."""

from dataclasses import astuple, dataclass, replace
from functools import partial
from typing import Any

from peewee import Cast, fn

from service.errors import InvalidSearch, NotFound
from service.storage import cursors, quote_filters, quote_records, search
from service.storage.cursors import Order
from service.storage.database import reading, tuples
from service.storage.models import Article, Quote
from service.storage.names import storable
from service.storage.pages import page_of
from service.storage.records import Page, QuoteRecord

DEFAULT_SORT = "-published_at"

SORT_COLUMNS: dict[str, Any] = {"published_at": Quote.published_sort, "said_on": Quote.said_first}
"""The sorts that go either way, and the column that each reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteFilter:
    """What the quotes of a list have in common; None asks nothing.

    ``speaker`` is any name or alias, or words of one; ``topic`` a slug or a name; ``role`` words of the role;
    ``q`` full text. A ``said_on`` of a month or a year matches when all of it lies within the bounds. Without
    ``status`` rejected quotes are left out, with "any" they are not. ``reading`` is what the machine has read
    otherwise since an editor decided: "changed" or "lost".
    """

    speaker: str | None = None
    speaker_id: str | None = None
    topic: str | None = None
    medium: str | None = None
    role: str | None = None
    said_from: str | None = None
    said_to: str | None = None
    published_from: str | None = None
    published_to: str | None = None
    publication: str | None = None
    q: str | None = None
    status: str | None = None
    min_confidence: float | None = None
    reading: str | None = None
    article_id: str | None = None


def find(
    wanted: QuoteFilter, *, sort: str = DEFAULT_SORT, limit: int = 20, cursor: str | None = None
) -> Page[QuoteRecord]:
    """One page of the quotes that ``wanted`` describes, and how many there are in all.

    Raises InvalidCursor for a cursor of another list, InvalidSearch for a sort that the filters do not allow.
    """
    scope = ("quotes", astuple(wanted), sort)
    source, order = _sorted(quote_filters.narrowed(Quote.select(Quote.pk), wanted), sort, wanted)
    after = cursors.decode(scope, cursor, order)
    if not all(storable(value) for value in astuple(wanted) if isinstance(value, str)):
        return Page(items=(), next_cursor=None, total=0)
    count = partial(_count_shown, wanted) if wanted.status is None else None
    return page_of(source, order, quote_records.load, scope=scope, limit=limit, after=after, count=count)


def get(quote_id: str) -> QuoteRecord:
    """The quote with this id; raises NotFound."""
    with reading():
        row = Quote.select(Quote.pk).where(Quote.id == quote_id).first() if storable(quote_id) else None
        records = quote_records.load([row.pk]) if row else ()
    if not records:
        raise NotFound(f"There is no quote {quote_id!r}.")
    return records[0]


def of_article(article_id: str) -> tuple[QuoteRecord, ...]:
    """All quotes of an article in the order in which it prints them; none where there is no such article."""
    with reading():
        query = (
            Quote.select(Quote.pk)
            .join(Article)
            .where(Article.id == article_id)
            .order_by(Quote.position, Quote.pk)
        )
        return quote_records.load([pk for (pk,) in tuples(query)])


def _count_shown(wanted: QuoteFilter) -> int:
    """How many quotes are left of those that ``wanted`` describes without the rejected ones.

    All are counted off an index, and then the few that are rejected: to ask of each whether it is among these
    takes ten times as long.
    """
    every = quote_filters.narrowed(Quote.select(Quote.pk), replace(wanted, status=quote_filters.ANY_STATUS))
    return int(every.count() - every.where(Quote.pk.in_(quote_filters.rejected())).count())


def _sorted(query: Any, sort: str, wanted: QuoteFilter) -> tuple[Any, Order]:
    """``query`` with what its order needs joined in, and the order."""
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    if name in SORT_COLUMNS:
        by = SORT_COLUMNS[name]
        return query, Order(by=by, tie=Quote.pk, kind=str, descending=descending, nullable=True)
    if sort == "-confidence":
        return query, Order(by=Quote.confidence, tie=Quote.pk, kind=float, descending=True)
    if sort == "position" and wanted.article_id is not None:
        return query, Order(by=Quote.position, tie=Quote.pk, kind=int)
    if sort == "relevance" and wanted.q is not None:
        return _by_relevance(query, search.read(wanted.q))
    needs = {"position": " without article_id", "relevance": " without q"}.get(sort, "")
    raise InvalidSearch(f"Quotes can't be sorted by {sort!r}{needs}.", field="sort")


def _by_relevance(query: Any, terms: search.Terms) -> tuple[Any, Order]:
    """Hits against length, in millionths: what counts is how much of the quote is about the words."""
    if not terms.wanted:
        return query, Order(by=Quote.pk, tie=Quote.pk, kind=int, descending=True)
    hit = search.scored("quote", "text", terms)
    score = hit.c.hits * 1_000_000 / (hit.c.hits + 0.3 + fn.length(Quote.text) / 133.0)
    by = Cast(fn.round(score), "BIGINT")
    return query.join(hit, on=(Quote.pk == hit.c.pk)), Order(by=by, tie=Quote.pk, kind=int, descending=True)
