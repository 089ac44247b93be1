"""Topics: found by name, shown by slug, their quotes."""

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.api.news import BUDGET, article

PATH = "/v1/topics"


@pytest.fixture
def archive(client: FlaskClient) -> FlaskClient:
    client.post("/v1/articles", json=article())
    client.post("/v1/articles", json=article(text=BUDGET, external_id="cms-2"))
    return client


@pytest.mark.parametrize(
    ("query", "slugs"),
    [("", {"bridge", "budget"}), ("q=brid", {"bridge"}), ("q=BUDGET", {"budget"}), ("q=x", set())],
)
def test_finds(archive: FlaskClient, query: str, slugs: set[str]) -> None:
    listed = archive.get(f"{PATH}?{query}").get_json()
    assert {topic["slug"] for topic in listed["data"]} == slugs


def test_shows_counts(archive: FlaskClient) -> None:
    topic = archive.get(f"{PATH}/bridge").get_json()
    assert topic == {
        "slug": "bridge",
        "name": "Bridge",
        "pinned": False,
        "merged": [],
        "quote_count": 2,
        "article_count": 2,
    }


def test_quotes_about_a_topic(archive: FlaskClient) -> None:
    listed = archive.get(f"{PATH}/bridge/quotes?medium=debate").get_json()
    assert [quote["medium"] for quote in listed["data"]] == ["debate"]


@pytest.mark.parametrize("path", ["/none", "/none/quotes", "/%00", "/Bridge", "/a%20b", f"/{'a' * 201}"])
def test_no_such_topic(archive: FlaskClient, path: str) -> None:
    assert archive.get(PATH + path).status_code == 404


def decide(archive: FlaskClient, method: str, path: str, seen: str, **body: object) -> TestResponse:
    tag = archive.get(seen).headers["ETag"]
    return archive.open(path, method=method, json={"by": "ines", **body}, headers={"If-Match": tag})


def test_an_editor_names_merges_and_takes_it_back(archive: FlaskClient) -> None:
    bridge, budget = f"{PATH}/bridge", f"{PATH}/budget"
    named = decide(archive, "PATCH", bridge, bridge, name="The Crossing", pinned=True, why="house style")
    assert (named.get_json()["name"], named.get_json()["pinned"]) == ("The Crossing", True)
    assert named.headers["ETag"] == archive.get(bridge).headers["ETag"]
    listed = archive.get(f"{PATH}?pinned=true&q=crossing").get_json()
    assert [topic["slug"] for topic in listed["data"]] == ["bridge"]
    merged = decide(archive, "POST", f"{budget}/merge", budget, into="bridge")
    assert (merged.get_json()["slug"], merged.get_json()["quote_count"]) == ("bridge", 2)
    assert archive.get(budget).get_json()["slug"] == "bridge"
    assert archive.get("/v1/quotes?topic=budget").get_json()["meta"]["total"] == 2
    split = decide(archive, "POST", f"{budget}/unmerge", budget)
    assert (split.get_json()["slug"], split.get_json()["quote_count"]) == ("budget", 1)
    history = archive.get(f"{bridge}/history").get_json()["data"]
    assert [(entry["kind"], entry["was"], entry["now"], entry["why"]) for entry in history] == [
        ("named", "Bridge", "The Crossing", "house style"),
        ("pinned", False, True, "house style"),
        ("took_in", None, "budget", None),
        ("took_in", "budget", None, None),
    ]


def test_an_editor_puts_a_topic_on_a_quote_and_takes_it_off(archive: FlaskClient) -> None:
    quote = archive.get("/v1/quotes?topic=bridge&medium=briefing").get_json()["data"][0]
    path = f"/v1/quotes/{quote['id']}"
    put = decide(archive, "PUT", f"{path}/topics/budget", path, about=True).get_json()
    assert {topic["slug"] for topic in put["topics"]} == {"bridge", "budget"}
    off = decide(archive, "PUT", f"{path}/topics/bridge", path, about=False).get_json()
    assert [topic["slug"] for topic in off["topics"]] == ["budget"]
    (entry,) = archive.get(f"{PATH}/budget/history").get_json()["data"]
    assert (entry["kind"], entry["now"], entry["quote_id"]) == ("quote", True, quote["id"])
    back = decide(archive, "PUT", f"{path}/topics/bridge", path, about=None).get_json()
    assert {topic["slug"] for topic in back["topics"]} == {"bridge", "budget"}


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "said"),
    [
        ("PATCH", "/bridge", {"name": "budget"}, 409, "merge 'bridge' into it"),
        ("PATCH", "/bridge", {"name": "  BÚDGET "}, 409, "is the topic 'budget' already"),
        ("PATCH", "/bridge", {}, 422, "Neither name nor pinned"),
        ("PATCH", "/bridge", {"pinned": "yes"}, 422, "is not true or false"),
        ("PATCH", "/bridge", {"name": "…"}, 422, "no letter and no digit"),
        ("PATCH", "/none", {"name": "A"}, 404, "no topic 'none'"),
        ("POST", "/bridge/merge", {"into": "bridge"}, 409, "into itself"),
        ("POST", "/bridge/merge", {"into": "none"}, 409, "no topic 'none' to merge into"),
        ("POST", "/bridge/merge", {}, 422, "is missing"),
        ("POST", "/bridge/unmerge", {}, 409, "not merged into any"),
    ],
)
def test_refuses_precisely(
    archive: FlaskClient, method: str, path: str, body: dict[str, object], status: int, said: str
) -> None:
    before = archive.get(PATH).get_json()
    answer = decide(archive, method, PATH + path, f"{PATH}/bridge", **body)
    assert answer.status_code == status
    assert said in answer.get_data(as_text=True)
    assert archive.get(PATH).get_json() == before


def test_a_decision_needs_the_version_that_was_seen(archive: FlaskClient) -> None:
    path = f"{PATH}/bridge"
    stale = {"If-Match": archive.get(path).headers["ETag"]}
    assert archive.patch(path, json={"by": "ines", "pinned": True}).status_code == 428
    assert archive.patch(path, json={"by": "ines", "pinned": True}, headers=stale).status_code == 200
    refused = archive.patch(path, json={"by": "jo", "name": "Span"}, headers=stale)
    current = archive.get(path).headers["ETag"].partition(".")[0]
    assert (refused.status_code, refused.headers["ETag"]) == (412, f'{current}"'), (
        "what a decision is made on"
    )


def test_pages(archive: FlaskClient) -> None:
    first = archive.get(f"{PATH}?limit=1").get_json()
    rest = archive.get(first["links"]["next"]).get_json()
    assert {first["data"][0]["slug"], rest["data"][0]["slug"]} == {"bridge", "budget"}
    assert rest["links"]["next"] is None
