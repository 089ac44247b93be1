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


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("bridge", "has one word", "a quotation of two words or more"),
        ("“bridge”", "has one word", "a quotation of two words or more"),
        ("?!… – “”", "has no word", "a quotation of two words or more"),
        ("word " * 10_000, "is 50,000 characters long", "at most 10,000"),
        ("w " * 1_001, "has 1,001 words", "Send one quotation"),
    ],
    ids=["one word", "one word in marks", "punctuation only", "10,000 words", "one word too many"],
)
def test_says_what_is_wrong_and_what_would_be_right(
    archive: FlaskClient, text: str, wrong: str, right: str
) -> None:
    answer = archive.post("/v1/check", json={"text": text})
    (fault,) = answer.get_json()["errors"]
    assert (answer.status_code, fault["pointer"], fault["place"]) == (422, "/text", "body")
    assert wrong in fault["detail"]
    assert right in fault["detail"]


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
