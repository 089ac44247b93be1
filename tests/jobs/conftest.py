"""A queue and a worker on a database of the test's own."""

from collections.abc import Callable

import pytest
from peewee import Database

from service.jobs.queue import Queue
from service.jobs.worker import Worker
from tests.api.reader import FakeReader

MakeWorker = Callable[..., Worker]


@pytest.fixture
def queue(database: Database, carrier: str) -> Queue:
    return Queue(carrier)


@pytest.fixture
def make_worker(database: Database, carrier: str) -> MakeWorker:
    def make(reader: FakeReader | None = None, lease_seconds: int = 60) -> Worker:
        return Worker(carrier, reader or FakeReader(), max_chars=10_000, lease_seconds=lease_seconds)

    return make
