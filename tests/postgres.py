"""A PostgreSQL server of the tests' own, which can be killed and started again on the same data."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg

#: What is kept when the server is killed: what was committed is in the system's memory, if not on the disk.
KEEPING = ("fsync=off", "listen_addresses=")

#: Nothing that a test stores must survive a power cut; waiting for the disk is most of what a test costs.
FORGETTING = (*KEEPING, "synchronous_commit=off", "full_page_writes=off", "deadlock_timeout=100ms")

PATIENCE = 60.0


class Postgres:
    """A server in ``folder``, reached through a socket there; FileNotFoundError where none is installed."""

    def __init__(self, folder: Path, options: tuple[str, ...] = FORGETTING) -> None:
        found = binaries()
        if found is None:
            raise FileNotFoundError("no PostgreSQL server here: install Debian's postgresql")
        self._binaries, self._folder, self._options = found, folder, options
        # The server refuses to run as root: as root, it runs as a user without rights.
        self._user = _plain_user() if os.geteuid() == 0 else None
        if self._user is not None:
            shutil.chown(folder, self._user)
        self.url = f"postgresql://tracker@/postgres?host={folder}"
        self.process: subprocess.Popen[bytes] | None = None

    def create(self) -> None:
        """Make its data."""
        command = [str(self._binaries / "initdb"), "-D", str(self._folder / "data"), "-U", "tracker"]
        command += ["-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(command, check=True, user=self._user, cwd=self._folder, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        deadline = time.monotonic() + PATIENCE
        self.begin()
        while not self.answers():
            assert time.monotonic() < deadline, (self._folder / "log").read_text()
            if self.process is None or self.process.poll() is not None:
                self.begin()  # those whom a killed server left behind hold its memory for a moment
            time.sleep(0.05)

    def begin(self) -> None:
        """Start it, and do not wait."""
        command = [str(self._binaries / "postgres"), "-D", str(self._folder / "data")]
        for option in (*self._options, f"unix_socket_directories={self._folder}"):
            command += ["-c", option]
        with (self._folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, user=self._user, cwd=self._folder, stdout=log, stderr=log, start_new_session=True
            )

    def answers(self) -> bool:
        """Whether it takes connections."""
        try:
            psycopg.connect(self.url, connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def end(self, number: signal.Signals = signal.SIGQUIT) -> None:
        """Send the signal (SIGQUIT: at once, SIGKILL: without a word) and wait until it is gone."""
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(PATIENCE)


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL server that is installed."""
    on_path = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    candidates = [*reversed(folders), *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in candidates if (folder / "pg_ctl").exists()), None)


def _plain_user() -> str:
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
