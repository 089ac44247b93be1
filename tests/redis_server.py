"""A Redis server of the tests' own, which can be killed and started again at the same address."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest


class RedisServer:
    """Listens on a port of its own on this machine, and keeps nothing on disk: killed, it is empty."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self._folder = folder
        self._port = port or _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self.start()

    def start(self) -> None:
        options = {
            "port": self._port,
            "bind": "127.0.0.1",
            "dir": self._folder,
            "appendonly": "no",
            "save": "",
        }
        command = [
            "redis-server",
            *(word for name, value in options.items() for word in (f"--{name}", value)),
        ]
        with (self._folder / "redis.log").open("a") as log:
            self._process = subprocess.Popen([str(word) for word in command], stdout=log, stderr=log)
        deadline = time.monotonic() + 30
        while not self.answers():
            assert time.monotonic() < deadline, (self._folder / "redis.log").read_text()
            time.sleep(0.02)

    def kill(self) -> None:
        """As ``kill -9`` does: what it held is gone."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def answers(self) -> bool:
        return self.ask("PING") == "PONG"

    def ask(self, *words: str) -> str | None:
        """What the server says to a command, by its own client; None where nobody listens."""
        command = ["redis-cli", "-p", str(self._port), *words]
        asked = subprocess.run(command, capture_output=True, text=True, timeout=10)
        return asked.stdout.strip() if asked.returncode == 0 else None


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """An empty Redis; the test is skipped where there is none, or nothing to talk to it by."""
    pytest.importorskip("redis", reason="the extra 'redis' is not installed")
    if not (shutil.which("redis-server") and shutil.which("redis-cli")):
        pytest.skip("no Redis server here: install Debian's redis-server")
    folder = Path(tempfile.mkdtemp(prefix="tracker-redis-"))
    server = RedisServer(folder)
    yield server
    server.kill()
    shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
