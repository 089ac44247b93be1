"""Articles in the forms that newsrooms have: ninjs, plain text, a page; the rest in the query."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.api.forms import NINJS
from service.api.openapi import specification
from service.sources.ninjs import looks_like

TEXT = "“The bridge is open,” Mayor Ada Bright said at a briefing on 2026-03-03."
PAGE = f"<html><body><article><h1>Bridge opens</h1><p>{TEXT}</p></article></body></html>"
ITEM: dict[str, Any] = {
    "uri": "urn:wire:1",
    "versionCreated": "2026-03-03T09:00:00Z",
    "headlines": [{"value": "Bridge opens"}],
    "bodies": [{"contentType": "text/html", "value": f"<p>{TEXT}</p>"}],
}
QUERY = "?title=Bridge+opens&published_at=2026-03-03&external_id=x1&publication=Wire&byline=Ines&url=https://w.example/1"


def post(client: FlaskClient, data: bytes | str, media_type: str, query: str = "") -> Any:
    return client.post(f"/v1/articles{query}", data=data, content_type=media_type)


@pytest.mark.parametrize(
    "media_type", ["text/plain", "text/plain; charset=utf-8", "Text/Plain;charset=UTF-8"]
)
def test_plain_text_with_the_rest_in_the_query(client: FlaskClient, media_type: str) -> None:
    answer = post(client, TEXT, media_type, QUERY)
    assert answer.status_code == 201, answer.text
    stored = answer.get_json()
    assert stored["text"] == TEXT
    assert [quote["speaker"]["name"] for quote in stored["quotes"]] == ["Ada Bright"]
    expected = ("Bridge opens", "2026-03-03", "x1", "Wire", "Ines", "https://w.example/1")
    names = ("title", "published_at", "external_id", "publication", "byline", "url")
    assert tuple(stored[name] for name in names) == expected


def test_text_is_kept_as_it_is(client: FlaskClient) -> None:
    text = " One\r\n\ttwo é “x” \n"
    assert post(client, text.encode(), "text/plain").get_json()["text"] == text


def test_a_page(client: FlaskClient) -> None:
    stored = post(client, PAGE, "text/html", "?external_id=p1").get_json()
    assert TEXT in stored["text"]
    assert (stored["external_id"], len(stored["quotes"])) == ("p1", 1)


def test_a_ninjs_item(client: FlaskClient) -> None:
    stored = post(client, json.dumps(ITEM), NINJS, "?publication=Wire").get_json()
    assert (stored["text"], stored["title"], stored["external_id"]) == (TEXT, "Bridge opens", "urn:wire:1")
    assert (stored["published_at"], stored["publication"]) == ("2026-03-03T09:00:00Z", "Wire")
    assert post(client, json.dumps(ITEM), NINJS, "?publication=Wire").status_code == 200


def test_what_the_body_says_goes_before_the_query(client: FlaskClient) -> None:
    body = json.dumps({"text": TEXT, "title": "Given", "byline": None})
    stored = post(client, body, "application/json", "?title=Other&byline=Ines").get_json()
    assert (stored["title"], stored["byline"]) == ("Given", "Ines")


def test_a_day_in_the_query_is_a_day_even_where_the_body_says_another(client: FlaskClient) -> None:
    body = json.dumps({"text": TEXT, "published_at": "2026-03-03"})
    answer = post(client, body, "application/json", "?published_at=yesterday")
    assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, "published_at")


def test_in_the_background_too(client: FlaskClient) -> None:
    headers = {"Prefer": "respond-async"}
    answer = client.post("/v1/articles", data=TEXT, content_type="text/plain", headers=headers)
    assert answer.status_code == 202


@pytest.mark.parametrize(
    ("data", "media_type", "query", "status", "pointer"),
    [
        (b"", "text/plain", "", 422, "/text"),
        (b" \n", "text/plain", "", 422, "/text"),
        (b"\xff", "text/plain", "", 400, None),
        (b"a\0b", "text/plain", "", 422, "/text"),
        (TEXT, "text/plain; charset=latin1", "", 415, "Content-Type"),
        (TEXT, "text/markdown", "", 415, "Content-Type"),
        (TEXT, "text/plain", "?titel=x", 422, "titel"),
        (TEXT, "text/plain", "?published_at=today", 422, "published_at"),
        (TEXT, "text/plain", f"?external_id={'x' * 600}", 422, "external_id"),
        (b"<html></html>", "text/html", "", 422, "/html"),
        (json.dumps(ITEM), "application/json", "", 422, "/uri"),  # ninjs by its media type only
        (json.dumps({**ITEM, "pubStatus": "canceled"}), NINJS, "", 422, "/pubstatus"),
        (json.dumps({**ITEM, "bodies": []}), NINJS, "", 422, "/bodies"),
        (b"[]", NINJS, "", 422, ""),
        (b"{", NINJS, "", 400, None),
        (b"x" * 200_001, "text/plain", "", 413, "/text"),
    ],
)
def test_what_cannot_be_read_says_where(
    client: FlaskClient, data: bytes | str, media_type: str, query: str, status: int, pointer: str | None
) -> None:
    answer = post(client, data, media_type, query)
    assert answer.status_code == status, answer.text
    if pointer is not None:
        assert pointer in {fault["pointer"] for fault in answer.get_json()["errors"]}


def test_the_specification_shows_each_form(client: FlaskClient) -> None:
    content = specification(client.application)["paths"]["/v1/articles"]["post"]["requestBody"]["content"]
    assert list(content) == ["application/json", NINJS, "text/plain", "text/html"]
    for media_type, form in content.items():
        shown = form["example"]
        data = shown if isinstance(shown, str) else json.dumps(shown)
        assert post(client, data, media_type).status_code in (200, 201)
    assert looks_like(content[NINJS]["example"])
