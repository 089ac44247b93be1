"""Oversees a worker: it works in a child process, which is ended when an article hangs, and started again.

A hanging regular expression lets no other thread of its process run, so only another process can end it.
The model is loaded before the fork, and shared: to start again takes no time.
"""

import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing.connection import wait
from types import FrameType
from typing import Protocol

import structlog

from service.jobs.items import too_slow
from service.jobs.notices import Notice, Stage
from service.jobs.overseen import Child, Work
from service.jobs.working import FAILED
from service.storage import jobs
from service.storage.database import close_idle, database

ITEM_SECONDS = 300
"""How long an article may take: the longest that is accepted is read in some 60 seconds on a slow core."""

SETTLED_SECONDS = 10
"""Who ended earlier than this after its start may do so again: the next one waits."""

LONGEST_PAUSE = 30.0

ITEMS = 10_000
"""After so many articles another process goes on: what reading leaves behind in memory ends with it. The next
one is forked with the model as it was loaded, so that costs less than an article."""

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
    """Keeps one worker working: what it does is ``work``, an article may take ``seconds``, and after so many
    ``items`` another process goes on.

    One that hangs may not be able to renew its lease of ``lease_seconds``. It is renewed here while it may
    still come to an end: or another worker would take the article up, and hang too.
    """

    def __init__(
        self,
        work: Work,
        watching: Watching,
        *,
        lease_seconds: int,
        seconds: int = ITEM_SECONDS,
        items: int = ITEMS,
    ) -> None:
        self._work, self._watching, self._seconds = work, watching, seconds
        self._lease_seconds, self._items = lease_seconds, items
        self._child: Child | None = None
        self._stopping = False

    def run(self) -> int:
        """Until SIGINT or SIGTERM, or until the worker stopped by itself; its exit status."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        pause = 1.0
        while True:
            start = time.monotonic()
            self._child = child = Child(self._work)
            if self._stopping:
                child.stop()
            status = self._attend(child)
            if self._stopping or (status == 0 and not child.retired):
                return max(0, status)
            if status == 0:
                log.info("worker renewed", worker=child.name, items=child.ended)
                continue
            self._settle(child, status)
            pause = 1.0 if time.monotonic() - start > SETTLED_SECONDS else min(LONGEST_PAUSE, 2 * pause)
            if pause > 1.0:
                self._idle(pause)

    def _attend(self, child: Child) -> int:
        """Listens to the child until it has ended, which it is made to when an item takes too long."""
        while True:
            left = child.left(self._seconds)
            if left is not None and left <= 0:
                child.kill()
            elif left is not None and child.silent() >= self._lease_seconds / 4:
                self._renew(child)
            for ready in self._wait(child, left):
                if ready == child.process.sentinel:
                    self._hear(child)
                    return child.end()
                if ready is child.notices:
                    self._hear(child)
                else:
                    self._watching.answer()

    def _wait(self, child: Child, left: float | None) -> Sequence[object]:
        """What is ready of the child and of who asks.

        The time that this process stood still does not count: what stopped it, such as a suspended machine,
        stopped the child too.
        """
        sources = [*child.sources(), *self._asked()]
        if left is None:
            return wait(sources)
        patience, before = max(0.0, min(left, self._lease_seconds / 4, self._seconds / 10)), time.monotonic()
        ready = wait(sources, patience)
        child.pardon(time.monotonic() - before - patience)
        return ready

    def _hear(self, child: Child) -> None:
        for notice in child.told():
            self._watching.noticed(notice)
        if child.ended >= self._items and not child.retired:
            child.retire()

    def _renew(self, child: Child) -> None:
        child.heard = time.monotonic()
        try:
            with database.connection_context():
                if child.at:
                    jobs.renew(child.at.job_id, child.name, seconds=self._lease_seconds)
        except Exception:
            log.exception("a lease can't be renewed, will be tried again", worker=child.name)
        finally:
            close_idle()  # or the next child would share the connection

    def _settle(self, child: Child, status: int) -> None:
        """What the ended worker was at: failed if reading hung, else begun again, which is counted."""
        at = child.at
        slow = child.killed and at is not None
        self._watching.ended("too slow" if slow else "died")
        known = {"worker": child.name, "status": status, "job_id": at and at.job_id, "index": at and at.index}
        log.error("worker took too long over an item, and was ended" if slow else "worker died", **known)
        try:
            with database.connection_context():
                # Renewed: if another took it over meanwhile, what comes of it is theirs to say.
                if slow and at and at.stage == Stage.READING and self._held(at.job_id, child.name):
                    jobs.finish_item(at.job_id, at.index, too_slow(self._seconds), failed=True)
                    self._watching.noticed(replace(at, stage=Stage.ENDED, outcome=FAILED))
                jobs.release_all(child.name)
        except Exception:
            log.exception("what a dead worker held waits for its lease to end", worker=child.name)
        finally:
            close_idle()

    def _held(self, job_id: str, worker: str) -> bool:
        return jobs.renew(job_id, worker, seconds=self._lease_seconds)

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
