"""What editors do to speakers, over HTTP: ids of elsewhere, roles on a day, and what can't be."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.scripted import Line, article

SPEAKERS = "/v1/speakers"
BYRON = Line(words="Build the wall", by="Ada Byron", aliases=("Countess Ada",), role="mayor")
KING = Line(words="Close the gate", by="Bo King", role="mayor")
PSST = Line(words="Psst", by="an official", kind="unnamed")
ACME = Line(words="Buy more", by="Acme", kind="organization")
LINES = (BYRON, KING, PSST, ACME)
NOBODY = "a" * 26


@pytest.fixture
def people(desk: Callable[..., FlaskClient]) -> tuple[FlaskClient, dict[str, str], dict[str, str]]:
    """The client, the ids of speakers by name, and of their quotes."""
    client = desk(*LINES)
    quotes = client.post("/v1/articles", json={"text": article(*LINES)}).get_json()["quotes"]
    ids = {quote["speaker"]["name"]: quote["speaker"]["id"] for quote in quotes}
    return client, ids, {quote["speaker"]["name"]: quote["id"] for quote in quotes}


People = tuple[FlaskClient, dict[str, str], dict[str, str]]


def edit(client: FlaskClient, speaker_id: str, **members: Any) -> TestResponse:
    path = f"{SPEAKERS}/{speaker_id}"
    seen = {"If-Match": client.get(path).headers["ETag"]}
    return client.patch(path, json={"by": "ines", **members}, headers=seen)


def test_an_id_of_elsewhere_finds_its_speaker(people: People) -> None:
    client, ids, _ = people
    edited = edit(client, ids["Ada Byron"], external_ids={"wikidata": "Q7259", "cms": "b-1"})
    assert edited.get_json()["external_ids"] == {"wikidata": "Q7259", "cms": "b-1"}
    for asked, found in (("Q7259", 1), ("wikidata:Q7259", 1), ("cms:b-1", 1), ("cms:Q7259", 0), ("Q1", 0)):
        listed = client.get(SPEAKERS, query_string={"external_id": asked}).get_json()["data"]
        assert [one["id"] for one in listed] == [ids["Ada Byron"]] * found, asked
    taken = edit(client, ids["Bo King"], external_ids={"wikidata": "Q7259"})
    (fault,) = taken.get_json()["errors"]
    assert (taken.status_code, fault["pointer"]) == (409, "/external_ids")
    assert ids["Ada Byron"] in taken.get_json()["detail"], "whose it is"
    assert edit(client, ids["Ada Byron"], external_ids={"wikidata": None}).get_json()["external_ids"] == {
        "cms": "b-1"
    }
    assert edit(client, ids["Bo King"], external_ids={"wikidata": "Q7259"}).status_code == 200, "free again"


def test_an_id_of_elsewhere_of_a_merged_speaker_finds_the_whole(people: People) -> None:
    client, ids, _ = people
    edit(client, ids["Ada Byron"], external_ids={"wikidata": "Q7259"})
    client.post(f"{SPEAKERS}/{ids['Ada Byron']}/merge", json={"into": ids["Bo King"], "by": "ines"})
    listed = client.get(f"{SPEAKERS}?external_id=Q7259").get_json()["data"]
    assert [one["id"] for one in listed] == [ids["Bo King"]]


def test_what_somebody_was_on_a_day(desk: Callable[..., FlaskClient]) -> None:
    roles = (("2024-03-01", "councillor"), ("2025-05-06", "mayor"), ("2026-02-02", "Member of Parliament"))
    lines = [Line(words=f"As {role}", by="Ada Byron", role=role) for _, role in roles]
    client = desk(*lines)
    for (day, _), line in zip(roles, lines, strict=True):
        client.post("/v1/articles", json={"text": article(line), "published_at": day})
    (speaker,) = client.get(f"{SPEAKERS}?q=byron").get_json()["data"]
    path = f"{SPEAKERS}/{speaker['id']}"
    for day, role in (
        ("2024-02-29", None), ("2024-03-01", "councillor"), ("2025-05-05", "councillor"),
        ("2025-05-06", "mayor"), ("2026-01-31", "mayor"), ("2031-01-01", "Member of Parliament"),
    ):  # fmt: skip
        told = client.get(f"{path}?on={day}").get_json()["role_on"]
        assert (told and told["role"]) == role, day
    assert client.get(path).get_json()["role_on"] is None, "no day was asked about"
    for day in ("2025-02-30", "2025", "today", ""):
        refused = client.get(path, query_string={"on": day})
        assert (refused.status_code, refused.get_json()["errors"][0]["pointer"]) == (422, "on"), day


def test_both_ways_of_the_entity_tag(people: People) -> None:
    client, ids, _ = people
    path = f"{SPEAKERS}/{ids['Ada Byron']}"
    first = client.get(path).headers["ETag"]
    unchanged = client.get(path, headers={"If-None-Match": first})
    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert client.patch(path, json={"by": "ines", "name": "Ada King"}).status_code == 428
    assert edit(client, ids["Ada Byron"], name="Ada King").status_code == 200
    stale = client.patch(path, json={"by": "ed", "name": "Ada B."}, headers={"If-Match": first})
    assert (stale.status_code, stale.headers["ETag"]) == (412, client.get(path).headers["ETag"])
    assert stale.get_json()["errors"][0]["expected"].startswith(stale.headers["ETag"])
    changed = client.get(path, headers={"If-None-Match": first})
    assert (changed.status_code, changed.get_json()["name"]) == (200, "Ada King")


# The call, its body ("@Name" stands for the id of that speaker, "#Name" for that of the quote), the status,
# where it is wrong, what is said.
REFUSED: list[tuple[str, dict[str, Any], int, str | None, str]] = [
    ("@Ada Byron/merge", {"into": "@Ada Byron"}, 422, "/into", "into itself"),
    ("@Ada Byron/merge", {"into": "nobody"}, 409, "/into", "no speaker 'nobody'"),
    ("@Ada Byron/merge", {"into": "@Acme"}, 409, "/into", "of the kind organization"),
    ("@Ada Byron/merge", {"into": "@an official"}, 409, "/into", "is unnamed"),
    ("@an official/merge", {"into": "@Ada Byron"}, 409, None, "is unnamed"),
    ("@Ada Byron/merge", {}, 422, "/into", "missing"),
    (f"{NOBODY}/merge", {"into": "@Ada Byron"}, 404, None, f"no speaker '{NOBODY}'"),
    ("@Ada Byron/split", {}, 422, "/quotes", "takes nothing"),
    ("@Ada Byron/split", {"quotes": [], "aliases": []}, 422, "/quotes", "takes nothing"),
    ("@Ada Byron/split", {"quotes": ["#Ada Byron"]}, 409, "/quotes", "leaves the speaker"),
    ("@Ada Byron/split", {"quotes": ["#Bo King"]}, 409, "/quotes", "is no quote of"),
    ("@Ada Byron/split", {"quotes": ["none"]}, 409, "/quotes", "is no quote of"),
    ("@Ada Byron/split", {"aliases": ["Ada Byron"]}, 409, "/aliases", "own name"),
    ("@Ada Byron/split", {"aliases": ["Eva"]}, 409, "/aliases", "is not called 'Eva'"),
    ("@Ada Byron/split", {"quotes": ["#Ada Byron"], "into": "@Ada Byron"}, 422, "/into", "into itself"),
    ("@Ada Byron/split", {"quotes": ["#Ada Byron"], "into": "@Acme"}, 409, "/into", "of the kind"),
    ("@Ada Byron/split", {"quotes": ["#Ada Byron"], "into": "@Bo King", "name": "X"}, 422, "/name", "both"),
    ("@Ada Byron/split", {"quotes": ["#Ada Byron"], "name": "…"}, 422, "/name", "neither a letter"),
    ("@Ada Byron/split", {"quotes": "all"}, 422, "/quotes", "not a list"),
    ("@an official/split", {"quotes": ["#an official"]}, 409, None, "is unnamed"),
    (f"@Ada Byron/history/{NOBODY}/undo", {}, 404, None, f"no entry '{NOBODY}'"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("call", "body", "status", "pointer", "said"), REFUSED, ids=[f"{row[0]} {row[4]}" for row in REFUSED]
)
def test_refuses_precisely(
    people: People, call: str, body: dict[str, Any], status: int, pointer: str | None, said: str
) -> None:
    client, ids, quotes = people

    def meant(value: Any) -> Any:
        if isinstance(value, list):
            return [meant(one) for one in value]
        known = {"@": ids, "#": quotes}.get(value[:1])
        return known[value[1:]] if known else value

    who, _, rest = call.partition("/")
    before = client.get(SPEAKERS).get_json(), client.get("/v1/quotes").get_json()
    sent = {name: meant(value) for name, value in body.items()} | {"by": "ines"}
    answer = client.post(f"{SPEAKERS}/{meant(who)}/{rest}", json=sent)
    problem = answer.get_json()
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert said in answer.text
    assert [fault["pointer"] for fault in problem.get("errors", [])] == ([pointer] if pointer else [])
    assert (client.get(SPEAKERS).get_json(), client.get("/v1/quotes").get_json()) == before, (
        "nothing was done"
    )


def test_merges_in_a_circle_are_refused_and_say_into_whom_instead(people: People) -> None:
    client, ids, _ = people
    byron, king = ids["Ada Byron"], ids["Bo King"]
    merge = f"{SPEAKERS}/{byron}/merge"
    assert client.post(merge, json={"into": king, "by": "ines"}).status_code == 200
    twice = client.post(merge, json={"into": king, "by": "ines"})
    circle = client.post(f"{SPEAKERS}/{king}/merge", json={"into": byron, "by": "ines"})
    assert (twice.status_code, circle.status_code) == (409, 409)
    assert king in twice.get_json()["detail"]
    assert "circle" in circle.get_json()["detail"]
    assert client.get(f"{SPEAKERS}/{byron}").get_json()["merged_into"]["id"] == king
    assert client.get(f"{SPEAKERS}/{king}").get_json()["merged_into"] is None
