"""The service under gunicorn as the Procfile starts it, with a reader made by hand: to send signals to."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Serving:
    """gunicorn's master with its workers, listening on a port of its own."""

    def __init__(
        self,
        folder: Path,
        database_url: str,
        *,
        workers: int = 2,
        queue_url: str = "",
        app: str = "tests.operations.served:app",
        **settings: str,
    ) -> None:
        self.log = folder / "gunicorn.log"
        env = {
            name: value for name, value in os.environ.items() if name not in ("PORT", "FORWARDED_ALLOW_IPS")
        }
        env |= {
            "DATABASE_URL": database_url,
            "QUEUE_URL": queue_url or f"sqlite:///{folder}/jobs.db",
            "TMPDIR": str(folder),
        }
        env |= {"WEB_CONCURRENCY": str(workers), "PYTHONPATH": str(ROOT), "RATE_LIMIT": "1000000"}
        env |= {"PROMETHEUS_MULTIPROC_DIR": str(folder / "figures")}
        env |= settings
        # Not `python -m gunicorn`: USR2 starts the new server by what this one was started by.
        command = [str(Path(sys.executable).with_name("gunicorn")), "-c", "python:service.gunicorn_config"]
        command += ["-b", "127.0.0.1:0", "-p", str(folder / "pid"), app]
        self.pid_file, self.figures = folder / "pid", folder / "figures"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=folder, env=env, stdout=log, stderr=log)
        self.url = self._until(r"Listening at: (http://127\.0\.0\.1:\d+)", 1)[0]
        self.workers = [int(pid) for pid in self._until(r"Booting worker with pid: (\d+)", workers)]

    def get(self, path: str) -> tuple[int, str]:
        """The status and the body, asked for on a connection of its own."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def booted(self, count: int) -> list[int]:
        """The processes of all workers so far, once there are ``count``."""
        return [int(pid) for pid in self._until(r"Booting worker with pid: (\d+)", count)]

    def send(self, signum: signal.Signals) -> None:
        self.process.send_signal(signum)

    def stop(self) -> None:
        for pid in {self.process.pid, *self._masters()}:
            if alive(pid):
                os.kill(pid, signal.SIGTERM)
        self.process.wait(40)

    def _masters(self) -> list[int]:
        files = (self.pid_file, self.pid_file.with_suffix(".2"))
        return [int(file.read_text()) for file in files if file.exists()]

    def _until(self, pattern: str, count: int) -> list[str]:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            found = re.findall(pattern, self.log.read_text())
            if len(found) >= count:
                return found
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)
        pytest.fail(self.log.read_text())


def alive(pid: int) -> bool:
    """Whether a process has the id, other than one that nobody waited for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
