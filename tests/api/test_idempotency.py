"""Idempotency-Key: what is sent again is done once, whoever is asked, whatever happens in between."""

import os
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from peewee import Database
from werkzeug.test import TestResponse

from service.api import replay, trail
from service.api.openapi import specification
from service.errors import KeyInUse
from service.storage import days, idempotency, keys
from service.storage.access_tables import ApiKey, AuditEntry, IdempotentRequest
from service.storage.idempotency import Answer, Claim
from service.storage.job_tables import Job
from service.storage.models import Article
from tests.api.news import article

KEY = {"Idempotency-Key": '"a1"'}
LONG_AGO = "2020-01-01T00:00:00.000000Z"
NEW_KEY = {"name": "CMS", "scopes": ["read"]}


def kind(response: TestResponse) -> tuple[int, str]:
    return response.status_code, response.get_json()["type"].rpartition("/")[2]


def post(client: FlaskClient, body: dict[str, Any] | None = None, **headers: str) -> TestResponse:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/v1/articles", json=body or article(), headers={**KEY, **sent})


def test_the_same_again_gets_the_same_answer(client: FlaskClient) -> None:
    first, again = post(client), post(client)
    assert (first.status_code, again.status_code) == (201, 201), "without the key it would be 200"
    assert again.data == first.data
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    for name in ("Location", "Content-Type"):
        assert again.headers[name] == first.headers[name]
    assert again.headers["X-Request-ID"] != first.headers["X-Request-ID"]
    assert AuditEntry.select().count() == 1, "nothing was written the second time"


def test_a_job_is_made_once(client: FlaskClient) -> None:
    answers = [post(client, Prefer="respond-async") for _ in range(2)]
    batches = [client.post("/v1/articles/batch", json=[article()], headers={"Idempotency-Key": "b"})] * 2
    assert [answer.status_code for answer in (*answers, *batches)] == [202] * 4
    assert answers[0].get_json() == answers[1].get_json()
    assert answers[1].headers["Preference-Applied"] == "respond-async"
    assert Job.select().count() == 2


def test_a_decision_is_made_once_though_its_version_is_no_more(client: FlaskClient) -> None:
    path = f"/v1/quotes/{post(client).get_json()['quotes'][0]['id']}"
    headers = {"Idempotency-Key": "d", "If-Match": client.get(path).headers["ETag"]}
    body = {"status": "verified", "by": "ines"}
    first = client.patch(path, json=body, headers=headers)
    again = client.patch(path, json=body, headers=headers)
    assert (again.status_code, again.data) == (200, first.data)
    assert again.headers["ETag"] == first.headers["ETag"]
    assert client.get(f"{path}/history").get_json()["meta"]["total"] == 1


OTHERS = [
    ("POST", "/v1/articles", {**article(), "title": "Another"}, "another body"),
    ("POST", "/v1/articles/batch", [article()], "another path"),
]


@pytest.mark.parametrize(("method", "path", "body", "why"), OTHERS)
def test_another_request_needs_another_key(
    client: FlaskClient, method: str, path: str, body: object, why: str
) -> None:
    post(client)
    answer = client.open(path, method=method, json=body, headers=KEY)
    assert kind(answer) == (422, "idempotency-key-reused"), why
    (fault,) = answer.get_json()["errors"]
    assert (fault["pointer"], fault["place"]) == ("Idempotency-Key", "header")


def test_each_caller_has_its_own_keys(client: FlaskClient) -> None:
    desks = [keys.create("desk", ["write"]).token for _ in range(2)]
    answers = [post(client, {**article(), "title": token}, X_API_Key=token) for token in desks]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert all("Idempotent-Replayed" not in answer.headers for answer in answers)


@pytest.mark.parametrize(
    ("sent", "taken", "why"),
    [
        ("a1", True, "as most clients send it: the same key as in quotes"),
        ('"' + "a" * 200 + '"', True, "the longest"),
        ("a" * 201, False, "too long to be kept"),
        ("", False, "no key"),
        ('""', False, "an empty one"),
        ('"a', False, "a quotation mark that is not closed"),
        ("a,b", False, "a list"),
        ("é", False, "not ASCII"),
    ],
)
def test_what_a_key_is(client: FlaskClient, sent: str, taken: bool, why: str) -> None:
    answer = post(client, Idempotency_Key=sent.encode().decode("latin-1"))
    assert (answer.status_code == 201) is taken, why
    if not taken:
        assert kind(answer) == (400, "bad-request")
        assert "200 characters" in answer.get_json()["detail"]


def test_a_refused_request_leaves_its_key_free(client: FlaskClient) -> None:
    assert post(client, {"text": " "}).status_code == 422
    assert post(client, {"text": "x" * 200_001}).status_code == 413
    assert IdempotentRequest.select().count() == 0
    assert post(client).status_code == 201


def held(seconds: int = 120) -> Claim:
    """Another process's hold on the key of the request that ``post`` makes."""
    (row,) = IdempotentRequest.select()
    lease = days.after(seconds)
    IdempotentRequest.update(status=None, body=None, headers=None, token="other", lease_until=lease).execute()
    return Claim(owner=row.owner, key=row.key, token="other")


def test_who_comes_while_it_is_being_done_is_told_to_wait(client: FlaskClient) -> None:
    client.delete(f"/v1/articles/{post(client).get_json()['id']}")
    other = held()
    answer = post(client)
    assert kind(answer) == (409, "idempotency-key-in-use")
    assert int(answer.headers["Retry-After"]) > 0
    assert Article.select().count() == 0
    idempotency.fulfil(other, Answer(status=201, headers={}, body=b"{}"), hours=24, record_id=None)
    assert IdempotentRequest.get().status == 201


