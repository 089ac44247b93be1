"""Fixtures that every test may ask for."""

import signal

from tests.carriers import carrier
from tests.databases import (
    database,
    database_url,
    empty_postgres,
    empty_sqlite,
    engine,
    migrated_postgres,
    postgres_database,
    postgres_server,
)
from tests.redis_server import redis_server

__all__ = [
    "carrier",
    "database",
    "database_url",
    "empty_postgres",
    "empty_sqlite",
    "engine",
    "migrated_postgres",
    "postgres_database",
    "postgres_server",
    "redis_server",
]


def pytest_configure() -> None:
    """Begun in the background (`pytest &` in a script) a run ignores Ctrl-C, and so would what it starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
