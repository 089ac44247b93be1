"""Quotes in the order of how much of each is about the words: hits against length.

The score depends on the quote alone. One that knew the whole archive (bm25) would change while pages are
turned, and skip or repeat quotes; and it would not be the same on two databases.
"""

from collections.abc import Iterable
from heapq import heappush, heappushpop
from typing import Any

from service.storage import searches
from service.storage.cursors import Key, Order, Position
from service.storage.database import plain
from service.storage.matching import most, runs
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
    return best(plain(query), terms, limit, after)


def best(
    texts: Iterable[tuple[int, str]], terms: Terms, limit: int, after: Position | None
) -> list[tuple[int, Key]]:
    """The keys and scores of up to ``limit`` of ``texts`` (key, text), the best first, after ``after``.

    Those that may be good are looked at first, and the rest not at all once enough are better for certain.
    """
    at = _beyond(after)
    hopes = sorted(((hope(text, terms), pk, text) for pk, text in texts), reverse=True)
    found: list[tuple[int, int]] = []  # a heap: its first is the worst of the best
    for highest, pk, text in hopes:
        if len(found) == limit and (highest, pk) < found[0]:
            break
        scored = (score(text, terms), pk)
        if at is None or scored < at:
            (heappush if len(found) < limit else heappushpop)(found, scored)
    return [(pk, points) for points, pk in sorted(found, reverse=True)]


def after_which(
    scores: Iterable[tuple[int, int]], limit: int, after: Position | None
) -> list[tuple[int, Key]]:
    """The keys and scores of up to ``limit`` of ``scores`` (score, key), the best first, after ``after``."""
    at = _beyond(after)
    beyond = [(pk, points) for points, pk in sorted(scores, reverse=True) if at is None or (points, pk) < at]
    return list(beyond[:limit])


def score(text: str, terms: Terms) -> int:
    """How much of ``text`` is about ``terms``, in millionths: 0 where there is none of it."""
    return _points(len(runs(text, terms)), text)


def hope(text: str, terms: Terms) -> int:
    """No less than the score of ``text``, and soon told."""
    hits = most(text, terms)
    return _points(hits, text) if hits >= 0 else 1_000_000


def _points(hits: int, text: str) -> int:
    return round(hits * 1_000_000 / (hits + 0.3 + len(text) / 133))


def _beyond(after: Position | None) -> tuple[int, int] | None:
    """The score and the key that those of a page lie below."""
    return (after.key, after.pk) if after is not None and isinstance(after.key, int) else None
