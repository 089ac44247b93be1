"""Speakers: found by any name, shown with roles, their quotes."""

import pytest
from flask.testing import FlaskClient

from tests.api.news import BUDGET, article

PATH = "/v1/speakers"


@pytest.fixture
def archive(client: FlaskClient) -> FlaskClient:
    client.post("/v1/articles", json=article())
    client.post("/v1/articles", json=article(text=BUDGET, external_id="cms-2"))
    return client


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Ada Bright", "Noor Haddad", "Émile Été"}),
        ("q=bright", {"Ada Bright"}),
        ("q=emile", {"Émile Été"}),
        ("q=nobody", set()),
        ("kind=person", {"Ada Bright", "Noor Haddad", "Émile Été"}),
        ("kind=group", set()),
    ],
)
def test_finds(archive: FlaskClient, query: str, names: set[str]) -> None:
    listed = archive.get(f"{PATH}?{query}").get_json()
    assert {speaker["name"] for speaker in listed["data"]} == names
    assert listed["meta"]["total"] == len(names)


def test_shows_roles_and_counts(archive: FlaskClient) -> None:
    found = archive.get(f"{PATH}?q=ada").get_json()["data"][0]
    speaker = archive.get(f"{PATH}/{found['id']}").get_json()
    assert [role["role"] for role in speaker["roles"]] == ["Mayor"]
    assert (speaker["quote_count"], speaker["article_count"]) == (1, 1)
    assert "Bright" in speaker["aliases"]


def test_quotes_of_a_speaker(archive: FlaskClient) -> None:
    found = archive.get(f"{PATH}?q=ada").get_json()["data"][0]
    listed = archive.get(f"{PATH}/{found['id']}/quotes?medium=briefing").get_json()
    assert [quote["speaker"]["id"] for quote in listed["data"]] == [found["id"]]


def test_pages(archive: FlaskClient) -> None:
    first = archive.get(f"{PATH}?limit=2").get_json()
    rest = archive.get(first["links"]["next"]).get_json()
    assert len({one["id"] for one in first["data"] + rest["data"]}) == 3


@pytest.mark.parametrize("path", ["/none", "/none/quotes"])
def test_no_such_speaker(client: FlaskClient, path: str) -> None:
    assert client.get(PATH + path).status_code == 404


@pytest.mark.parametrize("query", ["kind=alien", "name=a", "q=", "speaker=a"])
def test_refuses(client: FlaskClient, query: str) -> None:
    assert client.get(f"{PATH}?{query}").status_code == 422


def test_the_path_names_the_speaker(archive: FlaskClient) -> None:
    found = archive.get(f"{PATH}?q=ada").get_json()["data"][0]
    assert archive.get(f"{PATH}/{found['id']}/quotes?speaker=haddad").status_code == 422
