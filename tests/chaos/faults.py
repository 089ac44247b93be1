"""What breaks: each fault happens to a stack under load and is over, its cause gone, when it returns."""

import json
import os
import signal
import socket
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass

import psycopg

from service.jobs.carrier import Carrier
from service.storage.database import connect
from tests.chaos.clients import Clients
from tests.chaos.processes import children
from tests.chaos.stack import LEASE_SECONDS, Stack

BOTH = ("sqlite", "postgresql")
LOCKED_SECONDS = 17
FULL_SECONDS = 4


@dataclass(frozen=True, kw_only=True)
class Fault:
    """``within`` is how many seconds after it the service has to be back, by itself.

    ``posting`` clients post articles one by one, and no read may take longer than ``reads_within`` seconds.
    """

    name: str
    happen: Callable[[Stack, Clients], None]
    within: float = 30.0
    posting: int = 3
    reads_within: float = 60.0
    engines: tuple[str, ...] = BOTH
    small_disk: bool = False


def web_killed(stack: Stack, clients: Clients) -> None:
    """kill -9 of every process that answers requests, three times."""
    for _ in range(3):
        for pid in stack.web_workers():
            _kill(pid)
        time.sleep(0.4)


def gunicorn_killed(stack: Stack, clients: Clients) -> None:
    """kill -9 of gunicorn itself: its processes go by themselves, the platform starts a new one."""
    stack.web.kill()


def worker_killed(stack: Stack, clients: Clients) -> None:
    """kill -9 of the process that works, in the middle of a job; then of the one that oversees it."""
    worker = stack.workers[0]
    _until(lambda: _holding(stack))
    for pid in children(worker.process.pid):
        _kill(pid)
    _until(lambda: _holding(stack) and bool(children(worker.process.pid)))
    begun = worker.begun
    worker.kill()
    _until(lambda: worker.begun > begun)


def postgres_killed(stack: Stack, clients: Clients) -> None:
    """kill -9 of the postmaster; a second later it is started on the same data."""
    assert stack.postgres
    stack.postgres.end(signal.SIGKILL)
    time.sleep(1)
    stack.postgres.start()


def disk_full(stack: Stack, clients: Clients) -> None:
    """The disk that the data lie on is filled to the last byte for a while."""
    ballast = stack.data / "ballast"
    until = time.monotonic() + FULL_SECONDS
    with ballast.open("wb", buffering=0) as file:
        while time.monotonic() < until:
            with suppress(OSError):
                while file.write(b"\0" * 65_536):
                    pass
            with suppress(OSError):
                while file.write(b"\0"):
                    pass
            time.sleep(0.02)
    ballast.unlink()
    if stack.postgres and stack.postgres.process and stack.postgres.process.poll() is not None:
        stack.postgres.start()


def sqlite_locked(stack: Stack, clients: Clients) -> None:
    """Another program holds SQLite's write lock for longer than anybody waits for it."""
    path = stack.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        time.sleep(LOCKED_SECONDS)
        other.execute("ROLLBACK")


def table_locked(stack: Stack, clients: Clients) -> None:
    """Another program holds a lock on a table that every article is written to."""
    with psycopg.connect(stack.database_url) as other:
        other.execute("LOCK TABLE article IN EXCLUSIVE MODE")
        time.sleep(LOCKED_SECONDS)
        other.rollback()


def dropped(stack: Stack, clients: Clients) -> None:
    """Connections end in the middle of a body, and after it without the answer having been read."""
    for _ in range(10):
        half, unread, batch = clients.new(), clients.new(), clients.new(4)
        _say(stack, "/v1/articles", json.dumps(half[0].fields()), share=0.5)
        _say(stack, "/v1/articles", json.dumps(unread[0].fields()), share=1)
        lines = [json.dumps(one.fields()) + "\n" for one in batch]
        # It ends where a line does: what came is a batch of two articles, but for its length.
        _say(stack, "/v1/articles/batch", "".join(lines), share=0.5, kind="application/x-ndjson")
        time.sleep(0.1)


def one_job_twice(stack: Stack, clients: Clients) -> None:
    """Two workers are handed the same jobs at the same moment, again and again."""
    stack.add_worker()
    carrier = Carrier(stack.carrier)
    until = time.monotonic() + 5
    while time.monotonic() < until:
        for job in {each.job for each in clients.told.sent[-40:] if each.job}:
            for _ in range(3):
                carrier.send(job)
        time.sleep(0.1)


def worker_frozen(stack: Stack, clients: Clients) -> None:
    """A worker stands still for longer than its lease, another takes its job, and it wakes up again."""
    stack.workers.append(stack.add_worker())
    first = stack.workers[0]
    _until(lambda: _holding(stack, first.process.pid))
    first.send_all(signal.SIGSTOP)
    time.sleep(3 * LEASE_SECONDS)
    first.send_all(signal.SIGCONT)


def clock_back(stack: Stack, clients: Clients) -> None:
    """The clock is set back by an hour, and who holds a job dies: its lease ends in the future."""
    _until(lambda: _holding(stack))
    stack.workers[0].send_all(signal.SIGKILL)
    stack.set_clock(-3600)


FAULTS = (
    Fault(name="web processes killed", happen=web_killed),
    Fault(name="gunicorn killed", happen=gunicorn_killed),
    Fault(name="job worker killed", happen=worker_killed),
    Fault(name="PostgreSQL killed", happen=postgres_killed, engines=("postgresql",)),
    Fault(name="disk full", happen=disk_full, small_disk=True),
    Fault(
        name="SQLite locked",
        happen=sqlite_locked,
        engines=("sqlite",),
        posting=12,  # more than there are threads
        reads_within=8,
    ),
    Fault(name="table locked", happen=table_locked, engines=("postgresql",)),
    Fault(name="connections dropped", happen=dropped),
    Fault(name="two workers, one job", happen=one_job_twice),
    Fault(name="worker frozen", happen=worker_frozen),
    Fault(name="clock set back", happen=clock_back),
)


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _until(true: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "what the fault needs did not come to pass"
        time.sleep(0.01)


def _holding(stack: Stack, pid: int | None = None) -> bool:
    """Whether a worker is at a job: that with the process id, if one is given."""
    from service.storage.job_tables import Job

    opened = connect(stack.database_url)
    try:
        with opened.connection_context():
            running = [row.worker for row in Job.select(Job.worker).where(Job.state == "running")]
    finally:
        opened.close_all()
    return any(pid is None or f":{pid}:" in worker for worker in running)


def _say(stack: Stack, path: str, body: str, *, share: float, kind: str = "application/json") -> None:
    """Sends a part of a request, and hangs up."""
    data = body.encode()
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nX-API-Key: {stack.keys['POST']}\r\n"
    head += f"Content-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n"
    with suppress(OSError), socket.create_connection(("127.0.0.1", stack.port), timeout=5) as connection:
        connection.sendall(head.encode() + data[: _end(data, share)])


def _end(data: bytes, share: float) -> int:
    """Where to stop: after the line that ends at ``share`` of the body, if it has lines."""
    lines = data.splitlines(keepends=True)
    return (
        len(b"".join(lines[: max(1, int(len(lines) * share))])) if len(lines) > 1 else int(len(data) * share)
    )
