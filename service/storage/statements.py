"""Statements sent as they are written, for what every stored article asks: to have peewee put one together
costs several times its answer, and PostgreSQL plans one that it knows by its text only once.

Marks of parameters are ``?`` on either database.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import orjson
from peewee import SQL, Model
from peewee import __exception_wrapper__ as as_peewee_raises  # type: ignore[attr-defined]

from service.storage.database import database, is_postgresql

MOST_MARKS = 500
"""How many values one list takes: below every engine's limit of parameters."""

KINDS = {"INT": "integer", "BIGINT": "bigint", "BIGAUTO": "bigint", "BOOL": "boolean"}
"""PostgreSQL's names for the types of peewee's fields; what is not here is sent as text."""


def rows(statement: str, *parameters: object) -> list[Any]:
    """What the statement answers, as plain tuples, as the driver gives them."""
    found: list[Any] = database.execute_sql(_marked(statement), parameters).fetchall()
    return found


def part(text: str, *values: object) -> SQL:
    """A part of a statement, for queries of peewee's: a field in its place costs them ten times as much."""
    return SQL(_marked(text), values)


def number(asked: SQL) -> int:
    """The one number that a select answers; 0 for null."""
    ((found,),) = database.execute_sql(asked.sql, asked.params).fetchall()
    return int(found or 0)


def run(statement: str, *parameters: object) -> None:
    """Has the statement done."""
    database.execute_sql(_marked(statement), parameters)


def rows_among(statement: str, values: Iterable[Any]) -> list[Any]:
    """The rows of a statement whose ``{among}`` stands for "is one of ``values``"; none without a value.

    ``{among}`` may come once, and no other mark; the order of the rows holds within each {MOST_MARKS} values.
    """
    wanted = list(values)
    found: list[Any] = []
    for first in range(0, len(wanted), MOST_MARKS):
        some = wanted[first : first + MOST_MARKS]
        if is_postgresql():
            found += rows(statement.replace("{among}", "= ANY(?)"), some)
        else:
            found += rows(statement.replace("{among}", f"IN ({', '.join('?' * len(some))})"), *some)
    return found


def rows_of_keys(statement: str, keys: Iterable[int]) -> list[Any]:
    """The rows of a statement whose ``{keys}``, of which it may have several, stand for "is one of ``keys``".

    However many keys there are, the text is the same, so either database plans it once a connection.
    """
    asked, values = _of_keys(statement, keys)
    return rows(asked, *values)


def column(asked: str, values: Sequence[object] = ()) -> list[Any]:
    """The one column of a select, which has its database's own marks; its order is lost.

    As one long value, which SQLite hands over in half the time of as many rows.
    """
    if is_postgresql():
        return [value for (value,) in database.execute_sql(asked, values).fetchall()]
    packed = f"WITH packed(value) AS ({asked}) SELECT json_group_array(value) FROM packed"  # noqa: S608 - ours
    ((listed,),) = database.execute_sql(packed, values).fetchall()
    found: list[Any] = orjson.loads(listed)
    return found


def column_of_keys(statement: str, keys: Iterable[int]) -> list[Any]:
    """The one column of such a statement; its order is lost."""
    asked, values = _of_keys(statement, keys)
    return column(_marked(asked), values)


def rows_of_pairs(statement: str, pairs: Iterable[tuple[int, str]]) -> list[Any]:
    """The rows of a statement whose ``{asked}`` stands for a table ``asked`` of the pairs, ``number`` and
    ``words``; to be joined by CROSS JOIN: SQLite then goes from it to an index of the other."""
    wanted = list(pairs)
    found: list[Any] = []
    for first in range(0, len(wanted), MOST_MARKS // 2):
        some = wanted[first : first + MOST_MARKS // 2]
        if is_postgresql():
            numbers, words = zip(*some, strict=True)
            asked = "unnest(?::bigint[], ?::text[]) AS asked (number, words)"
            found += rows(statement.replace("{asked}", asked), list(numbers), list(words))
        else:
            values = f"(VALUES {', '.join(['(?, ?)'] * len(some))})"
            asked = f"(SELECT column1 AS number, column2 AS words FROM {values}) AS asked"  # noqa: S608 - marks
            found += rows(statement.replace("{asked}", asked), *(value for pair in some for value in pair))
    return found


def insert(table: type[Model] | str, columns: Sequence[str], values: Iterable[Sequence[object]]) -> None:
    """Adds the rows in their order, however many."""
    name = table if isinstance(table, str) else table._meta.table_name
    wanted = list(values)
    if wanted and is_postgresql():
        with (
            as_peewee_raises,
            database.cursor().copy(f'COPY "{name}" ({_quoted(columns)}) FROM STDIN') as copy,
        ):
            for row in wanted:
                copy.write_row(row)
    elif wanted:
        _execute_many(name, columns, wanted, "")


def insert_new(table: type[Model], columns: Sequence[str], values: Iterable[Sequence[object]]) -> int:
    """Adds those of the rows that are not there yet, in their order; tells how many these were."""
    name, wanted = table._meta.table_name, list(values)
    if wanted and is_postgresql():  # COPY knows no conflicts
        kinds = {
            field.column_name: KINDS.get(field.field_type, "text") for field in table._meta.sorted_fields
        }
        arrays = ", ".join(f"?::{kinds[column]}[]" for column in columns)
        select = f"SELECT * FROM unnest({arrays})"  # noqa: S608 - names of ours
        added = f'INSERT INTO "{name}" ({_quoted(columns)}) {select} ON CONFLICT DO NOTHING'
        columnwise = [list(column) for column in zip(*wanted, strict=True)]
        return int(database.execute_sql(_marked(added), columnwise).rowcount)
    return _execute_many(name, columns, wanted, " ON CONFLICT DO NOTHING") if wanted else 0


def _execute_many(name: str, columns: Sequence[str], values: Sequence[Sequence[object]], unless: str) -> int:
    marks = ", ".join("?" * len(columns))
    with as_peewee_raises:
        added = f'INSERT INTO "{name}" ({_quoted(columns)}) VALUES ({marks}){unless}'  # noqa: S608 - names of ours
        cursor = database.cursor()
        cursor.executemany(added, values)
        return int(cursor.rowcount)


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _of_keys(statement: str, keys: Iterable[int]) -> tuple[str, list[object]]:
    wanted = list(keys)
    value = wanted if is_postgresql() else orjson.dumps(wanted).decode()
    asked = "= ANY(?)" if is_postgresql() else "IN (SELECT value FROM json_each(?))"
    return statement.replace("{keys}", asked), [value] * statement.count("{keys}")


def _marked(statement: str) -> str:
    return _with_percents(statement) if is_postgresql() else statement


@cache
def _with_percents(statement: str) -> str:
    return statement.replace("%", "%%").replace("?", "%s")
