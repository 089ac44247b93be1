"""Oversees a worker: it works in a child process, which is ended when an article hangs, and started again.

A hanging regular expression lets no other thread of its process run, so only another process can end it.
The model is loaded before the fork, and shared: to start again takes no time.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Protocol

import structlog

from service.jobs.items import too_slow
from service.jobs.notices import Notice, Stage, Tell
from service.jobs.worker import new_name
from service.jobs.working import FAILED
from service.storage import jobs
from service.storage.database import close_idle, database

ITEM_SECONDS = 300
"""How long an article may take: the longest that is accepted is read in some 60 seconds on a slow core."""

SETTLED_SECONDS = 10
"""Who ended earlier than this after its start may do so again: the next one waits."""

LONGEST_PAUSE = 30.0

Work = Callable[[str, Tell], None]
"""What the child does until it is told to stop: by the worker's name, telling what it is at."""

log = structlog.get_logger(__name__)


class Watching(Protocol):
    """Who is told what comes of the work, and may be asked about it from outside."""

    def noticed(self, notice: Notice) -> None:
        """What the worker told."""

    def ended(self, reason: str) -> None:
        """The worker's process ended unasked: "died", or "too slow"."""

    def fileno(self) -> int | None:
        """What becomes readable when ``answer`` has something to do; None where nobody asks."""

    def answer(self) -> None:
        """Answers who asked."""


class Overseer:
    """Keeps one worker working: what it does is ``work``, an article may take ``seconds``.

    One that hangs may not be able to renew its lease of ``lease_seconds``. It is renewed here while it may
    still come to an end: or another worker would take the article up, and hang too.
    """

    def __init__(
        self, work: Work, watching: Watching, *, lease_seconds: int, seconds: int = ITEM_SECONDS
    ) -> None:
        self._work, self._watching, self._seconds = work, watching, seconds
        self._lease_seconds = lease_seconds
        self._child: _Child | None = None
        self._stopping = False

    def run(self) -> int:
        """Until SIGINT or SIGTERM, or until the worker stopped by itself; its exit status."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        pause = 1.0
        while True:
            start = time.monotonic()
            self._child = child = _Child(self._work)
            if self._stopping:
                child.stop()
            status = self._attend(child)
            if self._stopping or status == 0:
                return max(0, status)
            self._settle(child, status)
            pause = 1.0 if time.monotonic() - start > SETTLED_SECONDS else min(LONGEST_PAUSE, 2 * pause)
            if pause > 1.0:
                self._idle(pause)

    def _attend(self, child: "_Child") -> int:
        """Listens to the child until it has ended, which it is made to when an item takes too long."""
        while True:
            left = child.left(self._seconds)
            if left is not None and left <= 0:
                child.kill()
            elif left is not None and child.silent() >= self._lease_seconds / 4:
                self._renew(child)
            patience = None if left is None else min(left, self._lease_seconds / 4)
            for ready in wait([*child.sources(), *self._asked()], patience):
                if ready == child.process.sentinel:
                    self._hear(child)
                    return child.end()
                if ready is child.notices:
                    self._hear(child)
                else:
                    self._watching.answer()

    def _hear(self, child: "_Child") -> None:
        for notice in child.told():
            self._watching.noticed(notice)

    def _renew(self, child: "_Child") -> None:
        child.heard = time.monotonic()
        try:
            with database.connection_context():
                if child.at:
                    jobs.renew(child.at.job_id, child.name, seconds=self._lease_seconds)
        except Exception:
            log.exception("a lease can't be renewed, will be tried again", worker=child.name)
        finally:
            close_idle()  # or the next child would share the connection

    def _settle(self, child: "_Child", status: int) -> None:
        """What the ended worker was at: failed if reading hung, else begun again, which is counted."""
        at = child.at
        slow = child.killed and at is not None
        self._watching.ended("too slow" if slow else "died")
        known = {"worker": child.name, "status": status, "job_id": at and at.job_id, "index": at and at.index}
        log.error("worker took too long over an item, and was ended" if slow else "worker died", **known)
        try:
            with database.connection_context():
                if slow and at and at.stage == Stage.READING:
                    jobs.finish_item(at.job_id, at.index, too_slow(self._seconds), failed=True)
                    self._watching.noticed(replace(at, stage=Stage.ENDED, outcome=FAILED))
                jobs.release_all(child.name)
        except Exception:
            log.exception("what a dead worker held waits for its lease to end", worker=child.name)
        finally:
            close_idle()

    def _idle(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._stopping and (left := until - time.monotonic()) > 0:
            for _ in wait(self._asked(), min(left, 0.2)):
                self._watching.answer()

    def _asked(self) -> list[int]:
        asked = self._watching.fileno()
        return [] if asked is None else [asked]

    def _stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a signal's handler
        self._stopping = True
        if self._child is not None:
            self._child.stop()


class _Child:
    """A process that works, and what it said that it is at: ``at`` is its last notice within an item."""

    def __init__(self, work: Work) -> None:
        self.name = new_name()
        self.at: Notice | None = None
        self.killed = False
        self.heard = self._since = time.monotonic()
        forks = get_context("fork")
        self.notices, telling = forks.Pipe(duplex=False)
        self.process = forks.Process(target=_begin, args=(work, self.name, telling), name="worker")
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

    def silent(self) -> float:
        """For how long it has told nothing, or since its lease was renewed for it."""
        return time.monotonic() - self.heard

    def stop(self) -> None:
        """Asks it to stop before the next item."""
        if self.process.pid is not None and self.process.exitcode is None:
            os.kill(self.process.pid, signal.SIGTERM)

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
            return
        if notice.stage == Stage.BEGUN:
            self._since = time.monotonic()
        self.at = notice


def _begin(work: Work, name: str, telling: Connection) -> None:
    """The child: never outlives who oversees it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
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
