"""Articles: stored once, listed, shown, deleted."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.news import BRIDGE, BUDGET, article

PATH = "/v1/articles"


def test_storing_answers_where_it_is_and_what_was_found(client: FlaskClient) -> None:
    response = client.post(PATH, json=article())
    stored = response.get_json()
    assert response.status_code == 201
    assert response.headers["Location"] == f"http://localhost{PATH}/{stored['id']}"
    assert (stored["outcome"], stored["revision"], stored["quote_count"]) == ("created", 1, 2)
    assert [quote["speaker"]["name"] for quote in stored["quotes"]] == ["Ada Bright", "Noor Haddad"]
    shown = client.get(response.headers["Location"]).get_json()
    assert shown == {name: value for name, value in stored.items() if name not in ("quotes", "outcome")}
    assert shown["text"] == BRIDGE


def test_extracting_stores_nothing(client: FlaskClient) -> None:
    client.post("/v1/extract", json={"text": BRIDGE})
    assert client.get("/v1/quotes").get_json()["meta"]["total"] == 0


def test_the_same_article_again_doubles_nothing(client: FlaskClient) -> None:
    first = client.post(PATH, json=article()).get_json()
    again = client.post(PATH, json=article())
    assert (again.status_code, again.get_json()["outcome"]) == (200, "unchanged")
    assert again.get_json()["id"] == first["id"]
    assert client.get("/v1/quotes").get_json()["meta"]["total"] == 2


def test_changed_text_is_a_revision_and_unchanged_quotes_keep_their_ids(client: FlaskClient) -> None:
    first = client.post(PATH, json=article()).get_json()
    revised = client.post(PATH, json=article(text=f"Correction. {BRIDGE}"))
    assert revised.status_code == 200
    assert (revised.get_json()["outcome"], revised.get_json()["revision"]) == ("revised", 2)
    assert revised.headers["Location"].endswith(first["id"])
    assert [q["id"] for q in revised.get_json()["quotes"]] == [q["id"] for q in first["quotes"]]


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"external_id": ""}, "/external_id"),
        ({"external_id": "x" * 513}, "/external_id"),
        ({"publication": " "}, "/publication"),
        ({"byline": "b" * 1001}, "/byline"),
        ({"text": ""}, "/text"),
        ({"author": "Ines"}, "/author"),
        ({"id": "mine"}, "/id"),
        ({"published_at": "tomorrow"}, "/published_at"),
        ({"published_at": "2026-03-04T25:00:00Z"}, "/published_at"),
    ],
)
def test_refuses(client: FlaskClient, members: dict[str, Any], pointer: str) -> None:
    response = client.post(PATH, json=article(**members))
    assert (response.status_code, response.get_json()["errors"][0]["pointer"]) == (422, pointer)
    assert client.get(PATH).get_json()["meta"]["total"] == 0


def test_an_article_without_quotes_is_not_lost(client: FlaskClient) -> None:
    stored = client.post(PATH, json={"text": "Nobody spoke."}).get_json()
    assert (stored["quotes"], stored["quote_count"]) == ([], 0)
    assert client.get(f"{PATH}/{stored['id']}").get_json()["text"] == "Nobody spoke."


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Budget", "Bridge to open"]),
        ("sort=published_at", ["Bridge to open", "Budget"]),
        ("sort=created_at", ["Bridge to open", "Budget"]),
        ("publication=the%20harbour%20gazette", ["Bridge to open"]),
        ("published_from=2026-03-05", ["Budget"]),
        ("published_to=2026-03-04", ["Bridge to open"]),
        ("q=bolt", ["Bridge to open"]),
        ("q=bolt%20-bridge", []),
        ("external_id=cms-2", ["Budget"]),
        ("url=https://example.com/b", ["Budget"]),
        ("limit=1", ["Budget"]),
    ],
)
def test_filters(client: FlaskClient, query: str, found: list[str]) -> None:
    client.post(PATH, json=article())
    other = article(text=BUDGET, title="Budget", external_id="cms-2", publication="Courier")
    client.post(
        PATH, json={**other, "published_at": "2026-03-06T08:00:00+01:00", "url": "https://example.com/b"}
    )
    listed = client.get(f"{PATH}?{query}").get_json()
    assert [one["title"] for one in listed["data"]] == found


def test_deleting_takes_the_quotes_along(client: FlaskClient) -> None:
    stored = client.post(PATH, json=article()).get_json()
    path = f"{PATH}/{stored['id']}"
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404
    assert client.delete(path).status_code == 404
    assert client.get(f"{path}/quotes").status_code == 404
    assert client.get("/v1/quotes").get_json()["data"] == []


def test_quotes_of_an_article_come_in_its_order(client: FlaskClient) -> None:
    stored = client.post(PATH, json=article()).get_json()
    client.post(PATH, json=article(text=BUDGET, external_id="cms-2"))
    listed = client.get(f"{PATH}/{stored['id']}/quotes").get_json()
    assert listed["data"] == [quote | {"hit": None} for quote in stored["quotes"]]
    only = client.get(f"{PATH}/{stored['id']}/quotes?medium=briefing").get_json()
    assert [quote["text"] for quote in only["data"]] == ["The bridge opens on Monday"]


def test_pages_neither_skip_nor_repeat_while_articles_are_added(client: FlaskClient) -> None:
    for n in range(5):
        client.post(PATH, json=article(external_id=f"cms-{n}", text=f"{n}. {BRIDGE}"))
    seen: list[str] = []
    url: str | None = f"{PATH}?limit=2&publication=the+harbour+gazette"
    while url:
        page = client.get(url).get_json()
        seen += [one["external_id"] for one in page["data"]]
        url = page["links"]["next"]
        assert url is None or "publication=the+harbour+gazette" in url
        client.post(PATH, json=article(external_id=f"new-{len(seen)}", text=f"{len(seen)} {BUDGET}"))
    old = [one for one in seen if one.startswith("cms")]
    assert sorted(old) == [f"cms-{n}" for n in range(5)]
    assert len(seen) == len(set(seen))


def test_an_earlier_revision_can_be_read(client: FlaskClient) -> None:
    path = client.post("/v1/articles", json=article(title="First")).headers["Location"]
    text = BUDGET + " More."
    client.post("/v1/articles", json=article(title="Second", text=text))
    now, then = client.get(path).get_json(), client.get(f"{path}?revision=1").get_json()
    assert (now["revision"], now["title"], now["text"]) == (2, "Second", text)
    assert (then["revision"], then["title"], then["text"]) == (1, "First", article()["text"])
    assert then["id"] == now["id"]
    assert client.get(f"{path}?revision=2").get_json() == now


@pytest.mark.parametrize(("revision", "status"), [("2", 404), ("0", 422), ("-1", 422), ("x", 422)])
def test_there_is_no_such_revision(client: FlaskClient, revision: str, status: int) -> None:
    path = client.post("/v1/articles", json=article()).headers["Location"]
    assert client.get(f"{path}?revision={revision}").status_code == status
