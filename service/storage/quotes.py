"""Quotes: find them by filters, page by page, or one by its id."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import partial
from operator import attrgetter

from service.errors import InvalidSearch, NotFound
from service.storage import (
    aboutness,
    cursors,
    hits,
    list_totals,
    quote_filters,
    quote_records,
    relevance,
    searches,
    statements,
    united,
)
from service.storage.cursors import Key, Order, Position
from service.storage.database import reading
from service.storage.memberships import listed
from service.storage.names import storable
from service.storage.pages import cut
from service.storage.quote_filters import QUOTE
from service.storage.records import Page, QuoteRecord
from service.storage.search import read
from service.storage.searches import Search

DEFAULT_SORT = "-published_at"

BATCH = 200
"""How many quotes of a whole list are at hand at once."""

WITH_ID = "SELECT pk FROM quote WHERE id = ?"

OF_ARTICLE = (
    "SELECT quote.pk FROM quote JOIN article ON article.pk = quote.article_id WHERE article.id = ? "
    "ORDER BY quote.position, quote.pk"
)

SHOWN_OF_ARTICLE = (
    "SELECT COUNT(*) FROM quote JOIN article ON article.pk = quote.article_id "
    "WHERE article.id = ? AND status <> 'rejected'"
)

SORT_COLUMNS = {"published_at": listed("published_sort"), "said_on": listed("said_first")}
"""The sorts that go either way, and the column that each reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteFilter:
    """What the quotes of a list have in common; None asks nothing.

    ``speaker`` is any name or alias, or words of one; ``topic`` a slug or a name; ``role`` words of the role;
    ``q`` full text; ``subject`` the code of an IPTC Media Topic that the article is about. A ``said_on`` of a
    month or a year matches when all of it lies within the bounds. Without ``status`` rejected quotes are left
    out, with "any" they are not. ``reading`` is what the machine has read otherwise since an editor decided:
    "changed" or "lost". ``include`` "text" takes as about ``topic`` also what has its name in the quote, in
    the headline or in the article.
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
    include: str | None = None
    subject: str | None = None


given = attrgetter(*(field.name for field in fields(QuoteFilter)))
"""The values of a filter, which ``astuple`` would copy one by one."""


def find(
    wanted: QuoteFilter, *, sort: str = DEFAULT_SORT, limit: int = 20, cursor: str | None = None
) -> Page[QuoteRecord]:
    """One page of the quotes that ``wanted`` describes, and how many there are in all.

    Raises InvalidCursor for a cursor of another list, InvalidSearch for a sort that the filters do not allow.
    """
    scope = ("quotes", given(wanted), sort)
    order = _order(sort, wanted)
    after = cursors.decode(scope, cursor, order)
    with reading():
        search = search_of(wanted)
        rows = _rows(wanted, search, sort, order, limit + 1, after)
        by_topic = sort == "relevance" and wanted.q is None
        total = aboutness.total(search) if by_topic else list_totals.total(search)
        return cut(rows, total, partial(_load, wanted, search), scope=scope, limit=limit)


def walk(
    wanted: QuoteFilter, *, sort: str = DEFAULT_SORT, cursor: str | None = None, most: int | None = None
) -> Iterator[tuple[QuoteRecord, ...]]:
    """All quotes that ``wanted`` describes, or the first ``most`` of them, BATCH at a time; none is counted.

    Each batch goes on after the last quote of the one before, in a transaction of its own: what is added or
    deleted meanwhile neither skips nor repeats another quote. Raises as ``find`` does, at the first batch.
    """
    order = _order(sort, wanted)
    after = cursors.decode(("quotes", given(wanted), sort), cursor, order)
    while most is None or most > 0:
        size = BATCH if most is None else min(most, BATCH)
        with reading():
            search = search_of(wanted)
            rows = _rows(wanted, search, sort, order, size, after)
            batch = _load(wanted, search, [pk for pk, _ in rows])
        yield batch
        if len(rows) < size:
            return
        after, most = Position(rows[-1][1], rows[-1][0]), None if most is None else most - size


def _rows(
    wanted: QuoteFilter, search: Search, sort: str, order: Order, size: int, after: Position | None
) -> Sequence[tuple[int, Key]]:
    if sort == "relevance" and wanted.q is None:
        return aboutness.page(search, size, after)
    if sort == "relevance":
        return relevance.page(search, read(wanted.q or ""), size, after)
    return searches.page(search, order, size, after)


def _load(wanted: QuoteFilter, search: Search, pks: list[int]) -> tuple[QuoteRecord, ...]:
    return hits.told(quote_records.load(pks), pks, wanted.q, united.of(search))


def search_of(wanted: QuoteFilter) -> Search:
    """The search for what ``wanted`` describes; raises InvalidSearch. Within a transaction."""
    if all(storable(value) for value in given(wanted) if isinstance(value, str)):
        return quote_filters.search_for(wanted)
    return Search(QUOTE, (quote_filters.NOTHING,))


def get(quote_id: str) -> QuoteRecord:
    """The quote with this id; raises NotFound."""
    with reading():
        rows = statements.rows(WITH_ID, quote_id) if storable(quote_id) else []
        records = quote_records.load([pk for (pk,) in rows])
    if not records:
        raise NotFound(f"There is no quote {quote_id!r}.")
    return records[0]


def of_article(article_id: str) -> tuple[QuoteRecord, ...]:
    """All quotes of an article in the order in which it prints them; none where there is no such article."""
    with reading():
        return quote_records.load([pk for (pk,) in statements.rows(OF_ARTICLE, article_id)])


def count_shown(article_id: str) -> int:
    """How many quotes an article has, but for rejected ones."""
    ((count,),) = statements.rows(SHOWN_OF_ARTICLE, article_id)
    return int(count)


def _order(sort: str, wanted: QuoteFilter) -> Order:
    tie = listed("pk")
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    if name in SORT_COLUMNS:
        by = SORT_COLUMNS[name]
        return Order(by=by, tie=tie, kind=str, descending=descending, nullable=True)
    if sort == "-confidence":
        return Order(by=listed("confidence"), tie=tie, kind=float, descending=True)
    if sort == "position" and wanted.article_id is not None:
        return Order(by=listed("position"), tie=tie, kind=int)
    if sort == "relevance" and (wanted.q is not None or (wanted.topic and wanted.include == "text")):
        return relevance.order(QUOTE)
    needs = {"position": " without article_id", "relevance": " without q, or a topic and include text"}.get(
        sort, ""
    )
    raise InvalidSearch(f"Quotes can't be sorted by {sort!r}{needs}.", field="sort")
