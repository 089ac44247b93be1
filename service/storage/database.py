"""Where the data lives: one URL, one bound database, its migrations, transactions that are tried again."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

import structlog
from peewee import (
    Database,
    DatabaseProxy,
    IntegrityError,
    InterfaceError,
    OperationalError,
    PostgresqlDatabase,
)
from playhouse.migrations import Runner
from playhouse.pool import PooledDatabase, PooledSqliteDatabase

from service.storage.postgresql import Postgresql
from service.storage.stems import forms, stems
from service.storage.turns import Turns

T = TypeVar("T")

log = structlog.get_logger(__name__)


class Vanished(IntegrityError):
    """Another writer deleted what this transaction had found: ``write`` runs it again from the start."""


MIGRATIONS = Path(__file__).parent / "migrations"

BUSY_SECONDS = 15
"""How long a writer waits for a lock before it gives up: SQLite's one, or one of PostgreSQL's."""

SYNCHRONOUS = "full"
"""What SQLite waits for at the end of a transaction: what was acknowledged outlives a power cut."""

SOON_SECONDS = 0.25
"""How long a write that can be done without waits for a lock."""

MAPPED_BYTES = 0x7FFF0000
"""How much of a SQLite file is mapped into memory at most: as much as SQLite allows."""

ATTEMPTS = 8
"""How often a transaction that lost a race is run: each loss means that another writer won."""

_turns = Turns()

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


def close_idle() -> None:
    """Closes what this thread and the pool hold open: before a fork, as processes must not share it."""
    database.close()
    if isinstance(database.obj, PooledDatabase):
        database.obj.close_idle()


def release() -> None:
    """Gives this thread's connection back, unless it is in a transaction; the next query takes another."""
    if not database.is_closed() and not database.in_transaction():
        database.close()


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


def counted(query: Any) -> int:
    """How many rows a select has."""
    sql, parameters = query.sql()
    ((number,),) = database.execute_sql(f"SELECT COUNT(*) FROM ({sql}) AS counted", parameters).fetchall()  # noqa: S608
    return int(number)


def reading() -> AbstractContextManager[Any]:
    """A transaction in which every query sees the same state; it takes no write lock."""
    return database.atomic("REPEATABLE READ" if is_postgresql() else "DEFERRED")


def write(operation: Callable[[], T], *, attempts: int = ATTEMPTS) -> T:
    """What ``operation`` returns, run in one transaction: all of it is stored, or none.

    A transaction that lost a race against another writer (a row that both added, a deadlock) is run again
    from the start, so ``operation`` must look at the database anew and change nothing else. One that waited
    for a lock until its patience ended is not: whoever asked is better told to come again. It is run
    ``attempts`` times at most.
    """
    if database.in_transaction():
        return operation()
    until = time.monotonic() + BUSY_SECONDS
    if is_postgresql():
        return _tried(operation, until, attempts)
    with _turns.taken(until), _within(until):
        return _tried(operation, until, attempts)


def _tried(operation: Callable[[], T], until: float, attempts: int) -> T:
    for attempt in range(1, attempts):
        try:
            with database.atomic():
                return operation()
        except (IntegrityError, OperationalError) as error:
            if not _lost_at_once(error) or (_is_locked(error) and time.monotonic() >= until):
                raise
            time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311 - spreads the losers, no secret
    with database.atomic():
        return operation()


def wait_no_longer(seconds: float) -> None:
    """Until this transaction ends no lock of PostgreSQL's, which has many, is waited for longer than that."""
    if is_postgresql():
        database.execute_sql(f"SET LOCAL lock_timeout = {round(seconds * 1000)}")


def write_soon(operation: Callable[[], T]) -> T | None:
    """What ``operation`` returns, run in one transaction; None where that can't be stored at once.

    For what keeps account of requests and must not stop them: the database may be locked, or its disk full.
    """
    try:
        with _waiting(SOON_SECONDS), database.atomic():
            return operation()
    except (OperationalError, InterfaceError) as error:
        log.warning("not stored, and done without", error=type(error).__name__)
        return None


def rehearsed(operation: Callable[[], T]) -> T:
    """What ``operation`` would return and store, run in a transaction that is taken back."""

    def taken_back() -> T:
        with database.atomic() as transaction:
            result = operation()
            transaction.rollback()
        return result

    return write(taken_back)


@contextmanager
def _waiting(seconds: float) -> Iterator[None]:
    """While it lasts a lock is waited for no longer."""
    setting = (
        "SET lock_timeout = {}" if is_postgresql() else "PRAGMA busy_timeout = {}"
    )  # both count thousandths
    database.execute_sql(setting.format(round(seconds * 1000)))
    try:
        yield
    finally:
        database.execute_sql(setting.format(BUSY_SECONDS * 1000))


@contextmanager
def _within(until: float) -> Iterator[None]:
    """While it lasts a lock is waited for until then; who came at once has that much patience as it is."""
    left = until - time.monotonic()
    if left > BUSY_SECONDS - SOON_SECONDS:
        yield
    else:
        with _waiting(max(0.0, left)):
            yield


def lost_a_race(error: Exception) -> bool:
    """Whether other writers are why a transaction failed, so that it may do later: one was first with a row,
    or they hold locks."""
    return _lost_at_once(error) or "LockNotAvailable" in _causes(error)


def _lost_at_once(error: Exception) -> bool:
    if isinstance(error, IntegrityError):
        return True
    return bool(_causes(error) & {"DeadlockDetected", "SerializationFailure"}) or _is_locked(error)


def _causes(error: Exception) -> set[str]:
    cause = getattr(error, "orig", None)  # what the driver raised, which peewee wraps
    return {kind.__name__ for kind in type(cause).__mro__}


def _is_locked(error: Exception) -> bool:
    return "database is locked" in str(error)


def _sqlite(url: str) -> Database:
    path = unquote(url.removeprefix("sqlite:///"))
    if not url.startswith("sqlite:///") or path in ("", ":memory:"):
        raise ValueError("a SQLite URL needs a file: sqlite:///quotes.db, or sqlite:////var/lib/quotes.db")
    opened = PooledSqliteDatabase(
        path,
        pragmas={
            "busy_timeout": BUSY_SECONDS * 1000,
            "journal_mode": "wal",
            "synchronous": SYNCHRONOUS,
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
    return Postgresql(url, lock_seconds=BUSY_SECONDS)


def _runner(db: Database) -> Runner:
    return Runner(db, str(MIGRATIONS))


def _one_at_a_time(db: Database) -> AbstractContextManager[Any]:
    return _AdvisoryLock(db)


class _AdvisoryLock(AbstractContextManager[None]):
    """Two processes that migrate at once wait for each other, where the database can do that."""

    KEY = 7_081_947

    def __init__(self, db: Database) -> None:
        self.db = db

    def __enter__(self) -> None:
        if isinstance(self.db, PostgresqlDatabase):
            self.db.execute_sql("SET lock_timeout = 0")  # whoever migrates takes the time that it takes
            self.db.execute_sql("SELECT pg_advisory_lock(%s)", (self.KEY,))

    def __exit__(self, *_: object) -> None:
        if isinstance(self.db, PostgresqlDatabase):
            self.db.execute_sql("SELECT pg_advisory_unlock(%s)", (self.KEY,))
            self.db.execute_sql(f"SET lock_timeout = '{BUSY_SECONDS}s'")
