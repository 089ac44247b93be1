"""Fixtures that every test may ask for."""

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
