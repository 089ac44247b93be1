"""``quotes worker`` for the tests: overseen as there, with a reader made by hand that some articles are too
much for."""

import os
import re
import signal
import sys
import time

from service import logs
from service.commands.worker import work
from service.commands.worker_figures import WorkerFigures
from service.jobs import working
from service.jobs.overseeing import Overseer
from service.settings import Settings
from service.storage.database import connect
from tests.api.reader import FakeReader

PROCESS = working.process


class Reader(FakeReader):
    def extract(self, text: str, **given: str | None):
        time.sleep(0.02)
        if "Endless" in text:  # a regular expression that no other thread can interrupt
            re.fullmatch(r"(a|a)*b", "a" * 60)
        if "Poison" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().extract(text, **given)


def process(payload, reader, max_chars):
    """As it is, but one article never comes to be stored."""
    done = PROCESS(payload, reader, max_chars)
    if "Stuck" in payload["article"]["text"]:
        time.sleep(600)
    return done


if __name__ == "__main__":
    database_url, carrier, lease_seconds, item_seconds, items = sys.argv[1:]
    logs.configure(form="json")
    connect(database_url)
    working.process = process
    figures = WorkerFigures(("127.0.0.1", 0))
    print(figures.port, flush=True)
    lease = int(lease_seconds)
    settings = Settings(database_url=database_url, job_lease_seconds=lease)
    overseer = Overseer(
        work(settings, carrier, Reader()),
        figures,
        seconds=int(item_seconds),
        lease_seconds=lease,
        items=int(items),
    )
    sys.exit(overseer.run())
