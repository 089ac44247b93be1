"""A client of the whole service, with a reader made by hand and a database of its own."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from peewee import Database, SqliteDatabase
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from service.api.openapi import specification
from service.app import create_app
from service.extraction.reader import Reader
from service.settings import Settings
from service.storage.database import connect
from tests.api.conformance import Contract
from tests.api.reader import FakeReader
from tests.scripted import Line, ScriptedReader

SETTINGS = Settings(queue_url="memory:", max_text_chars=200_000, max_body_bytes=1_000_000)


class Client(FlaskClient):
    """Holds every answer that a test gets against the specification."""

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contract = contract

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        self.contract.check(response.request.method, response.request.path, response)
        return response


@pytest.fixture
def app(database: Database) -> Flask:
    """The service on each kind of database."""
    return _app(database)


@pytest.fixture
def client(app: Flask, contract: Contract) -> FlaskClient:
    return app.test_client(contract=contract)


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    """The address of the service, for programs that ask by themselves."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(10)


@pytest.fixture
def desk(database: Database, contract: Contract) -> Callable[..., FlaskClient]:
    """A client of a service that finds just these lines, whatever the article."""

    def client(*lines: Line) -> FlaskClient:
        return _app(database, ScriptedReader(*lines)).test_client(contract=contract)

    return client


@pytest.fixture
def stateless(contract: Contract) -> FlaskClient:
    """A client of a service whose database can't be reached: for what must work without one."""
    return _app(connect("sqlite:////nowhere/none.db")).test_client(contract=contract)


@pytest.fixture(scope="session")
def contract() -> Contract:
    return Contract(specification(_app(SqliteDatabase(None))))


def _app(database: Database, reader: Reader | None = None) -> Flask:
    app = create_app(SETTINGS, reader or FakeReader(), database)
    app.test_client_class = Client
    return app
