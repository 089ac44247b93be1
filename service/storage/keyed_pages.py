"""A page of a list of rows whose keys are known, found the cheaper of two ways.

The rows are read by their keys and sorted, which takes the longer the more they are; or the index in the
order of the list is walked and each entry looked up among the keys, which takes the longer the fewer they
are. A long walk happens within the database: to fetch what is walked takes twice as long, but a short walk
less than to hand over so many keys.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any

import orjson
from peewee import SQL

from service.storage import cursors
from service.storage.cursors import Key, Order, Position
from service.storage.database import database, is_postgresql, plain
from service.storage.memberships import LISTED

ROW_ON_SQLITE, ROW_ON_POSTGRESQL = 10, 16
"""To read a row by its key takes as long as to walk so many entries of an index."""

TICK = 512
"""A walk within SQLite gives one row of so many that is not asked for, so that it can be ended."""

READ = 300
"""So few rows are read by their keys whatever an index holds."""

Row = tuple[int, Key]


def page(listed: Any, keys: AbstractSet[int], order: Order, limit: int, after: Position | None) -> list[Row]:
    """The keys and sort keys of up to ``limit`` rows after ``after``, in ``order``, of those with ``keys``.

    ``listed`` is a select of the rows of the list, of which there are others too.
    """
    if not keys:
        return []
    most, sorted_last = entries(len(keys)), after is not None and after.key is None
    if len(keys) > READ and not sorted_last:
        expected = limit * spread(listed.model.model._meta.table_name) // len(keys) + 1
        walked = _walked(cursors.known(listed, order, after), keys, limit, expected, most)
        if len(walked) == limit:
            return walked
    return cursors.page(by_key(listed, keys), order, limit, after)


def entries(rows: int) -> int:
    """How many entries of an index are walked in the time in which so many rows are read by their keys."""
    return rows * (ROW_ON_POSTGRESQL if is_postgresql() else ROW_ON_SQLITE)


def spelled(keys: Iterable[int]) -> SQL:
    """The keys, which are integers of ours, as a list that IN takes to look each of them up."""
    # Either reads one value faster than thousands.
    if is_postgresql():
        return SQL(f"(SELECT unnest('{{{_listed(keys)}}}'::bigint[]))")
    return SQL("(SELECT value FROM json_each(?))", (f"[{_listed(keys)}]",))


def by_key(listed: Any, keys: Iterable[int]) -> Any:
    """Those of ``listed``, a select of rows of a list and nothing else, with one of ``keys``, each looked up.

    SQLite would rather walk the index of another condition, all quotes of a frequent speaker for fifty keys.
    """
    found = listed.where(SQL(f"{LISTED}.pk").in_(spelled(keys)))
    if is_postgresql():
        return found
    return found.from_(SQL(f'"{listed.model.model._meta.table_name}" AS "{LISTED}" NOT INDEXED'))


def among(column: str, keys: Iterable[int]) -> SQL:
    """Whether ``column``, of rows that are met anyhow, is one of ``keys``: no index is asked."""
    if is_postgresql():
        return SQL(f"{column} + 0 = ANY('{{{_listed(keys)}}}'::bigint[])")
    return SQL(f"+{column} IN (SELECT value FROM json_each(?))", (f"[{_listed(keys)}]",))  # noqa: S608 - ours


def spread(table: str) -> int:
    """How many keys there may be, from the first to the last: those of deleted rows are not given again."""
    # Each on its own is one look at an end of the index; both in one select read all of it.
    ends = f"SELECT (SELECT MIN(pk) FROM {table}), (SELECT MAX(pk) FROM {table})"  # noqa: S608 - a name of ours
    ((lowest, highest),) = database.execute_sql(ends).fetchall()
    return int((highest or 0) - (lowest or 0)) + 1


def _listed(keys: Iterable[int]) -> str:
    # In order they are put where they are looked up in half the time.
    return orjson.dumps(sorted(map(int, keys))).decode()[1:-1]


def _walked(listed: Any, keys: AbstractSet[int], limit: int, expected: int, most: int) -> list[Row]:
    """The first ``limit`` rows of ``listed`` with one of ``keys``, which ``expected`` rows may have; fewer
    where they are not among the first ``most`` rows, or are not looked for as that takes too long."""
    if expected < len(keys):
        rows = [row for row in plain(listed.limit(2 * expected)) if row[0] in keys][:limit]
        if len(rows) == limit:
            return rows
    if expected >= most:
        return []
    return _met_until(listed, keys, limit, most) if is_postgresql() else _ticked(listed, keys, limit, most)


def _ticked(listed: Any, keys: AbstractSet[int], limit: int, most: int) -> list[Row]:
    """The first ``limit`` rows of ``listed`` with one of ``keys``, as far as these are met in ``most`` rows:
    SQLite walks as its rows are fetched."""
    met = among(f"{LISTED}.pk", keys)
    sql, parameters = listed.where(SQL(f"({met.sql} OR {LISTED}.pk % {TICK:d} = 0)", met.params)).sql()
    rows: list[Row] = []
    ticks = 0
    cursor = database.execute_sql(sql, parameters)
    for row in cursor:
        if row[0] in keys:
            rows.append(row)
        else:
            ticks += 1
        if len(rows) == limit or ticks * TICK >= most:
            break
    cursor.close()
    return rows


def _met_until(listed: Any, keys: AbstractSet[int], limit: int, most: int) -> list[Row]:
    """The same, by PostgreSQL."""
    sql, parameters = listed.limit(most).sql()
    met = among("pk", keys)
    # Rows come as they are walked, and none is walked once there are enough: what has an end of its own is
    # neither merged into another select nor sorted anew.
    found = f"SELECT * FROM ({sql}) AS walked WHERE {met.sql} LIMIT {limit:d}"  # noqa: S608 - ours
    rows: list[Row] = database.execute_sql(found, (*parameters, *(met.params or ()))).fetchall()
    return rows
