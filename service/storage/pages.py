"""One page of any list: the rows after a cursor, how many there are in all, and the cursor that leads on."""

from collections.abc import Callable
from typing import Any, TypeVar

from service.storage import cursors
from service.storage.cursors import Order, Position
from service.storage.database import reading
from service.storage.records import Page

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
    count: Callable[[], int] | None = None,
) -> Page[R]:
    """The rows of ``query`` after ``after`` in ``order``, as ``load`` makes records of their keys.

    ``scope`` is what ``cursors.decode`` checked ``after`` against: the list, its filters and its sort.
    ``count`` tells how many rows ``query`` has, where something is quicker than to count them one by one.
    """
    with reading():
        total = query.count() if count is None else count()
        rows = cursors.page(query, order, limit + 1, after)
        items = load([pk for pk, _ in rows[:limit]])
    last = Position(rows[limit - 1][1], rows[limit - 1][0]) if len(rows) > limit else None
    return Page(items=items, next_cursor=cursors.encode(scope, last) if last else None, total=total)
