"""A client of the whole service, with a reader made by hand and a database of its own."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from peewee import Database
from werkzeug.test import TestResponse

from service.api.openapi import specification
from service.app import create_app
from service.settings import Settings
from service.storage.database import connect, migrate
from tests.api.conformance import Contract
from tests.api.reader import FakeReader

SETTINGS = Settings(max_text_chars=200_000, max_body_bytes=1_000_000)


class Client(FlaskClient):
    """Holds every answer that a test gets against the specification."""

    contract: Contract

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        self.contract.check(response.request.method, response.request.path, response)
        return response


@pytest.fixture
def app(database: Database) -> Flask:
    app = create_app(SETTINGS, FakeReader(), database)
    app.test_client_class = Client
    return app


@pytest.fixture(scope="session")
def contract() -> Contract:
    return Contract(specification(create_app(SETTINGS, FakeReader())))


@pytest.fixture
def client(app: Flask, contract: Contract) -> FlaskClient:
    Client.contract = contract
    return app.test_client()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "empty.db"
    empty = connect(f"sqlite:///{path}")
    migrate(empty)
    empty.close_all()  # what is still in the write-ahead log would not be copied
    return path


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Database:
    copy = shutil.copy(migrated, tmp_path / "quotes.db")
    return connect(f"sqlite:///{copy}")
