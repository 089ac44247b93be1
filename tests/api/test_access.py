"""Who gets in: with which key, from where, how often; and what is told to whom does not."""

import io
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from peewee import Database, OperationalError

from service import logs
from service.api import peers, quota
from service.app import create_app
from service.storage import days, keys
from service.storage.access_tables import ApiKey
from tests.api.access_table import PAGE, table, written
from tests.api.conformance import Contract
from tests.api.conftest import SETTINGS, Client
from tests.api.news import article
from tests.api.reader import FakeReader

Make = Callable[..., FlaskClient]
DECISION = {"status": "verified", "by": "ines"}


@pytest.fixture
def make(database: Database, contract: Contract) -> Make:
    """A client of a service with other settings, each answer held against the specification."""

    def made(**settings: object) -> FlaskClient:
        app: Flask = create_app(replace(SETTINGS, **settings), FakeReader(), database)  # type: ignore[arg-type]
        app.test_client_class = Client
        return app.test_client(contract=contract)

    return made


@pytest.fixture
def at_half(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock stands still in the middle of a minute."""
    now = 1_800_000_030.0
    monkeypatch.setattr(days, "moment", lambda: datetime.fromtimestamp(now, UTC))
    yield


def bearer(*scopes: str, **given: object) -> dict[str, str]:
    return {"Authorization": f"Bearer {keys.create('desk', scopes, **given).token}"}  # type: ignore[arg-type]


def kind(response: object) -> tuple[int, str]:
    return response.status_code, response.get_json()["type"].rpartition("/")[2]  # type: ignore[attr-defined]


def test_the_table_in_the_docs_is_what_happens(make: Make) -> None:
    page = PAGE.read_text("utf-8")
    assert written(page, table(make(auth="required"))) == page, "run: python -m tests.api.access_table"


# Without a key: the settings, where the request comes from, whether it is served, and why.
OPEN = [
    ({}, {}, True, "this machine, by its own name"),
    ({}, {"REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]:8000"}, True, "the same in IPv6"),
    ({}, {"REMOTE_ADDR": "192.0.2.7"}, False, "another machine, whatever the server listens on"),
    ({}, {"REMOTE_ADDR": ""}, False, "a Unix socket, behind which a proxy stands"),
    ({}, {"HTTP_HOST": "quotes.example.org"}, False, "a name that some page had a browser look up"),
    ({}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, False, "a proxy on this machine that says for whom"),
    ({}, {"HTTP_VIA": "1.1 proxy"}, False, "a proxy that says that it is one"),
    ({"trusted_proxies": 1}, {}, False, "a proxy is known to stand in front"),
    ({"auth": "required"}, {}, False, "asked for"),
    ({"auth": "off"}, {"REMOTE_ADDR": "192.0.2.7"}, True, "told so"),
    ({"auth": "off"}, {"HTTP_AUTHORIZATION": "Bearer eyJ.eyJ.c2ln"}, True, "the proxy's own log-in"),
    ({"auth": "required"}, {"HTTP_AUTHORIZATION": "Basic YTpi"}, False, "not a scheme of ours"),
]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("settings", "environ", "served", "why"), OPEN)
def test_without_a_key(
    make: Make, settings: dict[str, object], environ: dict[str, str], served: bool, why: str
) -> None:
    response = make(**settings).get("/v1/quotes", environ_overrides=environ)
    assert (response.status_code == 200) is served, why
    if not served:
        assert kind(response) == (401, "key-missing")
        assert response.headers["WWW-Authenticate"] == 'Bearer realm="quote-tracker"'
        assert "scope read" in response.get_json()["detail"]


def test_beyond_this_machine_everybody_needs_one(client: FlaskClient) -> None:
    peers.demand_keys(client.application)
    assert kind(client.get("/v1/quotes")) == (401, "key-missing")
    assert client.get("/v1/quotes", headers=bearer("read")).status_code == 200


@pytest.mark.parametrize("auth", ["loopback", "off"])
def test_nobody_makes_a_key_without_one(make: Make, auth: str) -> None:
    client = make(auth=auth)
    body = {"name": "mine", "scopes": ["admin"]}
    assert kind(client.post("/v1/keys", json=body)) == (401, "key-missing")
    assert kind(client.post("/v1/keys", json=body, headers=bearer("write", "review")))[0] == 403
    assert client.post("/v1/keys", json=body, headers=bearer("admin")).status_code == 201


REFUSED = [
    ("qt_", "not ours"),
    ("qt_00000000_" + "0" * 40, "nobody's"),
    ("é\x00", "can't be stored"),
]


@pytest.mark.parametrize(("token", "why"), REFUSED)
@pytest.mark.parametrize("header", ["Authorization", "X-API-Key"])
def test_a_key_that_is_sent_is_checked_even_on_this_machine(
    client: FlaskClient, header: str, token: str, why: str
) -> None:
    sent = f"Bearer {token}" if header == "Authorization" else token
    response = client.get("/v1/quotes", headers={header: sent.encode().decode("latin-1")})
    assert kind(response) == (401, "key-invalid"), why
    assert 'error="invalid_token"' in response.headers["WWW-Authenticate"]
    assert response.get_json()["errors"][0]["pointer"] == header


def test_revoked_and_expired_keys_are_told_apart(client: FlaskClient) -> None:
    revoked, expired = keys.create("gone", ["read"]), keys.create("old", ["read"], expires_on="2020-01-01")
    today = keys.create("today", ["read"], expires_on=time.strftime("%Y-%m-%d", time.gmtime()))
    sent = {"X-API-Key": revoked.token}
    assert client.get("/v1/quotes", headers=sent).status_code == 200
    keys.revoke(revoked.key.id)
    answer = client.get("/v1/quotes", headers=sent)
    assert kind(answer) == (401, "key-invalid")
    assert answer.get_json()["detail"] == f"The key {revoked.key.prefix} (gone) is revoked."
    answer = client.get("/v1/quotes", headers={"X-API-Key": expired.token})
    assert answer.get_json()["detail"].endswith("(old) is expired.")
    assert client.get("/v1/quotes", headers={"X-API-Key": today.token}).status_code == 200


@pytest.mark.parametrize(
    ("scope", "may"),
    [("read", {"read"}), ("write", {"read", "write"}), ("review", {"read", "review"}), ("admin", None)],
)
def test_scopes(client: FlaskClient, scope: str, may: set[str] | None) -> None:
    headers = bearer(scope)
    calls = {
        "read": client.get("/v1/quotes", headers=headers),
        "write": client.post("/v1/articles", json=article(), headers=headers),
        "review": client.patch(f"/v1/quotes/{'a' * 26}", json=DECISION, headers=headers),
        "admin": client.get("/v1/keys", headers=headers),
    }
    for needed, response in calls.items():
        assert (response.status_code != 403) is (may is None or needed in may), needed
        if response.status_code == 403:
            assert f'scope="{needed}"' in response.headers["WWW-Authenticate"]
            assert f"needs the scope {needed}" in response.get_json()["detail"]


def test_both_headers_may_carry_the_key_but_only_one_key(client: FlaskClient) -> None:
    headers = bearer("read")
    token = headers["Authorization"].removeprefix("Bearer ")
    assert client.get("/v1/quotes", headers={**headers, "X-API-Key": token}).status_code == 200
    assert kind(client.get("/v1/quotes", headers={**headers, "X-API-Key": "qt_x"})) == (400, "bad-request")


def test_a_body_is_not_read_for_a_stranger(make: Make) -> None:
    response = make(auth="required").post("/v1/articles", data=b"{", content_type="application/json")
    assert kind(response) == (401, "key-missing")


def test_a_key_has_so_many_requests_a_minute(client: FlaskClient, at_half: None) -> None:
    headers = bearer("read", rate_limit=3)
    answers = [client.get("/v1/topics", headers=headers) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert answers[0].headers["RateLimit-Policy"] == '"requests";q=3;w=60'
    told = [answer.headers["RateLimit"] for answer in answers]
    assert told == [f'"requests";r={left};t=30' for left in (2, 1, 0, 0, 0)]
    assert kind(answers[3]) == (429, "too-many-requests")
    assert answers[3].headers["Retry-After"] == "30"
    assert client.get("/v1/topics", headers=bearer("read")).status_code == 200, "another key"
    assert "RateLimit" not in client.get("/v1/topics").headers, "no key, no count"


@pytest.mark.parametrize(("limit", "least"), [(7, 7), (199, 199), (1000, 990)])
def test_processes_count_together(
    database: Database, monkeypatch: pytest.MonkeyPatch, at_half: None, limit: int, least: int
) -> None:
    """Two processes: each has its own leases, and they take turns."""
    key = keys.create("desk", ["read"], rate_limit=limit).key
    processes: list[dict[str, quota.Lease]] = [{}, {}]
    passed = 0
    for turn in range(limit + 20):
        lease = quota._left(_of(processes[turn % 2], key.id), key.id, limit)
        passed += lease is not None
    assert least <= passed <= limit


def _of(process: dict[str, quota.Lease], key_id: str) -> quota.Lease:
    return process.setdefault(key_id, quota.Lease(30_000_000))


def test_a_clock_that_is_behind_winds_nothing_back(database: Database) -> None:
    from service.storage import limits

    assert [limits.claim("k", 10, 5), limits.claim("k", 9, 1), limits.claim("k", 10, 1)] == [5, 6, 7]
    assert limits.claim("k", 11, 2) == 2, "a new minute"
    assert limits.claim("k", 5, 3) == 3, "a clock that was set back must not use up one minute for all of it"


def test_what_cannot_be_stored_stops_no_reader(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, database: Database, at_half: None
) -> None:
    """The disk is full: who reads is let in, and counted by this process alone."""
    headers, execute = bearer("read", rate_limit=3), database.execute_sql

    def full(sql: str, *rest: Any, **options: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE")):
            raise OperationalError("database or disk is full")
        return execute(sql, *rest, **options)

    monkeypatch.setattr(database, "execute_sql", full)
    answers = [client.get("/v1/topics", headers=headers).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]


def test_writes_leave_a_trail(client: FlaskClient) -> None:
    admin, desk = bearer("admin"), bearer("write")
    stored = client.post("/v1/articles", json=article(), headers=desk).get_json()
    client.get("/v1/quotes", headers=desk)
    client.post("/v1/extract", json={"text": "Nobody said a word."}, headers=desk)
    client.post("/v1/articles", json={"text": ""}, headers=desk)
    quote = stored["quotes"][0]["id"]
    tag = client.get(f"/v1/quotes/{quote}").headers["ETag"]
    client.patch(f"/v1/quotes/{quote}", json=DECISION, headers={**admin, "If-Match": tag})
    client.delete(f"/v1/articles/{stored['id']}", headers={"X-Request-ID": "abc"})
    entries = client.get("/v1/audit", headers=admin).get_json()["data"]
    assert [(entry["operation"], entry["record_id"], entry["key_name"]) for entry in entries] == [
        ("deleteArticle", stored["id"], None),
        ("reviewQuote", quote, "desk"),
        ("storeArticle", stored["id"], "desk"),
    ]
    assert (entries[0]["request_id"], entries[0]["status"]) == ("abc", 204)
    only = client.get("/v1/audit", query_string={"record_id": quote}, headers=admin).get_json()
    assert only["meta"]["total"] == 1


def test_a_decision_keeps_the_key_it_came_with(client: FlaskClient) -> None:
    stored = client.post("/v1/articles", json=article()).get_json()
    path = f"/v1/quotes/{stored['quotes'][0]['id']}"
    for headers in (bearer("review"), {}):
        tag = client.get(path).headers["ETag"]
        assert client.patch(path, json=DECISION, headers={**headers, "If-Match": tag}).status_code == 200
    entries = client.get(f"{path}/history").get_json()["data"]
    assert [(entry["by"], entry["key"]) for entry in entries] == [("ines", "desk"), ("ines", None)]


def test_so_do_those_on_speakers_and_topics(client: FlaskClient) -> None:
    one, other = client.post("/v1/articles", json=article()).get_json()["quotes"]
    speaker, into = (f"/v1/speakers/{quote['speaker']['id']}" for quote in (one, other))
    topic, key = "/v1/topics/bridge", bearer("review")
    for path, body in ((speaker, {"add_aliases": ["Ada B."]}), (topic, {"pinned": True})):
        seen = {"If-Match": client.get(path).headers["ETag"]}
        assert client.patch(path, json={"by": "ines", **body}, headers={**key, **seen}).status_code == 200
    merge = {"into": other["speaker"]["id"], "by": "ines"}
    assert client.post(f"{speaker}/merge", json=merge, headers=key).status_code == 200
    entry = client.get(f"{speaker}/history").get_json()["data"][-1]["id"]
    assert client.post(f"{into}/history/{entry}/undo", json={"by": "ines"}).status_code == 200

    def told(path: str) -> list[tuple[str, str | None]]:
        entries = client.get(f"{path}/history").get_json()["data"]
        return [(entry["kind"], entry["key"]) for entry in entries]

    assert told(speaker) == [("edit", "desk"), ("merge", "desk"), ("undo", None)]
    assert told(topic) == [("pinned", "desk")]


def test_a_token_is_shown_once_and_logged_never(client: FlaskClient) -> None:
    stream = io.StringIO()
    logs.configure(form="json", level="debug", stream=stream)
    admin = bearer("admin")
    made = client.post("/v1/keys", json={"name": "CMS", "scopes": ["read"]}, headers=admin).get_json()
    token = made["token"]
    client.get("/v1/quotes", headers={"X-API-Key": token})
    client.get("/v1/quotes", headers={"X-API-Key": token[:-1] + "_"})
    listed = client.get("/v1/keys", headers=admin).text + client.get("/v1/audit", headers=admin).text
    secret = token.rpartition("_")[2]
    assert re.search(r'"event": ?"request"', stream.getvalue())
    assert secret not in stream.getvalue() + listed + json.dumps([*ApiKey.select().dicts()])


def test_last_used(client: FlaskClient) -> None:
    made = keys.create("desk", ["read"])
    assert made.key.last_used_at is None
    client.get("/v1/quotes", headers={"X-API-Key": made.token})
    first = keys.get(made.key.id).last_used_at
    client.get("/v1/quotes", headers={"X-API-Key": made.token})
    assert first is not None
    assert keys.get(made.key.id).last_used_at == first, "to the minute: a read is no write"


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("/v1/quotes", "quotes.example.org", 200),
        ("/v1/quotes", "quotes.example.org:8443", 200),
        ("/v1/quotes", "evil.example", 400),
        ("/docs", "evil.example", 400),
        ("/healthz", "10.0.0.7", 200),
    ],
)
def test_only_hosts_that_are_named(make: Make, path: str, host: str, status: int) -> None:
    client = make(auth="off", trusted_hosts=("quotes.example.org",))
    response = client.get(path, headers={"Host": host})
    assert response.status_code == status
    if status == 400:
        assert kind(response) == (400, "untrusted-host")


@pytest.mark.parametrize(("proxies", "base"), [(0, "http://localhost/"), (1, "https://quotes.example.org/")])
def test_links_are_those_of_the_outside(make: Make, proxies: int, base: str) -> None:
    client = make(auth="off", trusted_proxies=proxies)
    said = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "quotes.example.org",
        "X-Forwarded-For": "192.0.2.1",
    }
    assert client.post("/v1/articles", json=article(), headers=said).headers["Location"].startswith(base)
