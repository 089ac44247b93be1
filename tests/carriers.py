"""What carries jobs in a test: of its own, like its database, and gone after it."""

from collections.abc import Iterator

import psycopg
import pytest

from service.jobs.carrier import carrier_url

TABLES = "huey_kv, huey_schedule, huey_task, huey_counter"


@pytest.fixture
def carrier(database_url: str) -> Iterator[str]:
    """The URL of the carrier beside or inside this test's database."""
    url = carrier_url("", database_url)
    yield url
    if url.startswith("postgresql:"):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP TABLE IF EXISTS {TABLES}")
