"""Link: where a list goes on and begins, what describes an answer, what is going to end."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from requests.utils import parse_header_links

from service.api import links
from service.api.links import Retirement
from service.storage import keys
from tests.api.news import article


def linked(response: object) -> dict[str, str]:
    sent = response.headers.get("Link", "")  # type: ignore[attr-defined]
    return {link["rel"]: link["url"] for link in parse_header_links(sent)} if sent else {}


@pytest.fixture
def archive(client: FlaskClient) -> FlaskClient:
    for number in range(5):
        text = f"“Bolt {number} of the été bridge holds,” Mayor Ada{number} Bright said."
        client.post("/v1/articles", json=article(text=text, external_id=str(number)))
    return client


LISTS = [
    ("/v1/quotes?limit=2&q=bolt+bridge", 3),
    ("/v1/articles?limit=2", 3),
    ("/v1/speakers?limit=4&q=bright", 2),
    ("/v1/topics/été/quotes?limit=4", 2),
    ("/v1/quotes.atom?limit=4", 2),
]


@pytest.mark.parametrize(("path", "pages"), LISTS)
def test_following_next_one_gets_all_of_it(archive: FlaskClient, path: str, pages: int) -> None:
    first, seen, url = None, 0, path
    while url:
        answer = archive.get(url)
        assert answer.status_code == 200
        found = linked(answer)
        first = first or found["first"]
        assert found["first"] == first, "the same from every page"
        assert found["describedby"] == "/openapi.json"
        if answer.is_json:
            assert (answer.get_json()["links"]["next"] is None) is ("next" not in found)
        url, seen = found.get("next", ""), seen + 1
    assert seen == pages
    assert archive.get(first or "").data == archive.get(path).data or "atom" in path


def test_one_record_is_described_and_has_no_pages(archive: FlaskClient) -> None:
    quote = archive.get("/v1/quotes").get_json()["data"][0]["id"]
    assert linked(archive.get(f"/v1/quotes/{quote}")) == {"describedby": "/openapi.json"}
    assert "Link" not in archive.get("/v1/quotes?cursor=x").headers


def test_lists_for_admins_have_pages_too(client: FlaskClient) -> None:
    headers = {"X-API-Key": keys.create("boss", ["admin"]).token}
    keys.create("desk", ["read"])
    url = linked(client.get("/v1/keys?limit=1", headers=headers))["next"]
    assert client.get(url, headers=headers).get_json()["data"][0]["name"] == "desk"


@pytest.fixture
def retired() -> Iterator[None]:
    links.RETIREMENTS["listTopics"] = Retirement(since=date(2026, 1, 1), sunset=date(2027, 1, 1))
    yield
    del links.RETIREMENTS["listTopics"]


def test_what_is_going_to_end_says_so(app: Flask, client: FlaskClient, retired: None) -> None:
    for path in ("/v1/topics", "/v1/topics?nothing=1"):
        headers = client.get(path).headers
        assert headers["Deprecation"] == "@1767225600"
        assert headers["Sunset"] == "Fri, 01 Jan 2027 00:00:00 GMT"
    assert linked(client.get("/v1/topics"))["deprecation"] == "/docs"
    assert "Deprecation" not in client.get("/v1/quotes").headers


def test_nothing_is_deprecated_without_being_told() -> None:
    assert links.RETIREMENTS == {}, "docs/versioning.md says that nothing is"
