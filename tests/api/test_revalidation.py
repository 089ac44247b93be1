"""Entity tags: what a client has already it is not sent again, and what it has not, it is."""

import re

import pytest
from flask.testing import FlaskClient

from service.api.openapi import specification
from tests.api.news import BUDGET, article

STRONG = re.compile(r'"[0-9a-f]{32}(\.[0-9a-f]{16})?"')


def stored(client: FlaskClient) -> dict[str, str]:
    answer = client.post("/v1/articles", json=article(), headers={"Prefer": ""}).get_json()
    quote = answer["quotes"][0]
    return {
        "article_id": answer["id"],
        "quote_id": quote["id"],
        "speaker_id": quote["speaker"]["id"],
        "slug": quote["topics"][0]["slug"],
    }


def readable(client: FlaskClient, parts: dict[str, str]) -> list[str]:
    """The paths of all that can be read with ``parts`` and without the scope admin."""
    found = []
    for path, item in specification(client.application)["paths"].items():
        needed = {name for one in item.get("get", {}).get("security", []) for name in one.get("bearer", [])}
        if "read" in needed and set(re.findall(r"{(\w+)}", path)) <= set(parts):
            found.append(path.format(**parts))
    return found


def test_every_resource_and_list_is_told_apart_by_its_tag(client: FlaskClient) -> None:
    paths = readable(client, stored(client))
    assert len(paths) >= 17
    for path in paths:
        first = client.get(path)
        tag = first.headers["ETag"]
        assert STRONG.fullmatch(tag), path
        assert first.headers["Cache-Control"] == "private, no-cache"
        again = client.get(path, headers={"If-None-Match": f'"other", W/{tag}'})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag), path
        assert again.headers["Cache-Control"] == "private, no-cache"
        assert "Accept-Encoding" in again.headers["Vary"]
        assert client.head(path).headers["ETag"] == tag
        assert client.get(path, headers={"If-None-Match": '"other"'}).data == first.data


def test_what_changed_is_sent(client: FlaskClient) -> None:
    parts = stored(client)
    paths = ["/v1/quotes", f"/v1/speakers/{parts['speaker_id']}/quotes", f"/v1/topics/{parts['slug']}"]
    tags = {path: client.get(path).headers["ETag"] for path in paths}
    client.post("/v1/articles", json=article(text=article()["text"] + BUDGET, external_id="cms-2"))
    for path, tag in tags.items():
        answer = client.get(path, headers={"If-None-Match": tag})
        assert answer.status_code == 200, path
        assert answer.headers["ETag"] != tag


@pytest.mark.parametrize("suffix", ["json", "atom", "feed.json"])
def test_a_page_of_a_feed_has_a_tag(client: FlaskClient, suffix: str) -> None:
    stored(client)
    path = f"/v1/quotes.{suffix}"
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/v1/quotes.ndjson").headers.get("ETag") is None, "streamed"


def test_forms_of_a_list_vary_by_what_chose_them(client: FlaskClient) -> None:
    told = client.get("/v1/quotes", headers={"Accept": "application/atom+xml"})
    assert {"Accept", "Accept-Encoding"} <= set(told.headers["Vary"].split(", "))
    assert "Accept" not in client.get("/v1/topics").headers["Vary"].split(", ")


def test_a_count_that_changed_sinks_no_decision(client: FlaskClient) -> None:
    path = f"/v1/topics/{stored(client)['slug']}"
    seen = client.get(path).headers["ETag"]
    client.post("/v1/articles", json=article(text=BUDGET, external_id="cms-2"))
    assert client.get(path).headers["ETag"] != seen
    body = {"name": "Bridges", "by": "ines"}
    assert client.patch(path, json=body, headers={"If-Match": seen}).status_code == 200
    assert client.patch(path, json=body, headers={"If-Match": seen}).status_code == 412


@pytest.mark.parametrize("tag", ["", "0", '"a', "NONE x", 'TAG "b"x', "*x"])
def test_what_is_no_tag_is_left_aside(client: FlaskClient, tag: str) -> None:
    whole = client.get("/v1/quotes")
    sent = tag.replace("TAG", whole.headers["ETag"]).replace("NONE", whole.headers["ETag"].strip('"'))
    again = client.get("/v1/quotes", headers={"If-None-Match": sent})
    assert (again.status_code, again.data) == (200, whole.data)


def test_probes_are_never_from_yesterday(stateless: FlaskClient) -> None:
    headers = stateless.get("/healthz", headers={"If-None-Match": "*"}).headers
    assert ("ETag" in headers, headers["Cache-Control"]) == (False, "no-store")
