"""Quotes in the order of how much of each is about the words: hits against length.

The score depends on the quote alone. One that knew the whole archive (bm25) would change while pages are
turned, and skip or repeat quotes; and it would not be the same on two databases.
"""

from collections.abc import Iterable
from typing import Any

from service.storage import searches
from service.storage.cursors import Key, Order, Position
from service.storage.database import plain
from service.storage.matching import runs
from service.storage.search import Terms
from service.storage.searches import Search

RANKED = 1_000
"""How many quotes are ranked at most: of more that match, those that were stored last. The API says so."""


def order(quote: Any) -> Order:
    """By score; the cursor holds it as a whole number."""
    return Order(by=quote.pk, tie=quote.pk, kind=int, descending=True)


def page(search: Search, terms: Terms, limit: int, after: Position | None) -> list[tuple[int, Key]]:
    """The keys and scores of up to ``limit`` quotes after ``after``, the best first."""
    quote = search.table
    chosen = searches.spelled(searches.latest(search, RANKED)[0])
    query = quote.select(quote.pk, quote.text).where(quote.pk.in_(chosen))
    return after_which(((score(text, terms), pk) for pk, text in plain(query)), limit, after)


def after_which(
    scores: Iterable[tuple[int, int]], limit: int, after: Position | None
) -> list[tuple[int, Key]]:
    """The keys and scores of up to ``limit`` of ``scores`` (score, key), the best first, after ``after``."""
    scored = sorted(scores)
    known = after.key if after is not None and isinstance(after.key, int) else None
    at = None if after is None or known is None else (known, after.pk)
    best = [(pk, points) for points, pk in reversed(scored) if at is None or (points, pk) < at]
    return list(best[:limit])


def score(text: str, terms: Terms) -> int:
    """How much of ``text`` is about ``terms``, in millionths: 0 where there is none of it."""
    hits = len(runs(text, terms))
    return round(hits * 1_000_000 / (hits + 0.3 + len(text) / 133))
