"""Background work by HTTP: one article by preference, many in a batch, each with an outcome of its own."""

import dataclasses
import errno
import io
import json
import os
from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from peewee import Database

from service.api import spooling
from service.api.batch import MOST_ITEMS
from service.app import create_app
from service.jobs.worker import Worker
from service.storage import jobs
from tests.api.conftest import SETTINGS, Client
from tests.api.news import article
from tests.api.reader import FakeReader
from tests.jobs.test_working import drain

BATCH = "/v1/articles/batch"
LINES = "application/x-ndjson"


@pytest.fixture
def app(database: Database, carrier: str) -> Flask:
    settings = dataclasses.replace(SETTINGS, queue_url=carrier, max_batch_bytes=2_000_000)
    app = create_app(settings, FakeReader(), database)
    app.test_client_class = Client
    return app


@pytest.fixture
def worker(carrier: str) -> Worker:
    return Worker(carrier, FakeReader(), max_chars=200_000, lease_seconds=60)


def done(client: FlaskClient, worker: Worker, response: Any) -> dict[str, Any]:
    """The job that ``response`` began, after a worker did it."""
    assert response.status_code == 202
    assert response.get_json()["state"] == "queued"
    assert response.headers["Preference-Applied"] == "respond-async"
    drain(worker)
    job: dict[str, Any] = client.get(response.headers["Location"]).get_json()
    assert job["state"] == "done"
    return job


@pytest.mark.parametrize("prefer", ["respond-async", "Respond-Async; wait=5", "wait=10, respond-async"])
def test_an_article_is_stored_in_the_background(client: FlaskClient, worker: Worker, prefer: str) -> None:
    response = client.post("/v1/articles", json=article(), headers={"Prefer": prefer})
    assert client.get("/v1/articles").get_json()["meta"]["total"] == 0
    (item,) = done(client, worker, response)["items"]
    assert (item["outcome"], item["quote_count"], item["problem"]) == ("created", 2, None)
    assert client.get(f"/v1/articles/{item['article_id']}").get_json()["text"] == article()["text"]


@pytest.mark.parametrize("prefer", ["", "wait=10", "respond-asynchronously", "return=minimal"])
def test_other_preferences_are_ignored(client: FlaskClient, prefer: str) -> None:
    assert client.post("/v1/articles", json=article(), headers={"Prefer": prefer}).status_code == 201


@pytest.mark.parametrize(
    ("members", "status"),
    [
        ({"text": " "}, 422),
        ({"published_at": "tomorrow"}, 422),
        ({"text": "x" * 200_001}, 413),
        ({"txt": ""}, 422),
    ],
)
def test_a_bad_article_is_refused_at_once(client: FlaskClient, members: dict[str, str], status: int) -> None:
    response = client.post("/v1/articles", json=article(**members), headers={"Prefer": "respond-async"})
    assert response.status_code == status


def test_a_batch_as_an_array(client: FlaskClient, worker: Worker) -> None:
    three = [article(external_id=f"b{n}", text=f"{article()['text']} {n}") for n in range(3)]
    job = done(client, worker, client.post(BATCH, json=three))
    assert (job["kind"], job["total"], job["done"], job["failed"]) == ("batch", 3, 3, 0)
    assert [item["outcome"] for item in job["items"]] == ["created"] * 3
    again = done(client, worker, client.post(BATCH, json=three))
    assert [item["outcome"] for item in again["items"]] == ["unchanged"] * 3
    assert client.get("/v1/articles").get_json()["meta"]["total"] == 3


def test_a_batch_as_lines(client: FlaskClient, worker: Worker) -> None:
    lines = (
        b"\xef\xbb\xbf" + json.dumps(article()).encode() + b"\r\n\n" + json.dumps({"text": "Two."}).encode()
    )
    job = done(client, worker, client.post(BATCH, data=lines, content_type=LINES))
    assert (job["total"], job["done"]) == (2, 2)


BAD_ITEMS = [
    ('"words"', "invalid-request", ""),
    ("7", "invalid-request", ""),
    ("null", "invalid-request", ""),
    ("[]", "invalid-request", ""),
    ("{}", "invalid-request", "/text"),
    ('{"txt": "words"}', "invalid-request", "/txt"),
    ('{"text": "words", "html": "<p>words"}', "invalid-request", "/html"),
    ('{"text": "NUL \\u0000"}', "invalid-request", "/text"),
    ('{"text": "half \\ud83d"}', None, "/text"),  # half of an emoji
    ('{"text": "words", "published_at": "9999-01-01"}', "invalid-article", "/published_at"),
]


@pytest.mark.parametrize(("item", "slug", "pointer"), BAD_ITEMS)
def test_a_bad_item_does_not_sink_the_rest(
    client: FlaskClient, worker: Worker, item: str, slug: str | None, pointer: str
) -> None:
    good = json.dumps(article())
    body = f"[{good}, {item}, {json.dumps({'text': 'Two.'})}]"
    job = done(client, worker, client.post(BATCH, data=body, content_type="application/json"))
    assert [entry["state"] for entry in job["items"]] == ["done", "failed", "done"]
    problem = job["items"][1]["problem"]
    assert slug is None or problem["type"] == f"/problems/{slug}"
    assert pointer in {fault["pointer"] for fault in problem["errors"]}


