"""Carriers: by URL, beside or inside the database, and an id that is sent arrives."""

import sys
import time
from pathlib import Path

import psycopg
import pytest
from huey import SqliteHuey

from service.jobs.carrier import Carrier, UnknownCarrier, carrier_url, open_huey


@pytest.mark.parametrize(
    ("queue", "database", "expected"),
    [
        ("", "sqlite:///quotes.db", "sqlite:///quotes-jobs.db"),  # beside it
        ("", "sqlite:////var/lib/q.sqlite3", "sqlite:////var/lib/q-jobs.sqlite3"),
        ("", "sqlite:///plain", "sqlite:///plain-jobs.db"),
        ("", "postgresql://db/quotes", "postgresql://db/quotes"),  # inside it
        ("redis://queue", "postgresql://db/quotes", "redis://queue"),
        ("sqlite:///j.db", "sqlite:///quotes.db", "sqlite:///j.db"),
    ],
)
def test_where_jobs_travel(queue: str, database: str, expected: str) -> None:
    assert carrier_url(queue, database) == expected


def test_sqlite_by_path(tmp_path: Path) -> None:
    huey = open_huey(f"sqlite:///{tmp_path}/jobs.db")
    assert isinstance(huey, SqliteHuey)
    assert (tmp_path / "jobs.db").exists()


@pytest.mark.parametrize("url", ["amqp://queue", "quotes-jobs.db", "http://queue"])
def test_an_unknown_carrier_is_refused_by_name(url: str) -> None:
    with pytest.raises(UnknownCarrier, match="QUEUE_URL must begin with"):
        open_huey(url)


def test_postgresql_is_asked_for_a_connection() -> None:
    with pytest.raises(psycopg.OperationalError):
        open_huey("postgresql://127.0.0.1:1/none")


def test_a_redis_that_is_away_is_told_soon() -> None:
    redis = pytest.importorskip("redis", reason="the extra 'redis' is not installed")
    start = time.monotonic()
    with pytest.raises(redis.ConnectionError):
        Carrier("redis://127.0.0.1:1/0").send("j1")
    assert time.monotonic() - start < 2, "redis-py by itself tries again for longer"


def test_redis_without_its_package_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "redis", None)
    with pytest.raises(UnknownCarrier, match=r"pip install 'quote-tracker\[redis\]'"):
        open_huey("redis://127.0.0.1:1/0")


def test_an_id_arrives_in_another_carrier_of_the_same_url(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/jobs.db"
    ran: list[str] = []
    Carrier(url).send("j1")
    Carrier(url).send("j2")
    worker = Carrier(url, ran.append)
    while task := worker.huey.dequeue():
        worker.huey.execute(task)
    assert ran == ["j1", "j2"]
