"""A worker process: takes ids from the carrier, keeps its lease alive, and picks up what others dropped."""

import os
import signal
import socket
import threading
import time

import structlog
from huey import Huey
from huey.consumer import Consumer

from service.extraction.reader import Reader
from service.jobs.carrier import Carrier
from service.jobs.courier import Courier
from service.jobs.delivering import Sending
from service.jobs.keeping import KEPT_DAYS, Keeping
from service.jobs.notices import Tell, nobody
from service.jobs.working import ATTEMPTS, Working
from service.storage import ids, job_items, jobs
from service.storage.database import database

log = structlog.get_logger(__name__)


RESENT_AFTER = 10
"""After how many leases a job that still waits is sent again."""


def new_name() -> str:
    """What no other worker is called: the machine, this process, and something new."""
    return f"{socket.gethostname()}:{os.getpid()}:{ids.new()}"


class Worker:
    """One process, one article at a time; start as many processes as there are cores to spare."""

    def __init__(
        self,
        url: str,
        reader: Reader,
        *,
        max_chars: int,
        lease_seconds: int,
        attempts: int = ATTEMPTS,
        sender: Sending | None = None,
        kept_days: int = KEPT_DAYS,
        name: str | None = None,
        tell: Tell = nobody,
    ) -> None:
        """``sender`` posts webhooks; without one, this worker delivers none. It removes jobs
        that ended ``kept_days`` ago. ``name`` is one of its own.
        """
        self.name = name or new_name()
        self._lease_seconds = lease_seconds
        self._sweep_seconds = lease_seconds / 4
        self._stopping = threading.Event()
        self._working = Working(
            self.name,
            reader,
            max_chars=max_chars,
            lease_seconds=lease_seconds,
            stopping=self._stopping.is_set,
            attempts=attempts,
            tell=tell,
        )
        self.carrier = Carrier(url, self._working.run)
        self._sent: dict[str, float] = {}
        self._keeping = Keeping(kept_days)
        self._courier = None if sender is None else Courier(sender, self._stopping)

    def run(self) -> None:
        """Work until SIGINT or SIGTERM; then finish the article and the messages at hand, and return."""
        keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)
        keeper.start()
        couriers = [self._courier] if self._courier else []
        sending = [threading.Thread(target=each.run, name="courier", daemon=True) for each in couriers]
        for thread in sending:
            thread.start()
        log.info("worker started", worker=self.name)
        _Consumer(self.carrier.huey, stopping=self._stopping).run()
        keeper.join(timeout=self._sweep_seconds)
        for thread in sending:
            thread.join()
        log.info("worker stopped", worker=self.name)

    def stop(self) -> None:
        """Stop before the next item, as a signal does."""
        self._stopping.set()

    def sweep(self) -> list[str]:
        """Send the jobs that nobody is at; returns their ids.

        While the carrier is busy each is sent once, and again when it would long have arrived: what carries
        it may have been emptied and filled anew meanwhile.
        """
        now = time.monotonic()
        again = now - RESENT_AFTER * self._lease_seconds
        waiting = jobs.waiting(seconds=self._lease_seconds)
        idle = self.carrier.is_empty()
        stranded = [job_id for job_id in waiting if idle or self._sent.get(job_id, again) <= again]
        for job_id in stranded:
            log.info("job sent to the workers again", job_id=job_id)
            self.carrier.send(job_id)
        sent = {job_id: self._sent[job_id] for job_id in waiting if job_id in self._sent}
        self._sent = sent | dict.fromkeys(stranded, now)
        return stranded

    def _keep(self) -> None:
        """Renew the lease and sweep, several times in a lease: a long article must not lose its job."""
        while True:
            try:
                with database.connection_context():
                    self._working.renew()
                    self.sweep()
                    job_items.settle()
                    self._keeping.turn()
            except Exception:
                log.exception("sweep failed, will be tried again")
            if self._stopping.wait(self._sweep_seconds):
                return


class _Consumer(Consumer):  # type: ignore[misc]  # huey has no types
    """huey's consumer that stops gracefully on both signals, and tells the job at hand to."""

    def __init__(self, huey: Huey, *, stopping: threading.Event) -> None:
        # An idle worker looks at least every two seconds; what is periodic, the keeper does.
        super().__init__(huey, workers=1, max_delay=2.0, periodic=False)
        self._stopping = stopping
        self._signal_actions = {signal.SIGINT: (False, True), signal.SIGTERM: (False, True)}

    def stop(self, graceful: bool = False) -> None:
        self._stopping.set()
        super().stop(graceful)
