"""The service as it runs elsewhere: gunicorn and a worker, and what their processes hold."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from service.storage.database import connect, migrate

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Running:
    """The address of the service, and the process ids of gunicorn's first process and of the worker's, which
    oversees."""

    url: str
    arbiter: int
    worker: int | None

    def web(self) -> list[int]:
        """The process ids of those that answer requests."""
        return _children(self.arbiter)

    def working(self) -> int:
        """The process id of the one that reads the articles of jobs."""
        assert self.worker is not None, "the service was started without a worker"
        return _children(self.worker)[0]


def _children(pid: int) -> list[int]:
    return sorted(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))


def empty(folder: Path) -> str:
    """The URL of a new SQLite database in ``folder`` that has its tables and nothing in them."""
    url = f"sqlite:///{folder}/quotes.db"
    prepare(url)
    return url


def prepare(url: str) -> None:
    """Brings the tables of a database up to date, and leaves no connection open."""
    opened = connect(url)
    migrate(opened)
    opened.close_all()


@contextmanager
def service(
    database_url: str, folder: Path, *, web: int = 1, worker: bool = True, **settings: str
) -> Iterator[Running]:
    """The service with these ``settings`` besides, once it is ready; its logs are in ``folder``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {
        "DATABASE_URL": database_url,
        "LOG_LEVEL": "error",
        "WEB_CONCURRENCY": str(web),
        "QUEUE_URL": os.environ.get("QUEUE_URL", f"sqlite:///{folder}/jobs.db"),
        **settings,
    }
    command = ["-m", "gunicorn", "-c", "python:service.gunicorn_config", "-b", f"127.0.0.1:{port}"]
    with ExitStack() as stack:
        arbiter = stack.enter_context(process([*command, "service.wsgi:app"], env, folder / "web.log"))
        working = None
        if worker:
            working = stack.enter_context(process(["-m", "service", "worker"], env, folder / "worker.log"))
        url = f"http://127.0.0.1:{port}"
        ready(url, folder / "web.log")
        yield Running(url, arbiter, working)


@contextmanager
def process(arguments: list[str], env: dict[str, str], log: Path) -> Iterator[int]:
    """The id of a process of this Python, which is stopped in the end."""
    with log.open("wb") as kept:
        started = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=env, stdout=kept, stderr=kept)
    try:
        yield started.pid
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait(timeout=60)


def ready(url: str, log: Path, every: float = 0.05) -> None:
    """Waits until /readyz says so; raises what is wrong after a while."""
    deadline = time.perf_counter() + PATIENCE
    while True:
        try:
            requests.get(f"{url}/readyz", timeout=30).raise_for_status()
            return
        except requests.RequestException:
            if time.perf_counter() > deadline:
                print(log.read_text("utf-8", "replace")[-2_000:], file=sys.stderr)
                raise
            time.sleep(every)


def held(pid: int) -> tuple[float, float]:
    """Megabytes of memory that are the process's own part, files aside; and all that it has in memory."""
    sizes = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, size, _ = line.split()
        sizes[name.rstrip(":")] = int(size) / 1_000
    return sizes["Pss_Anon"], sizes["Rss"]
