"""Delivers what is due, several targets at once and to each one message after the other.

A thread of every worker process. Two workers may send to one target at a time; the table decides who sends
what.
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import structlog

from service.jobs.delivering import Sending, deliver
from service.storage import deliveries, outbox
from service.storage.database import database

TARGETS = 8
"""How many targets one worker sends to at a time: they wait for answers, which costs nothing."""

TURN_SECONDS = 10
"""How long one target is sent to before others get their turn."""

LOOK_SECONDS = 1.0
FORGET_SECONDS = 3_600

log = structlog.get_logger(__name__)


class Courier:
    """Sends what is due by ``sender`` until ``stopping`` is set."""

    def __init__(self, sender: Sending, stopping: threading.Event, *, seconds: float = LOOK_SECONDS) -> None:
        self._sender = sender
        self._stopping = stopping
        self._seconds = seconds
        self._busy: set[int] = set()
        self._lock = threading.Lock()
        self._forget_at = 0.0

    def run(self) -> None:
        """Look for what is due, again and again; returns when what is being sent has been recorded."""
        with ThreadPoolExecutor(TARGETS, thread_name_prefix="courier") as pool:
            while not self._stopping.is_set():
                try:
                    self._look(pool)
                except Exception:
                    log.exception("deliveries can't be looked for, will be tried again")
                self._stopping.wait(self._seconds)

    def turn(self, watch: int) -> int:
        """Send what is due for one watch, within the time of a turn; returns how many messages were tried."""
        tried, until = 0, time.monotonic() + TURN_SECONDS
        with database.connection_context():
            while time.monotonic() < until and not self._stopping.is_set():
                message = outbox.claim(watch)
                if message is None:
                    break
                tried += 1
                if not deliver(message, self._sender):
                    break
        return tried

    def _look(self, pool: ThreadPoolExecutor) -> None:
        with database.connection_context():
            ready = outbox.due(limit=4 * TARGETS)
            if time.monotonic() >= self._forget_at and not deliveries.forget():
                self._forget_at = time.monotonic() + FORGET_SECONDS
        with self._lock:
            free = [watch for watch in ready if watch not in self._busy][: TARGETS - len(self._busy)]
            self._busy |= set(free)
        for watch in free:
            pool.submit(self._take, watch)

    def _take(self, watch: int) -> None:
        try:
            self.turn(watch)
        except Exception:
            log.exception("a delivery failed here, it is tried again when it is due")
        finally:
            with self._lock:
                self._busy.discard(watch)
