"""The service under gunicorn, and clients that post to it, for one test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operations.loads import Load
from tests.operations.serving import Serving


@pytest.fixture
def quotes_url(empty_sqlite: Path, tmp_path: Path) -> str:
    database = tmp_path / "quotes.db"
    database.write_bytes(empty_sqlite.read_bytes())
    return f"sqlite:///{database}"


@pytest.fixture
def serving(quotes_url: str, tmp_path: Path) -> Iterator[Serving]:
    service = Serving(tmp_path, quotes_url)
    yield service
    service.stop()


@pytest.fixture
def load(serving: Serving) -> Iterator[Load]:
    """Stopped in the end, however that came: threads that nobody stops would hold the tests for ever."""
    clients = Load(serving.url)
    yield clients
    clients.stop()
