"""What a worker's process tells the one that oversees it: what it is at, so that a hanging one is known."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from service.extraction.annotations import Extraction
from service.extraction.reader import Reader


class Stage(StrEnum):
    """What a notice says."""

    BEGUN = "begun"
    READING = "reading"
    READ = "read"
    ENDED = "ended"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Notice:
    """One event: the item ``index`` of ``job_id`` was begun or ended, or its article is being or was read.
    LEFT is told of a job, whose ``index`` says nothing: nothing of it is being done any more.

    ``seconds`` is how long that took; ``outcome`` what the item came to, "" but for ENDED.
    """

    stage: Stage
    job_id: str
    index: int
    seconds: float = 0.0
    outcome: str = ""


Tell = Callable[[Notice], None]


def nobody(notice: Notice) -> None:
    """What a worker tells whom nobody oversees."""


class Announced:
    """A reader that reads as another does, and tells when it begins and when it has ended."""

    def __init__(self, reader: Reader, job_id: str, index: int, tell: Tell) -> None:
        self._reader, self._job_id, self._index, self._tell = reader, job_id, index, tell

    @property
    def version(self) -> str:
        """As the reader has it."""
        return self._reader.version

    def extract(self, text: str, *, title: str | None = None, published_at: str | None = None) -> Extraction:
        """As the reader does."""
        self._tell(Notice(Stage.READING, self._job_id, self._index))
        start = time.perf_counter()
        try:
            return self._reader.extract(text, title=title, published_at=published_at)
        finally:
            self._tell(Notice(Stage.READ, self._job_id, self._index, time.perf_counter() - start))
