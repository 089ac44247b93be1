"""/healthz and /readyz, with and without a database."""

import shutil
from pathlib import Path

from flask.testing import FlaskClient
from peewee import Database
from playhouse.migrations import Runner
from werkzeug.test import TestResponse

from service.app import create_app
from service.storage.database import MIGRATIONS, connect, migrate, pending_migrations
from tests.api.conftest import SETTINGS
from tests.api.reader import FakeReader


def test_alive_and_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert client.get("/readyz").get_json() == {"status": "ready", "extractor": "fake-1"}


def test_alive_without_a_database(stateless: FlaskClient) -> None:
    assert stateless.get("/healthz").status_code == 200


class Broken(FakeReader):
    """A reader whose model does not do."""

    def extract(self, text: str, **_: str | None):
        raise ValueError("[E109] component 'ner' could not be run")


def test_not_ready_without_a_database(stateless: FlaskClient) -> None:
    response = stateless.get("/readyz")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert response.get_json()["type"] == "/problems/not-ready"
    assert told(response) == (
        "The database can't be reached.",
        [("database", "can't be reached", "a database at DATABASE_URL that answers")],
    )


def test_not_ready_before_the_migrations(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path / 'bare.db'}")
    client = create_app(SETTINGS, FakeReader(), database).test_client()
    pending = len(pending_migrations(database))
    response = client.get("/readyz")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    lacks = f"lacks {pending} migrations"
    assert told(response) == (f"The database {lacks}.", [("database", lacks, "quotes db upgrade")])
    migrate(database)
    assert client.get("/readyz").status_code == 200
    database.close()


def test_not_ready_while_one_migration_is_to_be_applied(database: Database) -> None:
    client = create_app(SETTINGS, FakeReader(), database).test_client()
    with database.connection_context():
        runner = Runner(database, str(MIGRATIONS))
        runner.down()
    try:
        assert told(client.get("/readyz"))[0] == "The database lacks 1 migration."
    finally:
        migrate(database)


def test_not_ready_with_a_model_that_does_not_read(database: Database) -> None:
    client = create_app(SETTINGS, Broken(), database).test_client()
    for _ in range(2):  # not remembered as read
        response = client.get("/readyz")
        assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
        assert told(response) == (
            "The model can't read a sentence.",
            [("model", "can't read a sentence", "a spaCy pipeline for English as SPACY_MODEL")],
        )


def test_everything_that_is_wrong_is_told_at_once() -> None:
    client = create_app(SETTINGS, Broken(), connect("sqlite:////nowhere/none.db")).test_client()
    detail, faults = told(client.get("/readyz"))
    assert [part for part, _, _ in faults] == ["database", "model"]
    assert detail == "The database can't be reached. The model can't read a sentence."


def test_a_database_that_comes_back_makes_it_ready_again(tmp_path: Path, empty_sqlite: Path) -> None:
    folder = tmp_path / "mounted"
    client = create_app(SETTINGS, FakeReader(), connect(f"sqlite:///{folder}/quotes.db")).test_client()
    assert client.get("/readyz").status_code == 503
    folder.mkdir()
    shutil.copy(empty_sqlite, folder / "quotes.db")
    assert client.get("/readyz").status_code == 200


def told(response: TestResponse) -> tuple[str, list[tuple[str, str, str]]]:
    body = response.get_json()
    assert all(fault["place"] == "service" for fault in body["errors"])
    return body["detail"], [(each["pointer"], each["detail"], each["expected"]) for each in body["errors"]]
