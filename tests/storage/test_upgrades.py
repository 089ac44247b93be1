"""An upgrade of PostgreSQL beside a service that reads and writes: nobody who reads waits, all is counted."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest
from peewee import Database
from playhouse.migrations import Runner

from service.storage import kept_counts, statements
from service.storage.database import MIGRATIONS, migrate
from service.storage.models import Quote, Speaker
from tests.tracker import acts

PATIENCE = 30.0
WAITING = (
    "SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database "
    "WHERE datname = current_database() AND NOT granted"
)

Act = Callable[[], object]


def nothing() -> None:
    """The writer has done all before the upgrade came."""


# What a writer did of a transaction before the upgrade came, what it does then, and why the row exists
WRITERS: list[tuple[Act, Act, str]] = [
    (lambda: acts.store(acts.MORE, url="second"), nothing, "an article is stored"),
    (lambda: Quote.update(status="rejected").execute(), nothing, "quotes are rejected"),
    (
        lambda: Speaker.update(curated=True).execute(),
        lambda: Quote.update(role="baker").execute(),
        "speakers first, then quotes, as articles are stored",
    ),
]


@pytest.mark.parametrize("migration", ["0019_speaker_counts", "0020_topic_counts"])
@pytest.mark.parametrize(("before", "then", "why"), WRITERS, ids=[row[2] for row in WRITERS])
@pytest.mark.parametrize("engine", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_an_upgrade_beside_a_writer(
    database: Database, database_url: str, migration: str, before: Act, then: Act, why: str
) -> None:
    acts.archive()
    with lacking(database, migration), ThreadPoolExecutor(1) as pool:
        with database.atomic():
            before()
            upgrade = pool.submit(upgraded, database, migration)
            until_it_waits(upgrade)
            with psycopg.connect(database_url) as reader:
                reader.execute("SET lock_timeout = '2s'")
                reader.execute("SELECT COUNT(*) FROM quote JOIN quote_topic ON quote_id = quote.pk")
            then()
        upgrade.result(PATIENCE)
    assert kept_counts.wrong() == []


@contextmanager
def lacking(database: Database, migration: str) -> Iterator[None]:
    """While it lasts the database has what came before ``migration``."""
    Runner(database, str(MIGRATIONS)).down(migration)
    try:
        yield
    finally:
        migrate(database)


def upgraded(database: Database, migration: str) -> None:
    try:
        Runner(database, str(MIGRATIONS)).up(migration)
    finally:
        database.close()


def until_it_waits(upgrade: Future[None]) -> None:
    """Or is done: where the writer holds nothing that it needs."""
    end = time.monotonic() + PATIENCE
    while not (upgrade.done() or statements.rows(WAITING)):
        assert time.monotonic() < end
        time.sleep(0.01)
