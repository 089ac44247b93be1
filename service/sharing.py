"""One folder in which the processes of a web service keep what they count, so that any can tell of all.

That is prometheus-client's multiprocess mode. It never removes the files of a process that ended, since its
counts would go with them: here they are added to one file, so that the folder does not grow.
"""

import atexit
import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import values
from prometheus_client.mmap_dict import MmapedDict

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Where prometheus-client itself reads the folder, each time that a process opens its file."""

OURS = "quotes-figures-"
KINDS = ("counter", "histogram")
LEAST = 1 << 16
"""The size in bytes of a file of figures at first."""

ENDED = 0
"""Stands for all processes that ended where a file's name has a process id."""


def share() -> Path:
    """The folder, empty; from now on the figures of this process, and of those it forks, are kept in it.

    The one that the environment names is used as it is; else one is made, and removed when this process ends.
    """
    given = os.environ.get(FOLDER, "")
    # gunicorn's USR2 starts the new server with the environment of the old one, which removes its own folder.
    if not given or Path(given).name.startswith(OURS):
        memory = Path("/dev/shm")  # noqa: S108 - counting must not wait for a disk
        given = tempfile.mkdtemp(prefix=OURS, dir=memory if os.access(memory, os.W_OK) else None)
        atexit.register(_forget, Path(given), os.getpid())
        os.environ[FOLDER] = given
    folder = Path(given)
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*_*.db"):
        stale.unlink()
    values.ValueClass = values.MultiProcessValue()
    return folder


def retire(pid: int) -> None:
    """Adds what the ended process ``pid`` counted to what all ended ones did, and removes its files."""
    folder = os.environ.get(FOLDER)
    if not folder or not Path(folder).is_dir():
        return
    with locked(Path(folder), exclusive=True):
        for kind in KINDS:
            path = Path(folder, f"{kind}_{pid}.db")
            if path.exists():
                _add(path, Path(folder, f"{kind}_{ENDED}.db"))
                path.unlink()


@contextmanager
def locked(folder: Path, *, exclusive: bool = False) -> Iterator[None]:
    """While it lasts no file of ``folder`` is retired; with ``exclusive`` none is read either."""
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield


def _add(path: Path, ended: Path) -> None:
    _take_room(ended, _used(ended) + _used(path))
    kept = MmapedDict(str(ended))
    try:
        for key, value, timestamp, _ in MmapedDict.read_all_values_from_file(str(path)):
            kept.write_value(key, kept.read_value(key)[0] + value, timestamp)
    finally:
        kept.close()


def _take_room(file: Path, size: int) -> None:
    """Has the disk set aside all that ``file`` may come to hold. Raises OSError where it is full: what is
    written through a map there ends the process."""
    with file.open("ab") as opened:
        try:
            os.posix_fallocate(opened.fileno(), 0, max(size, LEAST))
        except OSError:
            if not opened.tell():  # nobody can read an empty one
                file.unlink()
            raise


def _used(file: Path) -> int:
    """How many bytes of a file of figures hold some: it says so at its beginning."""
    if not file.exists():
        return 0
    with file.open("rb") as opened:
        return min(int.from_bytes(opened.read(4), sys.byteorder), file.stat().st_size)


def _forget(folder: Path, pid: int) -> None:
    if os.getpid() == pid:  # not when a process that it forked ends
        shutil.rmtree(folder, ignore_errors=True)
