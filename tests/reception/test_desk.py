"""What the worker's threads do at the desk, step by step, also where something fails."""

import errno
import io
import logging
import os
import resource
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import ThreadWorker

from service import parking
from service.reception.arriving import IN_MEMORY
from service.reception.connection import Connection
from service.reception.events import Events
from service.reception.leaving import KEPT
from service.reception.worker import Worker

GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
POST = b"POST /v1/extract HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
ENOUGH = 2
"""So many threads that wait, as far as the worker knows: it starts none of its own."""

SECONDS = 10.0


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    monkeypatch.setattr(ThreadWorker, "init_process", lambda self: None)
    monkeypatch.setattr(sys, "setswitchinterval", lambda seconds: None)
    monkeypatch.setattr(resource, "setrlimit", lambda *given: None)
    cfg = Config()
    cfg.set("threads", 4)
    made = Worker(1, os.getppid(), [], None, 30, cfg, logging.getLogger("tests"))
    made.init_process()
    made.events = Events()
    made._most, made._hops = 10 * IN_MEMORY, 0
    made._threads = made._waiting = ENOUGH
    yield made
    made._let_go()
    made.tmp.close()
    parking.belong(None)


@pytest.fixture
def client(worker: Worker) -> Iterator["Client"]:
    with closing(Client(worker)) as made:
        yield made


class Client:
    """A connection to the worker, whose thread is the test's."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        ours, self.wire = socket.socketpair()
        self.wire.settimeout(SECONDS)
        self.file = ours.fileno()
        address = ("127.0.0.1", 4711)
        self.conn = Connection(worker.cfg, ours, address, ("127.0.0.1", 80), worker.fell_behind)
        worker.nr_conns += 1
        with worker.desk:
            worker.collect(self.conn)

    def sends(self, data: bytes) -> None:
        """Has ``data`` come, and all be done that follows."""
        self.wire.sendall(data)
        self._worker._go_on(self.file)

    def close(self) -> None:
        self.wire.close()


def answering(worker: Worker, monkeypatch: pytest.MonkeyPatch, what: Callable[[], object]) -> None:
    """Has ``what`` done for each request."""

    def handle(conn: Connection) -> bool:
        next(conn.parser)
        what()
        conn.sock.sendall(b"answered")
        return True

    monkeypatch.setattr(worker, "handle", handle)


def until(come: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not come():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def waits() -> None:
    with parking.parked():
        pass


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (parking.give_way, "a list is a long answer from its first row on"),
        (waits, "who waited works again"),
    ],
)
def test_what_an_answer_defers_is_done_before_it_is_answered(
    worker: Worker, client: Client, monkeypatch: pytest.MonkeyPatch, what: Callable[[], object], reason: str
) -> None:
    answering(worker, monkeypatch, what)
    for _ in range(3):
        client.sends(GET)
    assert (worker._running, worker._short, dict(worker._turns._at_work)) == (0, 0, {}), reason
    assert worker.quiet.is_set(), "or long answers gave way to nobody for ever"


@pytest.mark.parametrize(
    ("error", "again", "reason"),
    [
        (errno.EAGAIN, True, "another process took it"),
        (errno.ENETUNREACH, True, "its network is gone"),
        (errno.ENOBUFS, False, "there is no memory for it, until a connection has ended"),
        (errno.EMFILE, False, "there is no file for it, until a connection has ended"),
    ],
)
def test_a_connection_that_can_not_be_taken_ends_no_process(
    worker: Worker, error: int, again: bool, reason: str
) -> None:
    class Listener(socket.socket):
        def accept(self) -> tuple[socket.socket, Any]:
            raise OSError(error, os.strerror(error))

    with Listener() as listener, worker.desk:
        worker._deaf.add(listener)
        worker.listen()
        worker.events.call(listener.fileno())
        assert (listener not in worker._deaf) == again, reason
        worker.listen()
        assert worker._deaf == set(), "the next beat listens"
        worker.events.forget(listener)


class Disk(io.FileIO):
    """A file on a disk that is full beyond ``room`` bytes."""

    room = 0

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self.room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(data)


BODY = IN_MEMORY + 1000


@pytest.mark.parametrize(
    ("room", "pieces", "reason"),
    [
        (0, [BODY], "nothing fits"),
        (IN_MEMORY, [IN_MEMORY - 200, 1200], "what came first fits"),
        (BODY, [BODY - 100, 100], "all but the last bytes fit, which are buffered until somebody reads them"),
    ],
)
def test_a_full_disk_ends_the_connection_and_nothing_else(
    worker: Worker,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    room: int,
    pieces: list[int],
    reason: str,
) -> None:
    monkeypatch.setattr(Disk, "room", room)
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda: io.BufferedRandom(Disk(tmp_path / "body", "w+")))
    client.sends(POST % BODY)
    for size in pieces:
        client.sends(b" " * size)
    assert (worker.nr_conns, worker._coming, worker._arriving) == (0, 0, {}), reason
    assert client.wire.recv(100) == b"" and worker.alive


@pytest.mark.parametrize("step", ["next_turn", "when_sent", "answered"])
def test_a_fault_leaves_the_other_requests_their_threads(
    worker: Worker, client: Client, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    answering(worker, monkeypatch, lambda: None)
    worker._threads = worker._waiting = 0
    with worker.desk:
        worker._call_another()
    with monkeypatch.context() as broken:
        broken.setattr(worker, step, lambda *given: 1 / 0)
        client.wire.sendall(GET)
        until(lambda: not worker.alive)
    other = Client(worker)
    other.wire.sendall(GET)
    assert other.wire.recv(100) == b"answered", "another process goes on, but not at these requests"
    other.close()


def test_where_no_further_thread_is_to_be_had_those_that_are_there_go_on(
    worker: Worker, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refused)
    answering(worker, monkeypatch, lambda: None)
    worker._threads = worker._waiting = 1
    for _ in range(2):
        client.sends(GET)
        assert client.wire.recv(100) == b"answered"
    assert (worker._threads, worker._waiting) == (1, 1)


def test_when_all_is_over_no_thread_waits_for_a_reader(worker: Worker, client: Client) -> None:
    """As it ends one has waited for a while, and one falls behind only later."""
    late = Client(worker)
    cut: list[Client] = []

    def write(client: Client) -> None:
        try:
            while True:
                client.conn.out.sendall(b"x" * KEPT)
        except BrokenPipeError:
            cut.append(client)

    threads = [threading.Thread(target=write, args=(each,), daemon=True) for each in (client, late)]
    threads[0].start()
    until(lambda: client.conn.out.waited > 0)
    worker._let_go()
    threads[1].start()
    for thread in threads:
        thread.join(SECONDS)
    assert set(cut) == {client, late}
    late.close()


def test_a_process_that_is_to_stop_before_it_began_stops(worker: Worker) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        worker.sockets = [listener]
        worker.alive = False
        worker._threads = worker._waiting = 0
        worker._open()
        worker._stop()
