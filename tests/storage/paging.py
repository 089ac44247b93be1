"""A list page by page, as the API goes through it."""

from collections.abc import Iterator

from service.storage import quotes, searches
from service.storage.cursors import Position
from service.storage.quotes import QuoteFilter


def paged(wanted: QuoteFilter, sort: str, limit: int) -> Iterator[int]:
    """The keys of all quotes that ``wanted`` describes, ``limit`` at a time."""
    order, after = quotes._order(sort, wanted), None
    while True:
        rows = searches.page(quotes.search_of(wanted), order, limit, after)
        yield from (pk for pk, _ in rows)
        if len(rows) < limit:
            return
        after = Position(rows[-1][1], rows[-1][0])
