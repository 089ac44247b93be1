"""Processes that are started again when they end, as a platform or systemd does."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

LOOK_SECONDS = 0.1
REST_SECONDS = 0.5
"""How long is waited before what ended is started again."""


class Kept:
    """A process that is to run: ``begin`` starts it."""

    def __init__(self, begin: Callable[[], subprocess.Popen[bytes]]) -> None:
        self._begin = begin
        self.process = begin()
        self.begun = 1
        self._ended_at: float | None = None

    def look(self) -> None:
        """Starts it again if it ended a while ago."""
        if self.process.poll() is None:
            return
        self._ended_at = self._ended_at or time.monotonic()
        if time.monotonic() - self._ended_at >= REST_SECONDS:
            self.process, self._ended_at = self._begin(), None
            self.begun += 1

    def kill(self) -> None:
        """kill -9 of the process itself: what it started is left to notice."""
        with suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGKILL)

    def send_all(self, number: signal.Signals) -> None:
        """A signal to it and to whatever it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def end(self) -> None:
        """Ends it and whatever it started."""
        for number, patience in ((signal.SIGTERM, 15), (signal.SIGKILL, 10)):
            with suppress(ProcessLookupError, subprocess.TimeoutExpired):
                os.killpg(self.process.pid, number)
                self.process.wait(patience)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Looks after processes until it is stopped."""

    def __init__(self) -> None:
        self.kept: list[Kept] = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def keep(self, command: list[str], *, env: dict[str, str], cwd: Path, log: Path) -> Kept:
        """Starts ``command`` and from now on sees to it that it runs."""

        def begin() -> subprocess.Popen[bytes]:
            with log.open("ab") as file:
                return subprocess.Popen(
                    command, env=env, cwd=cwd, stdout=file, stderr=file, start_new_session=True
                )

        kept = Kept(begin)
        self.kept.append(kept)
        return kept

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()
        for kept in self.kept:
            kept.end()

    def _watch(self) -> None:
        while not self._stopping.wait(LOOK_SECONDS):
            for kept in list(self.kept):
                kept.look()


def children(pid: int) -> list[int]:
    """The processes that ``pid`` started and that run."""
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
