"""A queue and a worker on a database of the test's own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from peewee import Database

from service.jobs.carrier import carrier_url
from service.jobs.queue import Queue
from service.jobs.worker import Worker
from tests.api.reader import FakeReader

MakeWorker = Callable[..., Worker]


@pytest.fixture
def url(database_url: str, tmp_path: Path) -> str:
    return carrier_url("", database_url)


@pytest.fixture
def queue(database: Database, url: str) -> Queue:
    return Queue(url)


@pytest.fixture
def make_worker(database: Database, url: str) -> MakeWorker:
    def make(reader: FakeReader | None = None, lease_seconds: int = 60) -> Worker:
        return Worker(url, reader or FakeReader(), max_chars=10_000, lease_seconds=lease_seconds)

    return make
