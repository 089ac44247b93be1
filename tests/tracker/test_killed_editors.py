"""An editor's act is done as a whole, in one transaction: killed before the end of it, nothing was done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from peewee import Database

from service.storage.database import tuples
from service.storage.tables import TABLES
from tests.tracker import acts
from tests.tracker.acts import ACTS
from tests.tracker.killing import kill_once_written

WRITES = ("INSERT", "UPDATE", "DELETE")

# Does the act, and stops when all is written and nothing committed.
CHILD = """
import sys, time
from service.storage.database import connect
from tests.tracker.acts import ACTS

opened = connect(sys.argv[1])

def commit():
    print("written", flush=True)
    time.sleep(60)

before, act = ACTS[sys.argv[2]]
written, real = [], opened.execute_sql

def execute(sql, *rest, **options):
    if sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE")) and not written:
        written.append(sql)
        opened.commit = commit
    return real(sql, *rest, **options)

opened.execute_sql = execute
act()
"""


@pytest.mark.parametrize("name", ACTS)
def test_killed_before_its_end_nothing_was_done(name: str, database: Database, database_url: str) -> None:
    acts.archive()
    before, act = ACTS[name]
    for one in before:
        one()
    stored = everything()
    database.close()
    kill_once_written(CHILD, database_url, name)
    assert everything() == stored, "nothing half done"
    with writing(database) as transactions:
        act()
    assert len(transactions) == 1, "all of it in one transaction"
    assert everything() != stored, "and it can be done still"
    assert acts.sound()


def everything() -> dict[str, list[str]]:
    """Every row of every table."""
    return {table.__name__: sorted(map(repr, tuples(table.select()))) for table in TABLES}


@contextmanager
def writing(database: Any) -> Iterator[list[int]]:
    """Counts the transactions that write: how many statements each had."""
    transactions: list[int] = []
    statements = 0
    execute, commit = database.execute_sql, database.commit

    def counted(sql: str, *rest: Any, **options: Any) -> Any:
        nonlocal statements
        statements += sql.lstrip().startswith(WRITES)
        return execute(sql, *rest, **options)

    def committed() -> None:
        nonlocal statements
        commit()
        if statements:
            transactions.append(statements)
        statements = 0

    database.execute_sql, database.commit = counted, committed
    try:
        yield transactions
    finally:
        del database.execute_sql, database.commit
