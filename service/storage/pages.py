"""One page of any list: the rows after a cursor, how many there are in all, and the cursor that leads on."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from service.storage import cursors, searches
from service.storage.cursors import Key, Order, Position
from service.storage.database import reading
from service.storage.records import Page, Total

R = TypeVar("R")
Scope = tuple[object, ...]


def page_of(
    query: Any,
    order: Order,
    load: Callable[[list[int]], tuple[R, ...]],
    *,
    scope: Scope,
    limit: int,
    after: Position | None,
) -> Page[R]:
    """The rows of ``query`` after ``after`` in ``order``, as ``load`` makes records of their keys.

    ``scope`` is what ``cursors.decode`` checked ``after`` against: the list, its filters and its sort.
    """
    with reading():
        count = query.limit(searches.BOUND + 1).count()
        total = Total(min(count, searches.BOUND), exact=count <= searches.BOUND)
        rows = cursors.page(query, order, limit + 1, after)
        return cut(rows, total, load, scope=scope, limit=limit)


def cut(
    rows: Sequence[tuple[int, Key]],
    total: Total,
    load: Callable[[list[int]], tuple[R, ...]],
    *,
    scope: Scope,
    limit: int,
) -> Page[R]:
    """The page of the first ``limit`` of ``rows``; one more says that the list goes on."""
    items = load([pk for pk, _ in rows[:limit]])
    last = Position(rows[limit - 1][1], rows[limit - 1][0]) if len(rows) > limit else None
    count = total.count if total.exact else max(total.count, len(rows))
    following = cursors.encode(scope, last) if last else None
    return Page(items=items, next_cursor=following, total=count, exact=total.exact)
