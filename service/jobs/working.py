"""Does one job, item by item, under a lease: whoever lost the lease stops, and whoever has it goes on."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import structlog
from peewee import InterfaceError, OperationalError

from service.errors import NotFound
from service.extraction.reader import Reader
from service.jobs.items import broken, gave_up, process
from service.jobs.notices import Announced, Notice, Stage, Tell, nobody
from service.storage import jobs
from service.storage.database import database

log = structlog.get_logger(__name__)

UNREACHABLE = (OperationalError, InterfaceError)
ATTEMPTS = 3
"""How often an item is begun before it is given up: who begins it and never ends may have died of it."""

FAILED = "failed"
"""What is told of an item that did not become an article."""


class Working:
    """The jobs of the worker called ``name``; ``stopping`` says whether it has been told to stop.

    ``holding`` is the id of the job it is at, None between jobs. What it begins, reads
    and ends is told.
    """

    def __init__(
        self,
        name: str,
        reader: Reader,
        *,
        max_chars: int,
        lease_seconds: int,
        stopping: Callable[[], bool],
        attempts: int = ATTEMPTS,
        tell: Tell = nobody,
    ) -> None:
        self.name = name
        self.holding: str | None = None
        self._owed: deque[tuple[str, int]] = deque()
        self._reader = reader
        self._max_chars = max_chars
        self._lease_seconds = lease_seconds
        self._stopping = stopping
        self._attempts = attempts
        self._tell = tell

    def run(self, job_id: str) -> None:
        """Do the job if nobody else is at it: an id that arrives twice is done once."""
        with database.connection_context():
            if not jobs.claim(job_id, self.name, seconds=self._lease_seconds):
                log.info("job is done, or another worker is at it", job_id=job_id)
                return
            self.holding = job_id
            log.info("job begun", job_id=job_id)
            try:
                self._do(job_id)
            except UNREACHABLE:
                # What was begun is given back when the database is there again: the job is only late.
                log.exception("database can't be used, the job waits", job_id=job_id)
            finally:
                self.holding = None
                self._tell(Notice(Stage.LEFT, job_id, 0))

    def renew(self) -> None:
        """Say that the job at hand is still being worked on, and give back what the database stopped."""
        if self.holding:
            jobs.renew(self.holding, self.name, seconds=self._lease_seconds)
        while self._owed:
            job_id, index = self._owed[0]
            with suppress(NotFound):  # a backup was restored meanwhile, which has no such job
                jobs.put_back_item(job_id, index)
            if job_id != self.holding:  # else the lease ran out meanwhile, and it was claimed anew
                jobs.release(job_id, self.name)
            self._owed.popleft()
            log.info("job given back", job_id=job_id)

    def _do(self, job_id: str) -> None:
        for index, payload in _waiting(job_id):
            if self._stopping():
                jobs.release(job_id, self.name)
                log.info("job given back", job_id=job_id)
                return
            begun = jobs.begin_item(job_id, index, self.name, seconds=self._lease_seconds)
            if begun is None:
                log.warning("job was cancelled, or another worker took it over", job_id=job_id)
                return
            self._tell(Notice(Stage.BEGUN, job_id, index))
            if begun > self._attempts:
                log.error("item given up", job_id=job_id, index=index, attempts=self._attempts)
                self._finish(job_id, index, gave_up(self._attempts), failed=True)
            elif begun > 0:
                self._one(job_id, index, payload)
        log.info("job done", job_id=job_id, failed=jobs.finish(job_id).failed)

    def _one(self, job_id: str, index: int, payload: dict[str, Any]) -> None:
        try:
            outcome, failed = self._process(job_id, index, payload)
            self._finish(job_id, index, outcome, failed=failed)
        except UNREACHABLE:
            # Not the article's fault, so that it was begun does not count: said as soon as it can be.
            self._owed.append((job_id, index))
            raise

    def _finish(self, job_id: str, index: int, outcome: dict[str, object], *, failed: bool) -> None:
        jobs.finish_item(job_id, index, outcome, failed=failed)
        came_to = str(outcome["outcome"] or FAILED)
        log.info("item ended", job_id=job_id, index=index, outcome=came_to, article_id=outcome["article_id"])
        self._tell(Notice(Stage.ENDED, job_id, index, outcome=came_to))

    def _process(self, job_id: str, index: int, payload: dict[str, Any]) -> tuple[dict[str, object], bool]:
        try:
            reader = Announced(self._reader, job_id, index, self._tell)
            return process(payload, reader, self._max_chars)
        except UNREACHABLE:
            raise
        except Exception:
            # One article must not sink the rest of its batch; what went wrong is in the log.
            log.exception("item failed", job_id=job_id, index=index)
            return broken(), True


def _waiting(job_id: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The items without an outcome, some at a time: a batch may hold megabytes of text."""
    while some := jobs.open_items(job_id, limit=20):
        yield from some
