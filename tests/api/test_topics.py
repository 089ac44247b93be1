"""Topics: found by name, shown by slug, their quotes."""

import pytest
from flask.testing import FlaskClient

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
    assert topic == {"slug": "bridge", "name": "Bridge", "quote_count": 2, "article_count": 2}


def test_quotes_about_a_topic(archive: FlaskClient) -> None:
    listed = archive.get(f"{PATH}/bridge/quotes?medium=debate").get_json()
    assert [quote["medium"] for quote in listed["data"]] == ["debate"]


@pytest.mark.parametrize("path", ["/none", "/none/quotes", "/%00", "/Bridge", "/a%20b", f"/{'a' * 201}"])
def test_no_such_topic(archive: FlaskClient, path: str) -> None:
    assert archive.get(PATH + path).status_code == 404


def test_pages(archive: FlaskClient) -> None:
    first = archive.get(f"{PATH}?limit=1").get_json()
    rest = archive.get(first["links"]["next"]).get_json()
    assert {first["data"][0]["slug"], rest["data"][0]["slug"]} == {"bridge", "budget"}
    assert rest["links"]["next"] is None
