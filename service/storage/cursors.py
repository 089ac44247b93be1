"""Keyset pages: a list goes on after the last row it showed, so rows that are added neither skip nor repeat.

A cursor is the sort key and the ``pk`` of that row, with a digest that ties it to one list: its noun, its
filters and its sort. It is opaque, not secret: its key is checked before it reaches a query.
"""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from peewee import Node

from service.errors import InvalidCursor
from service.storage.database import plain

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


def page(query: Any, order: Order, limit: int, after: Position | None) -> list[tuple[int, Key]]:
    """The ``pk`` and sort key of up to ``limit`` rows of ``query`` after ``after``, in ``order``."""
    by, tie = order.by, order.tie
    rows: list[tuple[int, Key]] = []
    columns = query.select(tie, by.alias("sort_key"))
    if after is None or after.key is not None:
        known = columns.where(by.is_null(False)) if order.nullable else columns
        if after is not None:
            known = known.where(_beyond(order, after))
        rows += plain(known.order_by(_directed(by, order), _directed(tie, order)).limit(limit))
    if order.nullable and len(rows) < limit:
        unknown = columns.where(by.is_null())
        if after is not None and after.key is None:
            unknown = unknown.where(tie < after.pk if order.descending else tie > after.pk)
        rows += plain(unknown.order_by(_directed(tie, order)).limit(limit - len(rows)))
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
