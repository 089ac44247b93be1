"""SQLite has one writer at a time: of a process's threads one waits for it, and the others for that one.

Those others wait where no other request wants their place, so that reads are answered while a lock is held.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from peewee import OperationalError

from service import parking

MOST_WAITING = 16
"""How many threads of a process wait at most: each holds a request, and many more would wait in vain."""


class Turns:
    """One thread after the other."""

    def __init__(self) -> None:
        self._renew()
        os.register_at_fork(after_in_child=self._renew)

    @contextmanager
    def taken(self, until: float) -> Iterator[None]:
        """While it lasts it is this thread's turn.

        Raises OperationalError where it does not come before ``until`` (on the clock ``time.monotonic``), or
        where too many wait.
        """
        writing = self._writing
        if not writing.acquire(blocking=False):
            self._wait(until)
        try:
            yield
        finally:
            writing.release()

    def _wait(self, until: float) -> None:
        with self._count:
            if self._waiting == MOST_WAITING:
                raise OperationalError(f"database is locked: {MOST_WAITING} threads wait for it already")
            self._waiting += 1
        try:
            with parking.parked():
                if not self._writing.acquire(timeout=max(0.0, until - time.monotonic())):
                    raise OperationalError("database is locked")
        finally:
            with self._count:
                self._waiting -= 1

    def _renew(self) -> None:
        """A process that was forked has none of the threads that wait."""
        self._writing, self._count, self._waiting = threading.Lock(), threading.Lock(), 0
