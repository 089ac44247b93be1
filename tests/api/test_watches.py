"""Watches over HTTP: made, changed, paused; what they find; what is refused, and why."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from service.storage import keys, quotes
from service.storage.quotes import QuoteFilter
from service.storage.watch_tables import Watch
from service.webhooks import signing
from tests.api.news import article

WATCH = {
    "name": "The mayor",
    "filters": {"speaker": "bright", "min_confidence": 0.2},
    "target": "https://hooks.example.org/quotes",
}


def make(client: FlaskClient, **changes: Any) -> dict[str, Any]:
    answer = client.post("/v1/watches", json={**WATCH, **changes})
    assert answer.status_code == 201, answer.json
    made: dict[str, Any] = answer.json
    return made


def patch(client: FlaskClient, watch_id: str, body: dict[str, Any], tag: str | None = None) -> Any:
    path = f"/v1/watches/{watch_id}"
    return client.patch(path, json=body, headers={"If-Match": tag or client.get(path).headers["ETag"]})


def test_a_watch_is_made_shown_changed_and_deleted(client: FlaskClient) -> None:
    made = make(client)
    assert len(signing.key_of(made.pop("secret"))) == 32
    assert (made["filters"], made["state"], made["active"]) == (WATCH["filters"], "active", True)
    assert made["events"] == ["quote.corrected", "quote.created", "quote.rejected"]
    at = f"/v1/watches/{made['id']}"
    assert client.get(at).json == made
    assert [each["id"] for each in client.get("/v1/watches").json["data"]] == [made["id"]]
    changed = patch(client, made["id"], {"filters": {"topic": "budget"}, "active": False}).json
    assert (changed["filters"], changed["state"], changed["name"]) == (
        {"topic": "budget"},
        "paused",
        "The mayor",
    )
    assert patch(client, made["id"], {"target": None}).json["target"] is None
    assert client.delete(at).status_code == 204
    assert client.get(at).status_code == 404


def test_without_a_target_it_is_a_saved_search_with_feeds(client: FlaskClient) -> None:
    client.post("/v1/articles", json=article())
    total = quotes.find(QuoteFilter(speaker="bright")).total
    assert total
    saved = client.post("/v1/watches", json={"name": "Bright", "filters": {"speaker": "bright"}}).json
    assert saved["target"] is None
    at = f"/v1/watches/{saved['id']}/quotes"
    assert client.get(at).json["meta"]["total"] == total
    atom = client.get(f"{at}.atom")
    assert (atom.mimetype, "<title>Bright</title>" in atom.text) == ("application/atom+xml", True)
    assert len(client.get(f"{at}.feed.json").json["items"]) == total
    assert client.get(f"{at}.csv?sort=said_on").text.count("\r\n") == total + 1
    assert client.post("/v1/watches", json={"name": "All"}).json["filters"] == {}


REFUSED = [
    ({"filters": {"speeker": "x"}}, "/filters/speeker", "is not known here", "speaker, perhaps"),
    ({"filters": {"medium": "radio"}}, "/filters/medium", "can't be", "one of: twitter"),
    ({"filters": {"min_confidence": 2}}, "/filters/min_confidence", "is 2", "a number from 0 to 1"),
    ({"filters": {"min_confidence": "0.5"}}, "/filters/min_confidence", "not a number", "a number from 0"),
    ({"filters": {"said_from": "2026-02-30"}}, "/filters/said_from", "not a day", "YYYY-MM-DD"),
    (
        {"filters": {"said_from": "2026-02-02", "said_to": "2026-02-01"}},
        "/filters/said_to",
        "before",
        "a day",
    ),
    ({"filters": {"limit": 5}}, "/filters/limit", "is not known here", "one of:"),
    ({"filters": {"sort": "said_on"}}, "/filters/sort", "is not known here", "one of:"),
    ({"filters": {"speaker": " "}}, "/filters/speaker", "is blank", "a name"),
    ({"filters": {"speaker": "…"}}, "/filters/speaker", "no letter", None),
    ({"filters": {"q": '"" -'}}, "/filters/q", "no letter", None),
    ({"filters": {"topic": "!!"}}, "/filters/topic", "no letter", None),
    ({"filters": {"role": "–"}}, "/filters/role", "no letter", None),
    ({"filters": {"speaker_id": "nobody"}}, "/filters/speaker_id", "no speaker 'nobody'", None),
    ({"filters": []}, "/filters", "is not a JSON object", "an object with any of: speaker"),
    ({"filters": None}, "/filters", "is null", "an object"),
    ({"events": []}, "/events", "has 0 events", "a list of 1 to 7"),
    ({"events": ["quote.sung"]}, "/events/0", "can't be", "quote.created"),
    ({"events": "quote.created"}, "/events", "is not a list", "a list"),
    ({"active": "yes"}, "/active", "not true or false", "true or false"),
    ({"target": "http://hooks.example.org/"}, "/target", "is http", None),
    ({"target": "https://127.0.0.1/"}, "/target", "loopback", None),
    ({"target": "https://me:pw@hooks.example.org/"}, "/target", "user name", None),
    ({"name": ""}, "/name", "is empty", "1 to 200"),
    ({"secret": "whsec_AAAA"}, "/secret", "is not known here", "one of"),
]


@pytest.mark.parametrize(
    ("changes", "pointer", "told", "right"), REFUSED, ids=[str(row[0])[:60] for row in REFUSED]
)
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_makes_no_sense_is_refused_precisely(
    client: FlaskClient, changes: dict[str, Any], pointer: str, told: str, right: str | None
) -> None:
    made = make(client)
    for answer in (client.post("/v1/watches", json={**WATCH, **changes}), patch(client, made["id"], changes)):
        assert answer.status_code == 422, answer.json
        (fault,) = answer.json["errors"]
        assert fault["pointer"].startswith(pointer)
        assert told in fault["detail"]
        assert right is None or right in fault["expected"]
    assert client.get("/v1/watches").json["meta"]["total"] == 1


def test_a_change_is_made_on_what_was_seen(client: FlaskClient) -> None:
    made = make(client)
    at = f"/v1/watches/{made['id']}"
    seen = client.get(at).headers["ETag"]
    assert client.get(at, headers={"If-None-Match": seen}).status_code == 304
    assert client.patch(at, json={"name": "x"}).status_code == 428
    patch(client, made["id"], {"name": "Another's"}, seen)
    assert patch(client, made["id"], {"name": "Mine"}, seen).status_code == 412
    assert client.get(at).json["name"] == "Another's"
    nothing = patch(client, made["id"], {})
    assert (nothing.status_code, nothing.json["type"]) == (422, "/problems/invalid-watch")


def test_a_secret_is_shown_once_and_changed(client: FlaskClient) -> None:
    made = make(client)
    at = f"/v1/watches/{made['id']}"
    tag = client.get(at).headers["ETag"]
    new = client.post(f"{at}/secret").json
    assert new["secret"] != made["secret"]
    assert new["old_secret_until"]
    for shown in (client.get(at), client.get("/v1/watches"), patch(client, made["id"], {"name": "x"}, tag)):
        assert shown.status_code == 200
        assert "whsec_" not in shown.text


def test_deliveries_are_listed_and_sent_again(client: FlaskClient) -> None:
    made = make(client, filters={})
    client.post("/v1/articles", json=article())
    at = f"/v1/watches/{made['id']}"
    listed = client.get(f"{at}/deliveries").json
    assert listed["meta"]["total"] > 0
    last = listed["data"][0]
    assert (last["type"], last["state"], last["attempts"]) == ("quote.created", "waiting", 0)
    assert client.get(f"/v1/quotes/{last['quote_id']}").status_code == 200
    assert client.get(f"{at}/deliveries?state=failed").json["data"] == []
    again = client.post(f"{at}/deliveries/{last['id']}/resend")
    assert again.status_code == 202
    assert client.get(again.headers["Location"]).json == again.json
    ping = client.post(f"{at}/ping")
    assert (ping.status_code, ping.json["type"], ping.json["quote_id"]) == (202, "ping", None)
    page = client.get(f"{at}/deliveries?limit=1").json
    assert page["data"][0]["id"] == ping.json["id"]
    assert client.get(page["links"]["next"]).status_code == 200


def test_nothing_is_sent_for_a_watch_that_is_not_active(client: FlaskClient) -> None:
    paused, silent, other = make(client, active=False), make(client, target=None), make(client)
    assert "paused" in client.post(f"/v1/watches/{paused['id']}/ping").json["detail"]
    assert "no target" in client.post(f"/v1/watches/{silent['id']}/ping").json["detail"]
    delivery = client.post(f"/v1/watches/{other['id']}/ping").json["id"]
    assert client.get(f"/v1/watches/{paused['id']}/deliveries/{delivery}").status_code == 404
    assert client.post(f"/v1/watches/{other['id']}/deliveries/{paused['id']}/resend").status_code == 404


def test_links_begin_with_the_address_that_the_maker_knows(client: FlaskClient) -> None:
    writer = {"X-API-Key": keys.create("writer", ["write"]).token}
    answer = client.post("/v1/watches", json=WATCH, base_url="https://quotes.example.org", headers=writer)
    assert Watch.get(Watch.id == answer.json["id"]).root == "https://quotes.example.org"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_who_reads_sees_what_a_watch_finds_but_not_whom_it_tells(client: FlaskClient) -> None:
    made = make(client)
    reader = {"X-API-Key": keys.create("reader", ["read"]).token}
    writer = {"X-API-Key": keys.create("writer", ["write"]).token}
    at = f"/v1/watches/{made['id']}"
    assert client.get(f"{at}/quotes", headers=reader).status_code == 200
    for path in (at, "/v1/watches", f"{at}/deliveries"):
        assert client.get(path, headers=reader).status_code == 403
        assert client.get(path, headers=writer).status_code == 200


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_changes_leave_a_trail(client: FlaskClient) -> None:
    admin = {"X-API-Key": keys.create("admin", ["admin"]).token}
    made = make(client)
    client.delete(f"/v1/watches/{made['id']}")
    entries = client.get("/v1/audit", query_string={"record_id": made["id"]}, headers=admin).json["data"]
    assert [entry["operation"] for entry in entries] == ["deleteWatch", "createWatch"]
