"""Keyset pages: a list goes on after the last row it showed, so rows that are added neither skip nor repeat.

A cursor is the sort key and the ``pk`` of that row, with a digest that ties it to one list: its noun, its
filters and its sort. It is opaque, not secret: its key is checked before it reaches a query.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import Node

from service.errors import InvalidCursor
from service.storage.database import database, plain

Key = str | int | float | None

INTEGERS = range(-(2**63), 2**63)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a list is sorted: ``by`` first, rows without a value last whatever the direction, then ``tie``."""

    by: Any
    tie: Any
    kind: type[str] | type[float] | type[int]
    descending: bool = False
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """The row that a page ended at."""

    key: Key
    pk: int


def page(
    query: Any, order: Order, limit: int, after: Position | None, *columns: Any
) -> list[tuple[Any, ...]]:
    """The ``pk``, the sort key and further ``columns`` of up to ``limit`` rows of ``query`` after ``after``,
    in ``order``."""
    return merged([query], order, limit, after, *columns)


def merged(
    queries: Sequence[Any], order: Order, limit: int, after: Position | None, *columns: Any
) -> list[tuple[Any, ...]]:
    """The same of the rows of any of ``queries``, of which no two have a row in common."""
    rows: list[tuple[Any, ...]] = []
    if after is None or after.key is not None:
        rows += _first([known(query, order, after, *columns) for query in queries], order, limit)
    if order.nullable and len(rows) < limit:
        selects = [_unknown(query, order, after, *columns) for query in queries]
        rows += _first(selects, order, limit - len(rows))
    return rows


def known(query: Any, order: Order, after: Position | None, *columns: Any) -> Any:
    """A select of the same of the rows that have a sort key, after ``after``, which has one too."""
    rows = query.select(order.tie, order.by.alias("sort_key"), *columns)
    if order.nullable:
        rows = rows.where(order.by.is_null(False))
    if after is not None:
        rows = rows.where(_beyond(order, after))
    return rows.order_by(_directed(order.by, order), _directed(order.tie, order))


def _unknown(query: Any, order: Order, after: Position | None, *columns: Any) -> Any:
    rows = query.select(order.tie, order.by.alias("sort_key"), *columns).where(order.by.is_null())
    if after is not None and after.key is None:
        rows = rows.where(order.tie < after.pk if order.descending else order.tie > after.pk)
    return rows.order_by(_directed(order.tie, order))


def _first(selects: Sequence[Any], order: Order, limit: int) -> list[tuple[Any, ...]]:
    """The first rows of several selects, each of which is in ``order``."""
    if len(selects) == 1:
        return plain(selects[0].limit(limit))
    parts = [select.limit(limit).sql() for select in selects]
    together = " UNION ALL ".join(
        f"SELECT * FROM ({sql}) AS part{number}"  # noqa: S608 - statements of ours
        for number, (sql, _) in enumerate(parts)
    )
    way = "DESC" if order.descending else "ASC"
    asked = f"{together} ORDER BY 2 {way}, 1 {way} LIMIT {limit:d}"
    parameters = [value for _, values in parts for value in values]
    rows: list[tuple[Any, ...]] = database.execute_sql(asked, parameters).fetchall()
    return rows


def encode(scope: tuple[object, ...], position: Position) -> str:
    """The cursor of the page that follows ``position`` in the list that ``scope`` describes."""
    payload = json.dumps([position.key, position.pk], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_digest(scope, payload) + payload).rstrip(b"=").decode()


def decode(scope: tuple[object, ...], cursor: str | None, order: Order) -> Position | None:
    """The position that ``cursor`` stands for; raises InvalidCursor unless it was issued for this list."""
    if cursor is None:
        return None
    try:
        raw = base64.b64decode(
            cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True
        )
        digest, payload = raw[:12], raw[12:]
        key, pk = json.loads(payload)
    except (ValueError, TypeError, UnicodeError, RecursionError, binascii.Error) as error:
        raise InvalidCursor("The cursor is damaged; take it from links.next of this list.") from error
    if digest != _digest(scope, payload) or not _fits(key, pk, order):
        raise InvalidCursor("The cursor belongs to another list; take it from links.next of this list.")
    return Position(key, pk)


def _digest(scope: tuple[object, ...], payload: bytes) -> bytes:
    return hashlib.sha256(repr(scope).encode("utf-8", "backslashreplace") + b"\0" + payload).digest()[:12]


def _fits(key: object, pk: object, order: Order) -> bool:
    if type(pk) is not int or pk not in INTEGERS:
        return False
    if key is None:
        return order.nullable
    if order.kind is int:
        return type(key) is int and key in INTEGERS
    return type(key) is order.kind


def _directed(column: Any, order: Order) -> Node:
    directed: Node = column.desc() if order.descending else column.asc()
    return directed


def _beyond(order: Order, after: Position) -> Any:
    """After the position: written so that an index on (by, tie) is entered at the right place."""
    if order.descending:
        return (order.by <= after.key) & ((order.by < after.key) | (order.tie < after.pk))
    return (order.by >= after.key) & ((order.by > after.key) | (order.tie > after.pk))
