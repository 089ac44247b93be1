"""POST /v1/extract: what it answers, and what it makes of bad input."""

import json
import time
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.conformance import spans
from tests.api.news import BRIDGE

PATH = "/v1/extract"


def test_finds_a_quote_and_the_words_that_prove_it(stateless: FlaskClient) -> None:
    answer = stateless.post(PATH, json={"text": BRIDGE}).get_json()
    first, second = answer["quotes"]
    assert first["text"] == "The bridge opens on Monday"
    assert first["speaker"] == {"id": None, "name": "Ada Bright", "kind": "person"}
    assert (first["role"], first["medium"], first["said_on"]) == ("Mayor", "briefing", "2026-03-03")
    assert first["article"] is None
    assert "id" not in first
    assert second["evidence"]["role"] is None
    assert second["role"] is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("  \n“It works,” Ada Bright said. \r\n\t ", "white space at both ends, CR LF"),
        ("\ufeff“It works,” Ada Bright said.", "a byte order mark is a character like others"),
        ("Zu\u0308rich: “It works,” Ada Bright said. Z\u00fcrich", "both forms of an umlaut"),
        ("👩🏽‍🚒 “It works 🎉,” Ada Bright said.", "emoji outside the basic plane count as code points"),
        ("‏\u202eعاجل “It works,” Ada Bright said.", "right-to-left text and marks"),
        ("<p>“It works,” Ada Bright said.</p><script>alert(1)</script>", "markup in the text is text"),
        ("a\x01\x1f\x7f\u0085\u2028“It works,” Ada Bright said.", "control characters"),
        ('{"text": "“It works,” Ada Bright said."}', "JSON in the text"),
    ],
)
def test_keeps_the_text_as_it_was_sent(stateless: FlaskClient, text: str, why: str) -> None:
    answer = stateless.post(PATH, json={"text": text}).get_json()
    assert answer["text"] == text, why
    assert [quote["text"].rstrip("🎉 ") for quote in answer["quotes"]] == ["It works"]
    for span in spans(answer):
        assert text[span["start"] : span["end"]] == span["text"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_is_answered(stateless: FlaskClient, text: str) -> None:
    response = stateless.post(PATH, json={"text": text})
    if not text.strip() or "\0" in text:
        assert response.status_code == 422
    else:
        assert response.get_json()["text"] == text


def test_another_language_gives_no_quotes_and_says_so(stateless: FlaskClient) -> None:
    answer = stateless.post(PATH, json={"text": "„Wir bauen“, sagte Ada Bright am Montag."}).get_json()
    assert (answer["quotes"], answer["supported"]) == ([], False)


def test_html_is_read_and_returned_as_text(stateless: FlaskClient) -> None:
    page = f"<html><body><article><h1>Bridge</h1><p>{BRIDGE}</p><p>The end of it.</p></article></body></html>"
    answer = stateless.post(PATH, json={"html": page}).get_json()
    assert BRIDGE in answer["text"]
    assert len(answer["quotes"]) == 2


def test_null_counts_as_absent(stateless: FlaskClient) -> None:
    sent = {"text": BRIDGE, "html": None, "title": None, "published_at": None, "url": None}
    assert stateless.post(PATH, json=sent).status_code == 200


# body, the pointer at fault, a part of what is said about it, why the row exists
REFUSED: list[tuple[dict[str, Any], str, str, str]] = [
    ({}, "/text", "is missing, and so is html", "neither text nor html"),
    ({"text": None}, "/text", "is missing", "null counts as absent"),
    ({"text": "a", "html": "<p>a"}, "/html", "only one", "both"),
    ({"text": ""}, "/text", "is empty", "empty"),
    ({"text": " \n\t\u00a0"}, "/text", "is blank", "nothing but white space"),
    ({"text": 7}, "/text", "is not a string", "a number"),
    ({"text": ["a"]}, "/text", "is not a string", "a list"),
    ({"text": {"a": 1}}, "/text", "is not a string", "an object"),
    ({"text": True}, "/text", "is not a string", "a boolean"),
    ({"text": "a\0b"}, "/text", "NUL character at 1", "NUL"),
    ({"text": "a", "title": "\0"}, "/title", "", "NUL elsewhere"),
    ({"text": "a", "title": "t" * 2001}, "/title", "2,001 characters long", "too long a title"),
    ({"text": "a", "url": "u" * 2049}, "/url", "2,049 characters long", "too long a URL"),
    ({"text": "a", "published_at": "yesterday"}, "/published_at", "", "not a date"),
    ({"text": "a", "published_at": "2026-02-30"}, "/published_at", "", "no such day"),
    ({"text": "a", "published_at": "2026-13-01T00:00:00Z"}, "/published_at", "", "no such month"),
    ({"text": "a", "published_at": "9999-01-01"}, "/published_at", "", "far in the future"),
    ({"text": "a", "published_at": "0033-04-03"}, "/published_at", "", "long before newspapers"),
    ({"text": "a", "published_at": 1767225600}, "/published_at", "is not a string", "a timestamp"),
    ({"text": "a", "txt": "b"}, "/txt", "is not known", "misspelt"),
    ({"text": "a", "byline": "b"}, "/byline", "is not known", "belongs to stored articles"),
    ({"text": "a", "a/b~c": "b"}, "/a~1b~0c", "is not known", "a name that a pointer escapes"),
    ({"text": "a", "x" * 5000: 1}, "/" + "x" * 100 + "…", "is not known", "a very long name is cut"),
]


@pytest.mark.parametrize(("body", "pointer", "said", "why"), REFUSED, ids=[row[3] for row in REFUSED])
def test_refuses(stateless: FlaskClient, body: dict[str, Any], pointer: str, said: str, why: str) -> None:
    response = stateless.post(PATH, json=body)
    assert response.status_code == 422, why
    fault = response.get_json()["errors"][0]
    assert fault["pointer"] == pointer
    assert fault["place"] == "body"
    assert said in fault["detail"]


def test_says_what_would_be_right(stateless: FlaskClient) -> None:
    (fault,) = stateless.post(PATH, json={"text": "a", "txt": "b"}).get_json()["errors"]
    assert fault["expected"] == "text, perhaps; known are: html, published_at, text, title, url"


def test_names_every_fault_at_once_up_to_a_limit(stateless: FlaskClient) -> None:
    problem = stateless.post(PATH, json={f"member{n}": n for n in range(500)}).get_json()
    assert len(problem["errors"]) == 20
    assert "497 more" in problem["detail"]


# the bytes of the body, a part of what is said, why the row exists
UNREADABLE: list[tuple[bytes, str, str]] = [
    (b"", "empty", "no body"),
    (b"{", "line 1, column 2", "broken"),
    (b'{"text": "a",}', "line 1", "a trailing comma"),
    (b"{'text': 'a'}", "line 1, column 2", "single quotation marks"),
    (b'{"text": "a"} x', "Extra data", "something after it"),
    (b'{"text": "\xff"}', "byte 10", "invalid UTF-8"),
    ('{"text": "é"}'.encode("latin-1"), "not UTF-8", "Latin-1"),
    ('{"text": "a"}'.encode("utf-16"), "not UTF-8", "UTF-16"),
    (b"\x89PNG\r\n\x1a\n\0\0", "not UTF-8", "a picture"),
    (b'{"text": "a\nb"}', "Invalid control character", "a bare line break in a string"),
    (b'{"text": NaN}', "NaN", "NaN is not JSON"),
    (b'{"text": -Infinity}', "Infinity", "neither is Infinity"),
    (b'{"text": "a", "text": "b"}', "twice", "a doubled member: which one counts?"),
    (b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deep", "a tower of brackets"),
    (b'{"text": ' + b"9" * 10_000 + b"}", "can't be read", "a number of ten thousand digits"),
]


@pytest.mark.parametrize(("body", "said", "why"), UNREADABLE, ids=[row[2] for row in UNREADABLE])
def test_unreadable_bodies(stateless: FlaskClient, body: bytes, said: str, why: str) -> None:
    response = stateless.post(PATH, data=body, content_type="application/json")
    problem = response.get_json()
    assert (response.status_code, problem["type"]) == (400, "/problems/broken-json"), why
    assert said in problem["detail"]


@pytest.mark.parametrize("body", [b"[]", b"null", b'"text"', b"7", b"true"])
def test_a_body_that_is_no_object(stateless: FlaskClient, body: bytes) -> None:
    response = stateless.post(PATH, data=body, content_type="application/json")
    assert response.status_code == 422
    assert response.get_json()["errors"][0] == {
        "pointer": "",
        "place": "body",
        "detail": "is not a JSON object",
        "expected": "a JSON object",
    }


def test_half_a_surrogate_pair(stateless: FlaskClient) -> None:
    response = stateless.post(PATH, data=b'{"text": "a\\ud83d b"}', content_type="application/json")
    assert response.status_code == 422
    assert "surrogate pair at 1" in response.get_json()["errors"][0]["detail"]
    unknown = stateless.post(PATH, data=b'{"text": "a", "\\ud83d": 1}', content_type="application/json")
    assert unknown.status_code == 422


def test_a_byte_order_mark_before_the_document_is_skipped(stateless: FlaskClient) -> None:
    body = b"\xef\xbb\xbf" + json.dumps({"text": BRIDGE}).encode()
    assert stateless.post(PATH, data=body, content_type="application/json").status_code == 200


@pytest.mark.parametrize(
    ("headers", "accepted"),
    [
        ({"Content-Type": "application/json"}, True),
        ({"Content-Type": "application/json; charset=utf-8"}, True),
        ({"Content-Type": "Application/JSON;charset=UTF-8"}, True),
        ({}, False),
        ({"Content-Type": "text/plain"}, False),
        ({"Content-Type": "application/x-www-form-urlencoded"}, False),
        ({"Content-Type": "multipart/form-data; boundary=x"}, False),
        ({"Content-Type": "application/json; charset=latin-1"}, False),
        ({"Content-Type": "application/problem+json"}, False),
        ({"Content-Type": "application/json", "Content-Encoding": "br"}, False),
        ({"Content-Type": "nonsense"}, False),
    ],
)
def test_media_types(stateless: FlaskClient, headers: dict[str, str], accepted: bool) -> None:
    response = stateless.post(PATH, data=json.dumps({"text": BRIDGE}).encode(), headers=headers)
    assert response.status_code == (200 if accepted else 415)


@pytest.mark.parametrize(
    ("size", "status", "kind"),
    [(200_000, 200, None), (200_001, 413, "article-too-large"), (1_000_001, 413, "body-too-large")],
)
def test_sizes(stateless: FlaskClient, size: int, status: int, kind: str | None) -> None:
    response = stateless.post(PATH, json={"text": "a" * size})
    assert response.status_code == status
    assert kind is None or response.get_json()["type"] == f"/problems/{kind}"


@pytest.mark.parametrize(
    "text", ['"' * 150_000, "“" * 150_000, "(" * 150_000, "”“" * 75_000, "\u0301" * 150_000]
)
def test_heaps_of_marks_are_answered_quickly(stateless: FlaskClient, text: str) -> None:
    began = time.perf_counter()
    assert stateless.post(PATH, json={"text": text}).status_code == 200
    assert time.perf_counter() - began < 5
