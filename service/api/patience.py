"""Articles are read one at a time by a process; those that wait for their turn hold up nothing else."""

import threading
from collections.abc import Callable

from service import parking
from service.api import problems
from service.api.problems import Refusal
from service.extraction.annotations import Extraction
from service.extraction.reader import Reader
from service.storage import turns

MOST = 32
"""How many articles may wait in a process: a burst of saves is read in seconds, more would wait too long."""

WAITING = MOST + turns.MOST_WAITING
"""How many threads of a process only wait at most: for their turn to read an article, or to write."""


class InTurn:
    """A reader that reads as another does, one article after the other.

    ``release`` gives back what a thread holds and need not hold while it waits: its database connection.
    """

    def __init__(self, reader: Reader, release: Callable[[], None]) -> None:
        self._reader, self._release = reader, release
        self._reading = threading.Lock()
        self._count = threading.Lock()
        self._waiting = 0
        self.articles = 0
        """How many were read so far."""

    @property
    def version(self) -> str:
        """As the reader has it."""
        return self._reader.version

    def extract(self, text: str, *, title: str | None = None, published_at: str | None = None) -> Extraction:
        """As the reader does, when it is this article's turn. Refuses it where MOST wait already."""
        if not self._reading.acquire(blocking=False):
            self._wait()
        try:
            self.articles += 1
            return self._reader.extract(text, title=title, published_at=published_at)
        finally:
            self._reading.release()

    def _wait(self) -> None:
        with self._count:
            if self._waiting == MOST:
                detail = f"{MOST} articles wait to be read by this process already."
                raise Refusal(problems.BUSY, detail, headers={"Retry-After": problems.BUSY_SECONDS})
            self._waiting += 1
        try:
            self._release()
            with parking.parked():
                self._reading.acquire()
        finally:
            with self._count:
                self._waiting -= 1
