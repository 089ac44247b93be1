"""Headers of every response: the request's id, and what keeps browsers safe."""

import pytest
from flask.testing import FlaskClient

PATHS = [
    "/healthz",
    "/docs",
    "/docs/docs.js",
    "/openapi.yaml",
    "/openapi.json",
    "/nothing",
    "/problems",
    "/v1/quotes",
]


@pytest.mark.parametrize("path", PATHS)
def test_safety(stateless: FlaskClient, path: str) -> None:
    headers = stateless.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Request-ID"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("abc-123._X", True),
        ("a" * 64, True),
        ("a" * 65, False),
        ("a b", False),
        ("", False),
        ("a;b", False),
        ("é", False),
    ],
)
def test_a_plain_request_id_is_kept(stateless: FlaskClient, sent: str, kept: bool) -> None:
    answered = stateless.get("/healthz", headers={"X-Request-ID": sent.encode().decode("latin-1")}).headers[
        "X-Request-ID"
    ]
    assert (answered == sent) is kept
    assert answered


def test_no_shared_cache_keeps_what_an_archive_holds(client: FlaskClient) -> None:
    assert client.get("/v1/quotes").headers["Cache-Control"] == "private, no-cache"
    assert client.get("/v1/quotes.ndjson").headers["Cache-Control"] == "no-store"
    assert client.get("/nothing").headers["Cache-Control"] == "no-store"


def test_the_specification_is_revalidated(stateless: FlaskClient) -> None:
    first = stateless.get("/openapi.yaml")
    again = stateless.get("/openapi.yaml", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
