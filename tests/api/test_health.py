"""/healthz and /readyz, with and without a database."""

from pathlib import Path

from flask.testing import FlaskClient

from service.app import create_app
from service.storage.database import connect
from tests.api.conftest import SETTINGS
from tests.api.reader import FakeReader


def test_alive_and_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json() == {"status": "ok"}
    assert client.get("/readyz").get_json() == {"status": "ready", "extractor": "fake-1"}


def test_alive_without_a_database(stateless: FlaskClient) -> None:
    assert stateless.get("/healthz").status_code == 200


def test_not_ready_without_a_database(stateless: FlaskClient) -> None:
    response = stateless.get("/readyz")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert response.get_json()["type"] == "/problems/not-ready"


def test_not_ready_before_the_migrations(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path / 'bare.db'}")
    response = create_app(SETTINGS, FakeReader(), database).test_client().get("/readyz")
    assert response.status_code == 503
    (fault,) = response.get_json()["errors"]
    assert (fault["pointer"], fault["place"], fault["expected"]) == (
        "database",
        "service",
        "quotes db upgrade",
    )
    database.close()