def test_who_was_killed_is_followed_when_the_lease_runs_out(client: FlaskClient) -> None:
    client.delete(f"/v1/articles/{post(client).get_json()['id']}")
    silent = held(seconds=-1)
    assert post(client).status_code == 201
    with pytest.raises(KeyInUse):  # should it wake up after all, it stores nothing
        idempotency.fulfil(silent, Answer(status=201, headers={}, body=b""), hours=24, record_id=None)


def test_a_clock_that_is_set_back_keeps_no_key(client: FlaskClient) -> None:
    client.delete(f"/v1/articles/{post(client).get_json()['id']}")
    held(seconds=3600)  # longer than any lease is: given by the clock as it was
    assert post(client).status_code == 201


@pytest.mark.parametrize("path", ["/v1/articles", "/v1/articles/batch"])
def test_who_lost_the_key_stores_nothing(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """It was so slow that another process took the request over: its write is taken back."""
    keep = replay.keep

    def too_late(*given: Any) -> None:
        IdempotentRequest.update(token="other").execute()
        keep(*given)

    monkeypatch.setattr(replay, "keep", too_late)
    body = [article()] if path.endswith("batch") else article()
    assert kind(client.post(path, json=body, headers=KEY)) == (409, "idempotency-key-in-use")
    assert Article.select().count() + Job.select().count() + AuditEntry.select().count() == 0


@pytest.mark.parametrize("headers", [{}, KEY], ids=["plain", "with a key"])
@pytest.mark.parametrize("prefer", ["", "respond-async"])
def test_a_write_without_its_trail_is_not_stored(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], prefer: str
) -> None:
    """Killed between the write and its entry in the trail: neither is there, and the key is free."""
    monkeypatch.setattr(trail.audit, "append", lambda *_, **__: 1 / 0)
    answer = client.post("/v1/articles", json=article(), headers={**headers, "Prefer": prefer})
    assert kind(answer) == (500, "internal-error")
    assert Article.select().count() + Job.select().count() + IdempotentRequest.select().count() == 0
    monkeypatch.undo()
    assert client.post("/v1/articles", json=article(), headers=headers).status_code == 201
    assert AuditEntry.select().count() == 1


def test_all_at_once_it_is_done_once(app: Flask, client: FlaskClient) -> None:
    def send(_: int) -> int:
        with app.test_client(contract=client.contract) as one:  # type: ignore[attr-defined]
            return one.post("/v1/articles/batch", json=[article()], headers=KEY).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = [*pool.map(send, range(24))]
    assert set(statuses) <= {202, 409}
    assert 202 in statuses
    assert (Job.select().count(), AuditEntry.select().count()) == (1, 1)


KILLED = """
    import os
    from service.storage import idempotency, keys
    from service.storage.database import connect, write
    connect(os.environ["DATABASE_URL"])
    claim = idempotency.claim("", "a1", os.environ["FINGERPRINT"], hours=24)
    answer = idempotency.Answer(status=201, headers={}, body=b"")
    def operation():
        keys.create("made by who was killed", ["read"])
        idempotency.fulfil(claim, answer, hours=24, record_id="x")
        os.kill(os.getpid(), 9)
    write(operation)
"""


def test_killed_before_the_commit(database: Database, database_url: str, client: FlaskClient) -> None:
    post(client)
    (row,) = IdempotentRequest.select()
    IdempotentRequest.delete().execute()
    database.close()
    env = {**os.environ, "DATABASE_URL": database_url, "FINGERPRINT": row.fingerprint}
    killed = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED)], env=env, check=False)
    assert killed.returncode == -9
    assert ApiKey.select().count() == 0, "what it wrote is gone"
    assert kind(post(client)) == (409, "idempotency-key-in-use")
    IdempotentRequest.update(lease_until=LONG_AGO).execute()
    assert post(client).status_code == 200


def test_the_answer_is_forgotten_after_its_time(client: FlaskClient) -> None:
    post(client)
    IdempotentRequest.update(expires_at=LONG_AGO).execute()
    client.post("/v1/articles", json=article(), headers={"Idempotency-Key": "another"})
    assert [row.key for row in IdempotentRequest.select()] == ["another"], "purged"
    answer = post(client, {**article(), "title": "Later"})
    assert answer.status_code == 200, "a key of long ago is a new one, whatever comes with it"


def test_the_token_of_a_key_is_kept_nowhere(client: FlaskClient) -> None:
    headers = {**KEY, "X-API-Key": keys.create("boss", ["admin"]).token}
    first = client.post("/v1/keys", json=NEW_KEY, headers=headers)
    assert first.status_code == 201
    again = client.post("/v1/keys", json=NEW_KEY, headers=headers)
    assert kind(again) == (409, "answer-not-kept")
    assert first.get_json()["id"] in again.get_json()["detail"]
    assert ApiKey.select().where(ApiKey.name == "CMS").count() == 1
    (row,) = IdempotentRequest.select()
    assert (row.body, row.headers, row.record_id) == (None, None, first.get_json()["id"])


def test_every_operation_that_needs_it_takes_it(app: Flask) -> None:
    """POST and PATCH are not idempotent by themselves; what stores nothing needs no key."""
    for item in specification(app)["paths"].values():
        for method, operation in item.items():
            if method == "parameters":
                continue
            named = [one["name"] for one in operation.get("parameters", [])]
            stores_nothing = operation["operationId"] in ("extractQuotes", "checkQuote")
            expected = method in ("post", "patch") and not stores_nothing
            assert ("Idempotency-Key" in named) is expected, operation["operationId"]
