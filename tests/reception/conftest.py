"""The service under gunicorn as the Procfile starts it, with one process, for all tests of a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operations.serving import Serving


@pytest.fixture(scope="module")
def serving(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("serving")
    database = folder / "quotes.db"
    database.write_bytes(empty_sqlite.read_bytes())
    service = Serving(
        folder, f"sqlite:///{database}", workers=1, MAX_BATCH_BYTES="1000000", MAX_BODY_BYTES="1000000"
    )
    yield service
    service.stop()
