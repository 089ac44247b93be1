"""Takes work in: the job is stored first, then its id is sent. Both survive a crash; the id need not."""

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator

import structlog

from service.jobs.carrier import Carrier
from service.jobs.items import Item, payload_of
from service.storage import jobs
from service.storage.records import JobRecord
from service.tracker.intake import Submission

Also = Callable[[JobRecord], object]
ARTICLE, BATCH = "article", "batch"
PAUSE_SECONDS = 5
"""How long nothing is sent after sending failed: a carrier that is away must not hold up each request."""

log = structlog.get_logger(__name__)


class Queue:
    """Where the web processes leave work. Opens its carrier at first use: a fork must not share one."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.Lock()
        self._carrier: Carrier | None = None
        self._process = 0
        self._paused_until = 0.0

    def enqueue_article(self, submission: Submission, *, also: Also | None = None) -> JobRecord:
        """Have one article stored in the background; returns the queued job.

        What ``also`` stores is stored with the job or, like it, not at all.
        """
        return self._enqueue(ARTICLE, [submission], also)

    def enqueue_batch(self, items: Iterable[Item], *, also: Also | None = None) -> JobRecord:
        """Have many articles stored; an item that was refused keeps its place and fails.

        ``items`` are taken some at a time, and from the start again if storing them is. What taking them
        raises is passed on, and no job is stored.
        """
        return self._enqueue(BATCH, items, also)

    def _enqueue(self, kind: str, items: Iterable[Item], also: Also | None) -> JobRecord:
        job = jobs.create(kind, _Payloads(items), also=also)
        self._send(job.id)
        return job

    def _send(self, job_id: str) -> None:
        if time.monotonic() < self._paused_until:
            log.warning("job not carried, left for the sweep", job_id=job_id, error="paused")
            return
        try:
            self._open().send(job_id)
        except Exception as error:
            # The job is stored, so it is not lost: a worker's sweep will find it.
            self._paused_until = time.monotonic() + PAUSE_SECONDS
            log.warning("job not carried, left for the sweep", job_id=job_id, error=type(error).__name__)

    def _open(self) -> Carrier:
        with self._lock:
            if self._carrier is None or self._process != os.getpid():
                self._carrier, self._process = Carrier(self._url), os.getpid()
            return self._carrier


class _Payloads:
    """The payloads of ``items``, which may be gone through again."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = items

    def __iter__(self) -> Iterator[dict[str, object]]:
        return map(payload_of, self._items)
