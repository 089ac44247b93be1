"""Commands run in this process, on a database of the test's own, with a reader made by hand."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from click.testing import CliRunner, Result

from service import cli
from service.commands import opening
from tests.api.reader import FakeReader

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs ``quotes`` with the given words; a keyword is an environment variable or ``input``."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr(opening, "reader", lambda _settings: FakeReader())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/quotes.db")
    monkeypatch.setenv("LOG_LEVEL", "error")

    def call(*words: object, input: bytes | None = None, **env: str) -> Result:  # noqa: A002 - click's word
        return CliRunner().invoke(cli.main, [str(word) for word in words], env=env, input=input)

    yield call
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
