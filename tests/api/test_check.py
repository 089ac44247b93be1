"""Checking a quotation and listing occurrences, through the front door."""

import pytest
from flask.testing import FlaskClient

from tests.api.news import article

SAID = "The bridge opens on Monday"


@pytest.fixture
def archive(client: FlaskClient) -> FlaskClient:
    client.post("/v1/articles", json=article())
    return client


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        ({"text": SAID}, "exact"),
        ({"text": f"“{SAID}…”", "speaker": "Mayor Ada Bright"}, "exact"),
        ({"text": SAID, "speaker": "Noor Haddad"}, "misattributed"),
        ({"text": "The bridge never opens on Monday"}, "altered"),
        ({"text": "Nothing of the kind"}, "not_found"),
    ],
)
def test_verdicts(archive: FlaskClient, asked: dict[str, str], verdict: str) -> None:
    answer = archive.post("/v1/check", json=asked)
    assert (answer.status_code, answer.get_json()["verdict"]) == (200, verdict)


def test_the_quote_that_shows_it(archive: FlaskClient) -> None:
    match = archive.post("/v1/check", json={"text": "The bridge never opens on Monday"}).get_json()[
        "matches"
    ][0]
    assert match["changes"] == [
        {"kind": "added", "said": "", "given": "never", "flags": ["negation"], "start": 11, "end": 16}
    ]
    (quote,) = match["quotes"]
    assert (quote["text"].rstrip(","), quote["speaker"]["name"]) == (SAID, "Ada Bright")
    assert archive.get(f"/v1/quotes/{quote['id']}").status_code == 200


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/text"),
        ({"text": "word"}, "/text"),
        ({"text": "“…”"}, "/text"),
        ({"text": "many words " * 400}, "/text"),
        ({"text": "x" * 10_001}, "/text"),
        ({"text": "two words", "speaker": ""}, "/speaker"),
        ({"text": "two words", "by": "me"}, "/by"),
        ({"text": 5}, "/text"),
    ],
)
def test_refuses(archive: FlaskClient, body: dict[str, object], pointer: str) -> None:
    answer = archive.post("/v1/check", json=body)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == [pointer]


def test_occurrences_count_outlets(archive: FlaskClient) -> None:
    other = article(external_id="wire-9", publication="The Wire", published_at="2026-03-03")
    archive.post("/v1/articles", json=other)
    quote = archive.get("/v1/quotes?speaker=bright").get_json()["data"][0]
    listed = archive.get(f"/v1/quotes/{quote['id']}/occurrences").get_json()
    assert [one["quote"]["article"]["publication"] for one in listed["data"]] == [
        "The Wire",
        "The Harbour Gazette",
    ]
    assert listed["meta"] == {"total": 2, "total_is": "exact", "articles": 2, "publications": 2}
    assert listed["variants"] == []


def test_occurrences_of_no_quote(client: FlaskClient) -> None:
    assert client.get("/v1/quotes/0000000000000000000000000a/occurrences").status_code == 404
