"""A worker process for the tests: reads by hand, slowly enough to be killed in the middle of a batch."""

import os
import signal
import sys
import time

from service import logs
from service.jobs.worker import Worker
from service.storage.database import connect
from tests.api.reader import FakeReader


class SlowReader(FakeReader):
    def extract(self, text: str, **given: str | None):
        time.sleep(0.02)
        if "Poison" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().extract(text, **given)


if __name__ == "__main__":
    database_url, carrier, lease_seconds = sys.argv[1:]
    logs.configure(form="json")
    connect(database_url)
    Worker(carrier, SlowReader(), max_chars=10_000, lease_seconds=int(lease_seconds)).run()
