"""The journal of a backfill's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.backfill.journal import Journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "journal", "here")
    yield opened
    opened.close()
