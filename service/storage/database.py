"""Where the data lives: one URL, one bound database, its migrations, transactions that are tried again."""

import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from peewee import Database, DatabaseProxy, IntegrityError, OperationalError, PostgresqlDatabase
from playhouse.migrations import Runner
from playhouse.pool import PooledPostgresqlDatabase, PooledSqliteDatabase

from service.storage.stems import forms, stems

T = TypeVar("T")

MIGRATIONS = Path(__file__).parent / "migrations"

BUSY_SECONDS = 15
"""How long a writer waits for SQLite's one write lock before it gives up."""

MAPPED_BYTES = 0x7FFF0000
"""How much of a SQLite file is mapped into memory at most: as much as SQLite allows."""

ATTEMPTS = 8
"""How often a transaction that lost a race is run: each loss means that another writer won."""

database = DatabaseProxy()
"""What every model is bound to; ``connect`` decides what it is."""


def connect(url: str) -> Database:
    """The database at ``url`` (``sqlite:///file.db`` or ``postgresql://…``), bound to every model.

    Opens no connection: each thread opens its own at its first query and keeps it until it closes it.
    """
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        opened: Database = _sqlite(url)
    elif scheme in ("postgresql", "postgres"):
        opened = _postgresql("postgresql" + url.removeprefix(scheme))
    else:
        raise ValueError(f"the database URL must begin with sqlite:/// or postgresql://, not {scheme!r}")
    if database.obj is not None and not database.obj.in_transaction():
        database.obj.close()
    database.initialize(opened)
    return opened


def migrate(db: Database) -> list[str]:
    """Brings the schema of ``db`` up to date; returns the names of the migrations that were applied."""
    with db.connection_context(), _one_at_a_time(db):
        return list(_runner(db).up())


def pending_migrations(db: Database) -> list[str]:
    """The names of the migrations that ``db`` still lacks."""
    with db.connection_context():
        return [migration.name for migration in _runner(db).status() if not migration.applied]


def is_postgresql() -> bool:
    """Whether the bound database is PostgreSQL."""
    return isinstance(database.obj, PostgresqlDatabase)


def tuples(query: Any) -> list[Any]:
    """The rows of a select as plain tuples."""
    return list(query.tuples())


def plain(query: Any) -> list[Any]:
    """The same, as the driver gives them: columns of text and numbers need no conversion, which costs as much
    as to read a row."""
    sql, parameters = query.sql()
    rows: list[Any] = database.execute_sql(sql, parameters).fetchall()
    return rows


def reading() -> AbstractContextManager[Any]:
    """A transaction in which every query sees the same state; it takes no write lock."""
    return database.atomic("REPEATABLE READ" if is_postgresql() else "DEFERRED")


def write(operation: Callable[[], T]) -> T:
    """What ``operation`` returns, run in one transaction: all of it is stored, or none.

    A transaction that lost a race against another writer (a row that both added, a deadlock) is run again
    from the start, so ``operation`` must look at the database anew and change nothing else.
    """
    if database.in_transaction():
        return operation()
    for attempt in range(1, ATTEMPTS):
        try:
            with database.atomic():
                return operation()
        except (IntegrityError, OperationalError) as error:
            if not _lost_a_race(error):
                raise
            time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 - spreads the losers, no secret
    with database.atomic():
        return operation()


def rehearsed(operation: Callable[[], T]) -> T:
    """What ``operation`` would return and store, run in a transaction that is taken back."""

    def taken_back() -> T:
        with database.atomic() as transaction:
            result = operation()
            transaction.rollback()
        return result

    return write(taken_back)


def _lost_a_race(error: Exception) -> bool:
    if isinstance(error, IntegrityError):
        return True
    cause = getattr(error, "orig", None)  # what the driver raised, which peewee wraps
    names = {kind.__name__ for kind in type(cause).__mro__}
    return bool(names & {"DeadlockDetected", "SerializationFailure"}) or "database is locked" in str(error)


def _sqlite(url: str) -> Database:
    path = unquote(url.removeprefix("sqlite:///"))
    if not url.startswith("sqlite:///") or path in ("", ":memory:"):
        raise ValueError("a SQLite URL needs a file: sqlite:///quotes.db, or sqlite:////var/lib/quotes.db")
    opened = PooledSqliteDatabase(
        path,
        pragmas={
            "busy_timeout": BUSY_SECONDS * 1000,
            "journal_mode": "wal",
            "synchronous": "normal",
            "foreign_keys": 1,
            "cache_size": -32_000,
            # Reads go through the system's cache without a call each: what searches read lies far apart.
            "mmap_size": MAPPED_BYTES,
        },
        # A writer takes the lock when it begins: one that upgrades later can be refused without a wait.
        lock_type="IMMEDIATE",
        max_connections=0,
        check_same_thread=False,
    )
    # What the triggers of full text call.
    opened.register_function(stems, "stems", 1, deterministic=True)
    opened.register_function(forms, "forms", 1, deterministic=True)
    return opened


def _postgresql(url: str) -> Database:
    return _PooledUncompiled(url, prefer_psycopg3=True, max_connections=0)  # type: ignore[no-untyped-call]


def _runner(db: Database) -> Runner:
    return Runner(db, str(MIGRATIONS))


def _one_at_a_time(db: Database) -> AbstractContextManager[Any]:
    return _AdvisoryLock(db)


class _Uncompiled(PostgresqlDatabase):
    """Compiles no plan: that takes PostgreSQL up to a second, and what we ask is done in hundredths."""

    def _connect(self) -> Any:
        connection = super()._connect()
        connection.execute("SET jit = off")
        return connection


class _PooledUncompiled(PooledPostgresqlDatabase, _Uncompiled):
    """The same, kept open for the next who asks."""


class _AdvisoryLock(AbstractContextManager[None]):
    """Two processes that migrate at once wait for each other, where the database can do that."""

    KEY = 7_081_947

    def __init__(self, db: Database) -> None:
        self.db = db

    def __enter__(self) -> None:
        if isinstance(self.db, PostgresqlDatabase):
            self.db.execute_sql("SELECT pg_advisory_lock(%s)", (self.KEY,))

    def __exit__(self, *_: object) -> None:
        if isinstance(self.db, PostgresqlDatabase):
            self.db.execute_sql("SELECT pg_advisory_unlock(%s)", (self.KEY,))
