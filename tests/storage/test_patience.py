"""How long a lock is waited for, and what becomes of connections that the server left."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from peewee import Database, OperationalError

from service import parking
from service.storage import database as opening
from service.storage import topics, turns
from service.storage.access_tables import ApiKey
from service.storage.database import connect, write, write_soon

ROOT = Path(__file__).resolve().parents[2]
BUSY = 1
REMEMBER = ApiKey.update(last_used_at="2026-03-04T00:00:00.000000Z")


@pytest.fixture
def locked(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another program holds what every writer needs, for longer than anybody waits."""
    monkeypatch.setattr(opening, "BUSY_SECONDS", BUSY)
    other, mine = connect(database_url), connect(database_url)
    other.begin("EXCLUSIVE") if database_url.startswith("sqlite") else other.begin()
    if not database_url.startswith("sqlite"):
        other.execute_sql("LOCK TABLE api_key IN EXCLUSIVE MODE")
    yield
    other.rollback()
    other.close_all()
    mine.close_all()


def test_a_lock_is_waited_for_once(locked: None) -> None:
    began = time.monotonic()
    with pytest.raises(OperationalError):
        write(REMEMBER.execute)
    assert BUSY * 0.8 < time.monotonic() - began < BUSY * 3


class Lot:
    """Counts who only waits."""

    def __init__(self) -> None:
        self.left, self.returned = 0, 0

    def leave(self) -> None:
        self.left += 1

    def back(self) -> None:
        self.returned += 1


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_of_those_that_wait_one_takes_up_a_place(locked: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST_WAITING", 3)
    lot, began, ready = Lot(), time.monotonic(), Barrier(6)

    def attempt(_: int) -> float:
        parking.belong(lot)
        ready.wait(30)
        try:
            with pytest.raises(OperationalError, match="locked"):
                write(REMEMBER.execute)
        finally:
            opening.database.close()
            parking.belong(None)
        return time.monotonic() - began

    with ThreadPoolExecutor(6) as pool:
        took = sorted(pool.map(attempt, range(6)))
    assert (lot.left, lot.returned) == (3, 3), "one waits for SQLite, three for that one, two are too many"
    assert took[1] < BUSY * 0.8, "who is one too many is told so at once"
    assert took[-1] < BUSY * 2, "and nobody waits for others, and then for the lock"


def test_what_can_be_done_without_does_not_wait(locked: None) -> None:
    began = time.monotonic()
    assert write_soon(REMEMBER.execute) is None
    assert time.monotonic() - began < BUSY * 0.8
    with pytest.raises(OperationalError):  # and the next writer is as patient as ever
        write(REMEMBER.execute)
    assert time.monotonic() - began > BUSY


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_is_committed_outlives_a_power_cut(database_url: str) -> None:
    code = "import sys; from service.storage.database import connect; "
    code += "print(connect(sys.argv[1]).execute_sql('PRAGMA synchronous').fetchone()[0])"
    command = [sys.executable, "-c", code, database_url]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.strip()
    assert told == "2", "FULL: the log is on the disk when a transaction ends"


def test_without_a_lock_it_is_stored(database: Database) -> None:
    assert write_soon(REMEMBER.execute) == 0
    assert write_soon(lambda: "done") == "done"


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.postgres
def test_a_connection_that_the_server_ended_is_not_used_again(database: Database, database_url: str) -> None:
    topics.find()
    (mine,) = database.execute_sql("SELECT pg_backend_pid()").fetchone()
    database.close()  # it is kept for the next request
    other = connect(database_url)
    other.execute_sql("SELECT pg_terminate_backend(%s)", (mine,))
    time.sleep(0.2)
    other.close_all()
    opening.database.initialize(database)
    assert topics.find().total == 0
    assert database.execute_sql("SELECT pg_backend_pid()").fetchone() != (mine,)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.postgres
def test_what_the_url_asks_for_comes_first(database_url: str) -> None:
    opened = connect(
        f"{database_url}{'&' if '?' in database_url else '?'}connect_timeout=3&keepalives_idle=7"
    )
    try:
        assert opened.execute_sql("SHOW lock_timeout").fetchone() == ("15s",)
        given = dict(
            part.split("=", 1) for part in opened.connection().info.dsn.split() if not part.startswith("'")
        )
        assert (given["connect_timeout"], given["keepalives_idle"]) == ("3", "7")
        assert given["tcp_user_timeout"] == "30000"
    finally:
        opened.close_all()
