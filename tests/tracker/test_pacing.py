"""Many articles whose storing others hold up: fewer at once, again and again, for minutes, not for ever."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain

import psycopg
import pytest
from peewee import Database, IntegrityError, OperationalError

from service.storage import article_rows
from service.storage import database as opening
from service.storage.articles import ArticleFilter, find
from service.storage.database import connect
from service.tracker import bulk, pacing
from service.tracker.bulk import store_all
from service.tracker.pacing import Pace
from tests.tracker.test_bulk import prepared

LOCKED = OperationalError("database is locked")
SOON = 0.1


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "LOCK_SECONDS", SOON)
    monkeypatch.setattr(pacing, "PAUSE_SECONDS", 0.01)


@pytest.mark.parametrize(
    ("steps", "number", "why"),
    [
        ("", 50, "a batch"),
        ("l", 25, "half of it after a loss"),
        ("llllllll", 1, "never none"),
        ("llw", 24, "more again after a success"),
        ("lwww", 50, "never more than a batch"),
    ],
)
def test_how_many_at_once(steps: str, number: int, why: str) -> None:
    pace = Pace(50)
    for step in steps:
        if step == "w":
            pace.won()
        else:
            pace.lost(LOCKED)
    assert pace.number == number, why


@pytest.mark.parametrize(
    ("error", "number", "again", "why"),
    [
        (LOCKED, 50, True, "another program writes"),
        (LOCKED, 1, True, "it may end"),
        (IntegrityError("unique"), 50, True, "another writer was first with a row"),
        (IntegrityError("unique"), 1, False, "what is so of one article alone stays so"),
        (OperationalError("disk is full"), 50, False, "nobody holds it up"),
    ],
)
def test_what_is_tried_again(error: Exception, number: int, again: bool, why: str) -> None:
    pace = Pace(number)
    if again:
        pace.lost(error)
    else:
        with pytest.raises(type(error)):
            pace.lost(error)


def test_nothing_is_tried_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "PATIENCE_SECONDS", 0.05)
    pace = Pace(2)
    pace.lost(LOCKED)
    time.sleep(0.1)
    with pytest.raises(OperationalError):
        pace.lost(LOCKED)
    pace.won()
    pace.lost(LOCKED)


@pytest.fixture
def archive(empty_postgres: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """PostgreSQL, of whose locks one is waited for for a second at most."""
    monkeypatch.setattr(opening, "BUSY_SECONDS", 1)
    opened = connect(empty_postgres)
    yield opened
    opened.close_all()


@contextmanager
def speakers_held(url: str, *, seconds: float) -> Iterator[None]:
    """Another writer holds all speakers for so long."""
    with psycopg.connect(url) as connection:
        connection.execute("SELECT * FROM speaker FOR UPDATE")
        leaves = threading.Timer(seconds, connection.rollback)
        leaves.start()
        yield
        leaves.join()


def stored() -> list[str | None]:
    found = find(ArticleFilter(), sort="-published_at", limit=100, cursor=None).items
    return sorted((item.external_id for item in found), key=str)


@pytest.mark.postgres
def test_articles_before_one_that_is_being_stored_do_not_wait_for_it(archive: Database) -> None:
    told: list[list[int]] = []
    held = threading.Event()
    meanwhile: list[str | None] = []

    def hold() -> None:
        with archive.connection_context(), archive.atomic():
            article_rows.lock(prepared(2).draft)
            held.set()
            time.sleep(0.7)
            meanwhile.extend(stored())

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(10)
    done = store_all([prepared(n) for n in range(5)], lambda places: told.append(list(places)))
    other.join()
    assert [getattr(each, "outcome", each) for each in done] == ["created"] * 5
    assert meanwhile == ["0", "1"]
    assert told == [[0, 1], [2, 3, 4]], "then it was waited for, by a transaction that held nothing else"
    assert stored() == list("01234")


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("seconds", "why"), [(0.5, "some lose patience"), (2.5, "and so does one article alone")]
)
def test_whoever_holds_a_speaker_is_outlasted(
    archive: Database, empty_postgres: str, seconds: float, why: str
) -> None:
    told: list[list[int]] = []
    store_all([prepared(99)])
    with speakers_held(empty_postgres, seconds=seconds):
        done = store_all([prepared(n) for n in range(4)], lambda places: told.append(list(places)))
    assert [getattr(each, "outcome", each) for each in done] == ["created"] * 4, why
    assert sorted(chain(*told)) == [0, 1, 2, 3], "each once"
    assert len(told) > 1, "in smaller transactions"
    assert stored() == ["0", "1", "2", "3", "99"]


@pytest.mark.postgres
def test_whoever_never_lets_go_is_told_of(
    archive: Database, empty_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacing, "PATIENCE_SECONDS", 0.5)
    store_all([prepared(99)])
    with speakers_held(empty_postgres, seconds=4):
        with pytest.raises(OperationalError):
            bulk.store_all([prepared(n) for n in range(4)])
        assert stored() == ["99"]