@pytest.mark.parametrize("line", [b"{", b"\xff\xfe", b"{'text': 1}", b"[" * 100_000, b'{"text": NaN}'])
def test_a_broken_line_does_not_sink_the_rest(client: FlaskClient, worker: Worker, line: bytes) -> None:
    body = b'{"text": "One."}\n' + line + b'\n{"text": "Three."}'
    job = done(client, worker, client.post(BATCH, data=body, content_type=LINES))
    assert [entry["state"] for entry in job["items"]] == ["done", "failed", "done"]
    assert job["items"][1]["problem"]["type"] == "/problems/broken-json"


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[]", "application/json", 422),
        (b'{"text": "one article, no array"}', "application/json", 422),
        (b"", LINES, 422),
        (b"\n \n", LINES, 422),
        (b"1\n" * (MOST_ITEMS + 1), LINES, 422),
        (b"[]", "text/plain", 415),
        (b"[]", "application/json; charset=latin1", 415),
        (b"[" + b" " * 2_000_001 + b"]", "application/json", 413),
        (b"[1]" + b" " * 2_000_000, LINES, 413),
    ],
)
def test_a_body_that_is_no_batch(client: FlaskClient, body: bytes, media_type: str, status: int) -> None:
    response = client.post(BATCH, data=body, content_type=media_type)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")


def test_a_body_that_is_refused_leaves_no_job(client: FlaskClient) -> None:
    body = b'{"text": "x"}\n' * (MOST_ITEMS + 1)
    assert client.post(BATCH, data=body, content_type=LINES).status_code == 422
    assert jobs.waiting() == ()


def test_each_item_says_where_it_stood(client: FlaskClient, worker: Worker) -> None:
    body = b'\n{"text": "One."}\n\n{"txt": 1}\n'
    items = done(client, worker, client.post(BATCH, data=body, content_type=LINES))["items"]
    assert [(item["index"], item["line"], item["state"]) for item in items] == [
        (0, 2, "done"),
        (1, 4, "failed"),
    ]
    assert items[1]["problem"]["detail"] == "txt is not known here."
    items = done(client, worker, client.post(BATCH, json=[{"text": "Two."}]))["items"]
    assert items[0]["line"] is None


@pytest.mark.parametrize("form", ["lines", "array"])
def test_a_batch_may_be_larger_than_a_body_and_its_articles_may_not(
    client: FlaskClient, worker: Worker, form: str
) -> None:
    items = [{"text": "x" * 150_000, "external_id": str(n)} for n in range(9)] + [{"text": "y" * 1_000_001}]
    written = [json.dumps(item) for item in items[:3] + items[9:] + items[3:5]]
    body, kind = (
        ("\n".join(written), LINES) if form == "lines" else (f"[{','.join(written)}]", "application/json")
    )
    job = done(client, worker, client.post(BATCH, data=body, content_type=kind))
    assert [item["state"] for item in job["items"]] == ["done"] * 3 + ["failed"] + ["done"] * 2
    assert job["items"][3]["problem"]["type"] == "/problems/body-too-large"
    assert client.post("/v1/articles", json=items[9]).status_code == 413


def test_a_large_batch_with_a_key_is_taken_once_and_another_one_refused(client: FlaskClient) -> None:
    body = json.dumps({"text": "x" * 600_000}).encode() + b"\n"
    send = partial(client.post, BATCH, content_type=LINES, headers={"Idempotency-Key": "large"})
    first, again, other = send(data=body * 2), send(data=body * 2), send(data=body * 3)
    assert (first.status_code, again.status_code, other.status_code) == (202, 202, 422)
    assert again.get_json()["id"] == first.get_json()["id"]


def test_a_body_in_chunks_of_unknown_length(client: FlaskClient, worker: Worker) -> None:
    stream = io.BytesIO(b'{"text": "One."}\n{"text": "Two."}\n')
    extra = {"wsgi.input_terminated": True}
    response = client.post(BATCH, input_stream=stream, content_type=LINES, environ_overrides=extra)
    assert done(client, worker, response)["total"] == 2


def test_the_largest_batch_is_taken(client: FlaskClient) -> None:
    response = client.post(BATCH, data=b'{"text": "x"}\n' * MOST_ITEMS, content_type=LINES)
    assert (response.status_code, response.get_json()["total"]) == (202, MOST_ITEMS)


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_without_room_for_the_body_is_no_defect(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    def full(*_given: object, **_options: object) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(spooling.tempfile, "SpooledTemporaryFile", full)
    answer = client.post(BATCH, data=json.dumps([article()]), content_type="application/json")
    assert (answer.status_code, answer.get_json()["type"]) == (503, "/problems/not-ready")
    assert int(answer.headers["Retry-After"]) > 0
