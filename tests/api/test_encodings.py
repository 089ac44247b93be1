"""gzip: answers packed for those who take it, bodies unpacked, and no further than is accepted."""

import gzip
import json
import zlib
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.api import encodings, exporting
from service.storage import keys
from tests.api.conftest import SETTINGS
from tests.api.news import article

TAKES = {"Accept-Encoding": "gzip, br"}
LINES = 40


@pytest.fixture
def archive(client: FlaskClient) -> FlaskClient:
    for number in range(LINES):
        text = f"“Bolt {number} of the bridge holds,” Mayor Ada Bright said."
        client.post("/v1/articles", json=article(text=text, external_id=str(number)))
    return client


@pytest.mark.parametrize(
    "path", ["/v1/quotes", "/v1/quotes.csv", "/v1/quotes.atom", "/docs", "/docs/docs.css"]
)
def test_packed_it_is_the_same(client: FlaskClient, path: str) -> None:
    for number in range(5):
        client.post(
            "/v1/articles", json=article(external_id=str(number), text=f"{number} {article()['text']}")
        )
    plain, packed = client.get(path), client.get(path, headers=TAKES)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data)
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("accepted", "packed", "why"),
    [
        ("gzip", True, "asked for"),
        ("*", True, "anything"),
        ("gzip;q=0.5, identity;q=0.1", True, "rather packed"),
        ("gzip;q=0", False, "not this"),
        ("identity, gzip;q=0.5", False, "rather plain"),
        ("br", False, "something that there is not"),
        ("", False, "nothing"),
    ],
)
def test_who_gets_it(stateless: FlaskClient, accepted: str, packed: bool, why: str) -> None:
    headers = stateless.get("/openapi.json", headers={"Accept-Encoding": accepted}).headers
    assert (headers.get("Content-Encoding") == "gzip") is packed, why


def test_what_is_short_stays_plain(stateless: FlaskClient) -> None:
    assert "Content-Encoding" not in stateless.get("/healthz", headers=TAKES).headers


@pytest.mark.parametrize("path", ["/v1/quotes", "/openapi.yaml", "/docs/swagger-ui.css"])
def test_each_form_has_its_tag_and_both_are_known(archive: FlaskClient, path: str) -> None:
    plain, packed = (archive.get(path, headers=sent).headers["ETag"] for sent in ({}, TAKES))
    assert packed == plain[:-1] + '-gzip"', "strong tags: other bytes, another tag"
    for tag in (plain, packed):
        again = archive.get(path, headers={**TAKES, "If-None-Match": tag})
        assert (again.status_code, again.headers["ETag"]) == (304, tag)


def test_a_decision_can_be_made_on_the_packed_form(archive: FlaskClient) -> None:
    quote = archive.get("/v1/quotes").get_json()["data"][0]["id"]
    tag = archive.get(f"/v1/quotes/{quote}", headers=TAKES).headers["ETag"]
    sent = {"If-Match": tag[:-1].removesuffix("-gzip") + '-gzip"'}
    body = {"status": "verified", "by": "ines"}
    assert archive.patch(f"/v1/quotes/{quote}", json=body, headers=sent).status_code == 200


def test_what_is_streamed_is_still_streamed(archive: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "PIECE", 1)
    answer = archive.get("/v1/quotes.ndjson", headers=TAKES, buffered=False)
    assert answer.is_streamed
    unpacker, seen = zlib.decompressobj(31), []
    for piece in answer.iter_encoded():
        seen.append(unpacker.decompress(piece).count(b"\n"))
    assert sum(seen) == LINES
    assert max(seen) <= 1, "each line can be read as it comes"
    assert unpacker.eof


def test_a_secret_is_never_packed(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the sender's own words its length would tell of it (BREACH)."""
    headers = {**TAKES, "X-API-Key": keys.create("boss", ["admin"]).token}
    body = {"name": "C" * 100, "scopes": ["read"]}
    monkeypatch.setattr(encodings, "WORTH_IT", 1)
    assert "Content-Encoding" not in client.post("/v1/keys", json=body, headers=headers).headers
    assert client.get("/v1/keys", headers=headers).headers["Content-Encoding"] == "gzip"
    assert "createKey" in encodings.PLAIN


def send(client: FlaskClient, data: bytes, encoding: str = "gzip") -> Any:
    headers = {"Content-Encoding": encoding}
    return client.post("/v1/articles", data=data, content_type="application/json", headers=headers)


BODY = json.dumps(article()).encode()
MOST = SETTINGS.max_body_bytes
SENT = [
    (gzip.compress(BODY), "gzip", 201, "packed"),
    (gzip.compress(BODY[:50]) + gzip.compress(BODY[50:]), "x-gzip", 201, "in two members"),
    (gzip.compress(BODY)[:-3], "gzip", 400, "cut off"),
    (BODY, "gzip", 400, "not packed at all"),
    (gzip.compress(BODY) + b"more", "gzip", 400, "something behind it"),
    (b"", "gzip", 400, "nothing"),
    (gzip.compress(b" " * (MOST + 1)), "gzip", 413, "a kilobyte that becomes a megabyte"),
    (gzip.compress(gzip.compress(b" " * 300_000_000)), "gzip", 400, "packed twice: unpacked once"),
    (gzip.compress(b" " * MOST) + gzip.compress(b"  "), "gzip", 413, "too much in all"),
    (zlib.compress(BODY), "deflate", 415, "another encoding"),
    (BODY, "gzip, gzip", 415, "two of them"),
]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("data", "encoding", "status", "why"), SENT, ids=[each[3] for each in SENT])
def test_bodies(client: FlaskClient, data: bytes, encoding: str, status: int, why: str) -> None:
    answer = send(client, data, encoding)
    assert answer.status_code == status, why
    if status == 413:
        assert f"{MOST:,} bytes" in answer.get_json()["detail"]
    if status == 415:
        assert answer.headers["Accept-Encoding"] == "gzip"


def test_packed_or_not_it_is_the_same_request(client: FlaskClient) -> None:
    headers = {"Idempotency-Key": "a"}
    plain = client.post("/v1/articles", data=BODY, content_type="application/json", headers=headers)
    headers["Content-Encoding"] = "gzip"
    packed = client.post(
        "/v1/articles", data=gzip.compress(BODY), content_type="application/json", headers=headers
    )
    assert (packed.status_code, packed.headers["Idempotent-Replayed"]) == (plain.status_code, "true")


@pytest.mark.parametrize(
    ("data", "status", "why"),
    [
        (gzip.compress(BODY + b"\n" + BODY), 202, "packed"),
        (gzip.compress(BODY)[:-3], 400, "cut off"),
        (gzip.compress(b" " * 3_000_000), 413, "more than a batch may have"),
    ],
)
def test_batches(client: FlaskClient, data: bytes, status: int, why: str) -> None:
    services = client.application.extensions["quotes"]
    object.__setattr__(services, "settings", replace(SETTINGS, max_batch_bytes=2_000_000))
    headers = {"Content-Encoding": "gzip"}
    answer = client.post(
        "/v1/articles/batch", data=data, content_type="application/x-ndjson", headers=headers
    )
    assert answer.status_code == status, why
    assert status != 202 or answer.get_json()["total"] == 2
