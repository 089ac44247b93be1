"""A process that has read many articles makes room for a fresh one, under load and without a lost request."""

import http.client
import os
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from service.reception import renewing
from tests.operations.loads import Load, nothing_lost
from tests.operations.serving import Serving, alive

READ = 15
"""How many articles a process reads here before it asks to be renewed."""

GENERATIONS = 3


@pytest.fixture(params=[1, 2], ids=["one process", "two processes"])
def processes(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def serving(quotes_url: str, tmp_path: Path, processes: int) -> Iterator[Serving]:
    service = Serving(tmp_path, quotes_url, workers=processes, RENEWED_AFTER=str(READ))
    yield service
    service.stop()


class Watcher:
    """Asks the service all the time, by one connection for as long as it lasts, and counts its processes."""

    def __init__(self, serving: Serving) -> None:
        self._serving, self._address = serving, urlsplit(serving.url).netloc
        self.answered, self.lost = 0, list[str]()
        self.counts = set[int]()
        self.going = threading.Event()
        self.going.set()
        self._threads = [threading.Thread(target=each) for each in (self._ask, self._count)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self.going.clear()
        for thread in self._threads:
            thread.join(60)

    def _ask(self) -> None:
        while self.going.is_set():
            with closing(http.client.HTTPConnection(self._address, timeout=60)) as connection:
                try:
                    self._ask_by(connection)
                except (OSError, http.client.HTTPException) as error:
                    self.lost.append(repr(error))

    def _ask_by(self, connection: http.client.HTTPConnection) -> None:
        last = False
        while self.going.is_set() and not last:
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            last = answer.getheader("Connection") == "close"
            assert answer.read() and answer.status == 200
            self.answered += 1
            time.sleep(0.02)

    def _count(self) -> None:
        while self.going.is_set():
            master = self._serving.process.pid
            self.counts.add(len(Path(f"/proc/{master}/task/{master}/children").read_text().split()))
            time.sleep(0.01)


@pytest.fixture
def watcher(serving: Serving) -> Iterator[Watcher]:
    watching = Watcher(serving)
    yield watching
    watching.stop()


def test_each_process_is_renewed_in_its_turn_and_nothing_is_lost(
    serving: Serving, load: Load, watcher: Watcher, quotes_url: str, processes: int
) -> None:
    wanted = processes * (1 + GENERATIONS)
    booted = serving.booted(wanted)
    assert len(load.stored) >= READ * GENERATIONS, "none is renewed before it has read so many"
    load.until(10)
    watcher.stop()
    load.stop()
    assert nothing_lost(load, quotes_url)
    assert watcher.lost == [] and watcher.answered
    # One comes before one goes, and only one at a time.
    assert watcher.counts <= {processes, processes + 1}
    assert not any(alive(pid) for pid in booted[:processes])
    assert serving.log.read_text().count("Renewing worker") >= processes * GENERATIONS


def test_a_process_that_is_told_to_stop_as_it_is_forked_stops(quotes_url: str, tmp_path: Path) -> None:
    serving = Serving(tmp_path, quotes_url, workers=1, app="tests.operations.stopped:app")
    try:
        told, _ = serving.booted(2)
        assert not alive(told)
        assert serving.get("/readyz")[0] == 200
    finally:
        serving.stop()


class Arbiter(SimpleNamespace):
    """As much of gunicorn's as a renewal asks for; it forks nothing."""

    def __init__(self, workers: int, *, forks: bool = True) -> None:
        made = {pid: SimpleNamespace(pid=pid, age=pid, wish=renewing.Wish()) for pid in range(1, workers + 1)}
        super().__init__(WORKERS=made, num_workers=workers, said=[])
        self.log = SimpleNamespace(info=lambda *_: None, error=lambda *said: self.said.append(said))
        self._forks = forks

    def spawn_worker(self) -> None:
        if not self._forks:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        pid = max(self.WORKERS) + 1
        self.WORKERS[pid] = SimpleNamespace(pid=pid, age=pid, wish=renewing.Wish())

    def wish(self, *pids: int) -> None:
        for pid in pids:
            self.WORKERS[pid].wish._shared[0] = 1

    @property
    def next_to_go(self) -> int:
        return min(self.WORKERS.values(), key=lambda each: each.age).pid


def test_who_asked_goes_and_not_who_is_the_oldest() -> None:
    server = Arbiter(3)
    server.wish(2)
    renewing.renew(server)
    assert (len(server.WORKERS), server.next_to_go) == (4, 2)


def test_one_goes_at_a_time() -> None:
    server = Arbiter(3)
    server.wish(1, 2, 3)
    renewing.renew(server)
    renewing.renew(server)
    assert len(server.WORKERS) == 4
    del server.WORKERS[server.next_to_go]
    renewing.renew(server)
    assert len(server.WORKERS) == 4


def test_a_signal_of_a_stranger_renews_nobody() -> None:
    server = Arbiter(2)
    server.WORKERS[1].wish = None  # of another worker class
    renewing.renew(server)
    assert len(server.WORKERS) == 2


def test_where_nothing_can_be_forked_what_serves_goes_on() -> None:
    server = Arbiter(2, forks=False)
    server.wish(2)
    renewing.renew(server)
    assert (len(server.WORKERS), server.next_to_go, len(server.said)) == (2, 1, 1)


@pytest.mark.parametrize(
    ("error", "reason"),
    [(PermissionError, "it belongs to another user"), (ProcessLookupError, "it was killed just now")],
)
def test_an_arbiter_that_can_not_be_asked(
    error: type[OSError], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(os, "kill", lambda pid, signum: asked.append(pid))
    assert renewing.Wish().make(7)

    def refused(pid: int, signum: int) -> None:
        raise error

    monkeypatch.setattr(os, "kill", refused)
    assert (renewing.Wish().make(7), asked) == (False, [7]), reason
