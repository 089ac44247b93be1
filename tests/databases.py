"""The databases that tests run on: a SQLite file each, and one private PostgreSQL for a session."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from peewee import Database
from psycopg import sql

from service.storage import database as opening
from service.storage.database import connect, migrate
from service.storage.tables import TABLES
from tests.postgres import Postgres, binaries

# Nothing that a test stores must survive a power cut; waiting for the disk is most of what a test costs.
opening.SYNCHRONOUS = "off"

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The kind of database: a test that asks for it, or for ``database``, runs once on each."""
    return str(request.param)


@pytest.fixture
def database_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty, migrated database of this test's own."""
    if engine == "postgresql":
        return str(request.getfixturevalue("empty_postgres"))
    empty = request.getfixturevalue("empty_sqlite")
    return f"sqlite:///{shutil.copy(empty, tmp_path / 'quotes.db')}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty, migrated database, bound to the models."""
    opened = connect(database_url)
    yield opened
    opened.close_all()


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    opened = connect(f"sqlite:///{path}")
    migrate(opened)
    opened.close_all()
    return path


@pytest.fixture
def empty_postgres(migrated_postgres: str) -> str:
    """The session's PostgreSQL database with every table empty."""
    # Of a handful of rows DELETE is several times as fast as TRUNCATE, which makes every file anew.
    with psycopg.connect(migrated_postgres, autocommit=True) as connection:
        for table in reversed(TABLES):
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table._meta.table_name)))
    return migrated_postgres


@pytest.fixture(scope="session")
def migrated_postgres(postgres_database: str) -> str:
    """This worker's PostgreSQL database with the schema of today."""
    opened = connect(postgres_database)
    migrate(opened)
    opened.close_all()
    return postgres_database


@pytest.fixture(scope="session")
def postgres_database(postgres_server: str) -> Iterator[str]:
    """The URL of a new PostgreSQL database, which no other worker of the test run knows."""
    name = f"tracker_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    create = sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name))
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(drop)
        connection.execute(create)
        yield urlsplit(postgres_server)._replace(path=f"/{name}").geturl()
        connection.execute(drop)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server where databases may be made: TEST_POSTGRES_URL, or one of our own."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    if binaries() is None:
        pytest.skip("no PostgreSQL server here: install Debian's postgresql, or set TEST_POSTGRES_URL")
    with private_server() as url:
        yield url


@contextmanager
def private_server() -> Iterator[str]:
    """The URL of a PostgreSQL server that is gone afterwards; FileNotFoundError where there is none."""
    folder = Path(tempfile.mkdtemp(prefix="tracker-pg-"))
    try:
        server = Postgres(folder)
        server.create()
        server.start()
        try:
            yield server.url
        finally:
            server.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
