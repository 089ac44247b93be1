"""Articles are read one at a time by a process; those that wait for their turn hold up nothing else."""

import threading

from service import parking
from service.api import problems
from service.api.problems import Refusal
from service.extraction.annotations import Extraction
from service.extraction.reader import Reader

MOST = 6
"""How many articles may wait in a process. More would hold all its threads, and be answered too late."""


class InTurn:
    """A reader that reads as another does, one article after the other."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._reading = threading.Lock()
        self._count = threading.Lock()
        self._waiting = 0

    @property
    def version(self) -> str:
        """As the reader has it."""
        return self._reader.version

    def extract(self, text: str, *, title: str | None = None, published_at: str | None = None) -> Extraction:
        """As the reader does, when it is this article's turn. Refuses it where MOST wait already."""
        if not self._reading.acquire(blocking=False):
            self._wait()
        try:
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
            with parking.parked():
                self._reading.acquire()
        finally:
            with self._count:
                self._waiting -= 1
