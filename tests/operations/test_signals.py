"""gunicorn is stopped and renewed under load: no request that it took is lost, none stored half."""

import http.client
import json
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from service.storage.database import connect
from service.storage.models import Article, Quote
from tests.api.news import article
from tests.operations.serving import Serving, alive

CLIENTS = 4


class Load:
    """Clients that post articles, each on a connection of its own, until told to stop."""

    def __init__(self, url: str) -> None:
        self._address = urlsplit(url).netloc
        self.stored: list[str] = []
        self.refused: list[str] = []
        self.lost: list[str] = []
        self.going = threading.Event()
        self.going.set()
        self._threads = [threading.Thread(target=self._post, args=(number,)) for number in range(CLIENTS)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self.going.clear()
        for thread in self._threads:
            thread.join(60)

    def until(self, stored: int) -> None:
        """Waits until so many more are stored."""
        goal, deadline = len(self.stored) + stored, time.monotonic() + 60
        while len(self.stored) < goal:
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def _post(self, client: int) -> None:
        number = 0
        while self.going.is_set():
            number += 1
            self._one(f"{client}-{number}")

    def _one(self, name: str) -> None:
        with closing(http.client.HTTPConnection(self._address, timeout=60)) as connection:
            try:
                connection.connect()
            except OSError:
                self.refused.append(name)  # nobody listens: the client knows that nothing was taken
                time.sleep(0.02)
                return
            try:
                body = json.dumps(article(external_id=name))
                connection.request("POST", "/v1/articles", body, {"Content-Type": "application/json"})
                status = connection.getresponse().status
            except (OSError, http.client.HTTPException) as error:
                self.lost.append(f"{name}: {error!r}")
                return
            (self.stored if status == 201 else self.lost).append(name)


@pytest.fixture
def database_url(empty_sqlite: Path, tmp_path: Path) -> str:
    database = tmp_path / "quotes.db"
    database.write_bytes(empty_sqlite.read_bytes())
    return f"sqlite:///{database}"


@pytest.fixture
def serving(database_url: str, tmp_path: Path) -> Iterator[Serving]:
    service = Serving(tmp_path, database_url)
    yield service
    service.stop()


@pytest.fixture
def load(serving: Serving) -> Iterator[Load]:
    """Stopped in the end, however that came: threads that nobody stops would hold the tests for ever."""
    clients = Load(serving.url)
    yield clients
    clients.stop()


def nothing_lost(load: Load, url: str) -> bool:
    """Every request was answered, and what is stored is what the clients were told of."""
    assert (load.lost, load.refused) == ([], [])
    return kept(url) == set(load.stored)


def kept(url: str) -> set[str]:
    """The articles that are stored, each with its two quotes."""
    opened = connect(url)
    with opened.connection_context():
        ids = [row.external_id for row in Article.select(Article.external_id)]
        assert len(ids) == len(set(ids))
        assert Quote.select().count() == 2 * len(ids)
    opened.close_all()
    return set(ids)


def ended(pid: int) -> None:
    deadline = time.monotonic() + 40
    while alive(pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_stopping_answers_what_was_begun(serving: Serving, load: Load, database_url: str) -> None:
    load.until(20)
    serving.send(signal.SIGTERM)
    assert serving.process.wait(40) == 0
    load.stop()
    assert load.refused, "clients went on after it had stopped"
    # What waited in the socket when it was closed was taken by nobody: it may be broken, but is never stored.
    broken = {each.partition(":")[0] for each in load.lost}
    assert len(broken) <= CLIENTS
    assert kept(database_url) == set(load.stored)


def test_renewing_the_workers_loses_nothing(serving: Serving, load: Load, database_url: str) -> None:
    load.until(10)
    serving.send(signal.SIGHUP)
    serving.booted(4)
    for pid in serving.workers:
        ended(pid)
    load.until(10)
    load.stop()
    assert nothing_lost(load, database_url)


def test_a_new_server_takes_over_and_the_old_one_goes(
    serving: Serving, load: Load, database_url: str
) -> None:
    """USR2 starts what is installed now on the same socket; TERM lets the old server answer what it began."""
    load.until(10)
    serving.send(signal.SIGUSR2)
    serving.booted(4)
    load.until(10)
    for pid in serving.workers:
        assert alive(pid), "both serve"
    serving.send(signal.SIGTERM)
    assert serving.process.wait(40) == 0
    load.until(10)
    load.stop()
    assert nothing_lost(load, database_url)
