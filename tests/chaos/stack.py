"""The service as it is run: gunicorn, workers and a database of its own, each started again when it ends."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from service.jobs.carrier import carrier_url
from service.storage import keys
from service.storage.database import connect, migrate
from tests.chaos.processes import Kept, Supervisor, children
from tests.chaos.reader import CLOCK, MODEL
from tests.postgres import KEEPING, Postgres

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90.0
LEASE_SECONDS = 3
DISK = {"sqlite": "24m", "postgresql": "160m"}
"""The size of a disk that is to be filled."""


class Stack:
    """What runs, where its data lie and how it is reached."""

    def __init__(
        self, folder: Path, data: Path, logs: Path, database_url: str, postgres: Postgres | None
    ) -> None:
        self.data, self.database_url, self.postgres = data, database_url, postgres
        self.engine = "sqlite" if postgres is None else "postgresql"
        self.carrier = carrier_url("", database_url)
        self._logs = logs
        self.keys: dict[str, str] = {}
        self._clock = folder / "clock"
        self._supervisor = Supervisor()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.web = self._web()
        self.workers = [self.add_worker()]

    def _env(self) -> dict[str, str]:
        ours = {"PORT", "FORWARDED_ALLOW_IPS", "QUEUE_URL", "AUTH", "PROMETHEUS_MULTIPROC_DIR"}
        env = {name: value for name, value in os.environ.items() if name not in ours}
        env |= {
            "DATABASE_URL": self.database_url,
            "LOG_FORMAT": "json",
            "WEB_CONCURRENCY": "2",
            "AUTH": "required",
        }
        env |= {"JOB_LEASE_SECONDS": str(LEASE_SECONDS), "PYTHONPATH": str(ROOT), CLOCK: str(self._clock)}
        # What is spooled lies where the data lie: a disk is full for all that is on it.
        return env | {"TMPDIR": str(self.data), MODEL: os.environ.get(MODEL, "no")}

    def _web(self) -> Kept:
        command = [str(Path(sys.executable).with_name("gunicorn")), "-c", "python:service.gunicorn_config"]
        command += ["-b", f"127.0.0.1:{self.port}", "tests.chaos.served:app"]
        return self._supervisor.keep(
            command, env=self._env() | {"LOG_LEVEL": "warning"}, cwd=ROOT, log=self._logs / "web.log"
        )

    def add_worker(self) -> Kept:
        """One more worker process."""
        command = [sys.executable, "-m", "tests.chaos.working"]
        return self._supervisor.keep(command, env=self._env(), cwd=ROOT, log=self._logs / "worker.log")

    def web_workers(self) -> list[int]:
        """gunicorn's processes that answer requests."""
        return children(self.web.process.pid)

    def set_clock(self, seconds: float) -> None:
        """Have the clock of all its processes be off by so much."""
        new = self._clock.with_suffix(".new")
        new.write_text(str(seconds))
        new.rename(self._clock)

    def ready(self) -> bool:
        """Whether /readyz says so."""
        return self.get("/readyz", 5)[0] == 200

    def get(self, path: str, timeout: float = 30) -> tuple[int, object]:
        """The status (0: none came) and the answer."""
        try:
            request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}")
            request.add_header("X-API-Key", self.keys.get("GET", ""))
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, None
        except (OSError, ValueError):
            return 0, None

    def until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.ready():
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.05)

    def log(self) -> str:
        """The end of what the processes logged."""
        files = [self._logs / "web.log", self._logs / "worker.log"]
        return "\n".join(file.read_text(errors="replace")[-4_000:] for file in files if file.exists())

    def crashes(self) -> int:
        """How many of gunicorn's processes died of a signal that nobody sent them."""
        return len(re.findall(r"was sent SIG(?!KILL|TERM)", (self._logs / "web.log").read_text()))

    def stop(self) -> None:
        self._supervisor.stop()


@contextmanager
def running(folder: Path, engine: str, *, small_disk: bool = False) -> Iterator[Stack]:
    """The service on an empty database of its own, ready; on a disk of its own that is small, if so asked."""
    # Not within a test's folder: the server runs as another user, and its socket's path must be short.
    data = Path(tempfile.mkdtemp(prefix="chaos-"))
    with ExitStack() as after:
        after.callback(shutil.rmtree, data, ignore_errors=True)
        if small_disk:
            after.enter_context(_disk(data, DISK[engine]))
        postgres = after.enter_context(_postgres(data)) if engine == "postgresql" else None
        url = postgres.url if postgres else f"sqlite:///{data}/quotes.db"
        opened = connect(url)
        migrate(opened)
        poster = keys.create("wire", ["write"], rate_limit=1_000_000).token
        reader = keys.create("desk", ["read"], rate_limit=6_000).token
        opened.close_all()
        # On a full disk nobody can write a log either, and goes on all the same.
        stack = Stack(folder, data, data if small_disk else folder, url, postgres)
        stack.keys = {"POST": poster, "GET": reader}
        after.callback(stack.stop)
        stack.until_ready()
        yield stack


@contextmanager
def _postgres(data: Path) -> Iterator[Postgres]:
    server = Postgres(data, KEEPING)
    try:
        server.create()
        server.start()
        yield server
        server.end()
    finally:
        if server.process is not None and server.process.poll() is None:
            server.process.kill()
            server.process.wait()


@contextmanager
def _disk(folder: Path, size: str) -> Iterator[None]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def can_mount() -> bool:
    """Whether a disk of a test's own can be had here: that takes root, and a system that lets it."""
    probe = Path(f"/tmp/chaos-disk-{os.getpid()}")
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    probe.mkdir()
    try:
        with _disk(probe, "1m"):
            return True
    except subprocess.CalledProcessError:
        return False
    finally:
        probe.rmdir()
