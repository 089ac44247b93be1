"""The process that works and is overseen: how it begins, what it told, how it is ended."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait

import structlog

from service.jobs.notices import Notice, Stage, Tell
from service.jobs.worker import new_name

Work = Callable[[str, Tell], None]
"""What the child does until it is told to stop: by the worker's name, telling what it is at."""

STOPPING = (signal.SIGINT, signal.SIGTERM)

log = structlog.get_logger(__name__)


class Child:
    """A process that works, and what it said that it is at: ``at`` is its last notice within an item.

    ``ended`` is how many items it has brought to an end; ``killed`` and ``retired`` say why it is to end.
    """

    def __init__(self, work: Work) -> None:
        self.name = new_name()
        self.at: Notice | None = None
        self.ended = 0
        self.killed = self.retired = False
        self.heard = self._since = time.monotonic()
        forks = get_context("fork")
        self.notices, telling = forks.Pipe(duplex=False)
        self.process = forks.Process(target=_begin, args=(work, self.name, telling), name="worker")
        with _held_back():
            self.process.start()
        telling.close()  # or the end of the child would not be the end of what it tells

    def sources(self) -> list[Connection | int]:
        """What to wait for: what it tells, and its end."""
        return [self.notices, self.process.sentinel] if not self.notices.closed else [self.process.sentinel]

    def told(self) -> list[Notice]:
        """What it has told since the last time."""
        news: list[Notice] = []
        try:
            while not self.notices.closed and self.notices.poll():
                news.append(self.notices.recv())
        except (EOFError, OSError):  # it ended, maybe in the middle of a notice
            self.notices.close()
        for notice in news:
            self._note(notice)
            self.heard = time.monotonic()
        return news

    def left(self, seconds: int) -> float | None:
        """How long the item at hand may still take; None between items, and once it was ended for it."""
        if self.at is None or self.killed:
            return None
        return self._since + seconds - time.monotonic()

    def pardon(self, seconds: float) -> None:
        """Gives the item at hand so much longer."""
        self._since += max(0.0, seconds)

    def silent(self) -> float:
        """For how long it has told nothing, or since its lease was renewed for it."""
        return time.monotonic() - self.heard

    def stop(self) -> None:
        """Asks it to stop before the next item."""
        if self.process.pid is not None and self.process.exitcode is None:
            os.kill(self.process.pid, signal.SIGTERM)

    def retire(self) -> None:
        """Asks it to stop, for another one to go on."""
        self.retired = True
        self.stop()

    def kill(self) -> None:
        """Ends it, whatever it is at."""
        self.killed = True
        self.process.kill()

    def end(self) -> int:
        """Its exit status, once it has ended; negative: the signal that ended it."""
        self.process.join()
        self.notices.close()
        return self.process.exitcode or 0

    def _note(self, notice: Notice) -> None:
        if notice.stage in (Stage.ENDED, Stage.LEFT):
            self.at = None
            self.ended += notice.stage == Stage.ENDED
            return
        if notice.stage == Stage.BEGUN:
            self._since = time.monotonic()
        self.at = notice


@contextmanager
def _held_back() -> Iterator[None]:
    """While it lasts signals to stop wait, in a child that is forked meanwhile until it can heed them.

    It begins with its parent's handlers: one that it got at once would be heard by them, and forgotten.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(work: Work, name: str, telling: Connection) -> None:
    """The child: never outlives who oversees it."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()

    def tell(notice: Notice) -> None:
        try:
            telling.send(notice)
        except OSError:
            os._exit(1)  # nobody listens any more

    try:
        work(name, tell)
    except Exception:
        log.exception("worker failed", worker=name)
        sys.exit(1)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
