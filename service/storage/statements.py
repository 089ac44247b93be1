"""Statements sent as they are written, for what every stored article asks: to have peewee put one together
costs several times its answer, and PostgreSQL plans one that it knows by its text only once.

Marks of parameters are ``?`` on either database.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from peewee import Model
from peewee import __exception_wrapper__ as as_peewee_raises  # type: ignore[attr-defined]

from service.storage.database import database, is_postgresql

MOST_MARKS = 500
"""How many values one list takes: below every engine's limit of parameters."""


def rows(statement: str, *parameters: object) -> list[Any]:
    """What the statement answers, as plain tuples, as the driver gives them."""
    found: list[Any] = database.execute_sql(_marked(statement), parameters).fetchall()
    return found


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


def rows_among_pairs(statement: str, pairs: Iterable[tuple[int, str]]) -> list[Any]:
    """The same where ``{among}`` stands for "is one of ``pairs``", of a key and a text."""
    wanted = list(pairs)
    found: list[Any] = []
    for first in range(0, len(wanted), MOST_MARKS // 2):
        some = wanted[first : first + MOST_MARKS // 2]
        if is_postgresql():
            numbers, texts = zip(*some, strict=True)
            among = "IN (SELECT * FROM unnest(?::bigint[], ?::text[]))"
            found += rows(statement.replace("{among}", among), list(numbers), list(texts))
        else:
            among = f"IN (VALUES {', '.join(['(?, ?)'] * len(some))})"
            found += rows(statement.replace("{among}", among), *(value for pair in some for value in pair))
    return found


def insert(
    table: type[Model] | str,
    columns: Sequence[str],
    values: Iterable[Sequence[object]],
    *,
    ignore: bool = False,
) -> None:
    """Adds the rows in their order, however many; with ``ignore`` those only that are not there yet."""
    wanted = list(values)
    if not wanted:
        return
    name = table if isinstance(table, str) else table._meta.table_name
    quoted = ", ".join(f'"{column}"' for column in columns)
    with as_peewee_raises:
        cursor = database.cursor()
        if is_postgresql() and not ignore:
            with cursor.copy(f'COPY "{name}" ({quoted}) FROM STDIN') as copy:
                for row in wanted:
                    copy.write_row(row)
            return
        marks = ", ".join("?" * len(columns))
        unless = " ON CONFLICT DO NOTHING" if ignore else ""
        # Names of tables and columns are ours.
        cursor.executemany(_marked(f'INSERT INTO "{name}" ({quoted}) VALUES ({marks}){unless}'), wanted)  # noqa: S608


def _marked(statement: str) -> str:
    return _with_percents(statement) if is_postgresql() else statement


@cache
def _with_percents(statement: str) -> str:
    return statement.replace("%", "%%").replace("?", "%s")
