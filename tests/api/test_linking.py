"""Who is one speaker across articles, through the front door: linked, suggested, or asked about."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.scripted import Line, article

Desk = Callable[..., FlaskClient]
SPEAKERS = "/v1/speakers"


def store(client: FlaskClient, *lines: Line, **members: Any) -> list[dict[str, Any]]:
    """The speakers of the article's quotes as they are answered."""
    answer = client.post("/v1/articles", json={"text": article(*lines), **members})
    assert answer.status_code == 201, answer.text
    return [quote["speaker"] for quote in answer.get_json()["quotes"]]


def body(name: str, *aliases: str, about: str = "Treaty", words: str = "") -> Line:
    return Line(words=words or f"So {name}", by=name, kind="organization", aliases=aliases, about=(about,))


def person(name: str, role: str | None = None) -> Line:
    return Line(words=f"Words of {name}", by=name, role=role)


CSTO = "Collective Security Treaty Organization"

# Two articles after each other, and whether their speakers are one.
LINKED: list[tuple[str, Line, Line, bool]] = [
    ("an acronym that an article explains", body(CSTO, "CSTO"), body("CSTO"), True),
    ("the acronym first, then what it stands for", body("CSTO"), body(CSTO, "CSTO"), True),
    ("an acronym that nothing shared explains", body(CSTO, "CSTO"), body("CSTO", about="Cats"), False),
    ("an acronym that no article explains", body(CSTO), body("CSTO"), False),
    ("a middle initial", person("Antony J. Blinken"), person("Antony Blinken"), True),
    ("a middle initial with its stop lost", person("Antony J Blinken"), person("Antony J. Blinken"), True),
    ("another middle initial", person("Antony J. Blinken"), person("Antony K. Blinken"), True),
    ("diacritics", person("Émile Zátopek"), person("Emile Zatopek"), True),
    ("letters that are no accents", person("Håkon Sørlie"), person("Hakon Sorlie"), True),
    ("an apostrophe of another shape", person("Niamh O’Brien"), person("Niamh O'Brien"), True),
    ("another transliteration", person("Nursultan Nazarbayev"), person("Nursultan Nazarbaev"), False),
    ("another one", person("Kassym-Jomart Tokayev"), person("Kassym-Jomart Toqaev"), False),
    ("a nickname", person("Robert Ames"), person("Bob Ames"), False),
    ("a surname alone", person("Ada Byron"), person("Byron"), False),
    ("a longer name", person("Maria Ortiz"), person("Maria Ortiz Luna"), False),
]


@pytest.mark.parametrize(
    ("first", "second", "one"), [row[1:] for row in LINKED], ids=[row[0] for row in LINKED]
)
def test_what_is_linked(desk: Desk, first: Line, second: Line, one: bool) -> None:
    client = desk(first, second)
    ids = {speaker["id"] for line in (first, second) for speaker in store(client, line)}
    assert len(ids) == (1 if one else 2)


# A pair that is never linked, and why it is suggested (None: not even that).
SUGGESTED: list[tuple[str, str, str | None]] = [
    ("Nursultan Nazarbayev", "Nursultan Nazarbaev", "spelling"),
    ("Kassym-Jomart Tokayev", "Kassym-Jomart Toqaev", "spelling"),
    ("Robert Ames", "Bob Ames", "nickname"),
    ("Maria Ortiz", "Maria Ortiz Luna", "longer_name"),
    ("Robert Ames", "R. Ames", "initial"),
    ("Robert Ames", "Robert Ames Jr.", "suffix"),
    ("Ada Byron", "Byron", None),
    ("Ada Byron", "Eva Byron", None),
]


@pytest.mark.parametrize(("name", "other", "reason"), SUGGESTED)
def test_what_is_only_suggested(desk: Desk, name: str, other: str, reason: str | None) -> None:
    lines = person(name), person(other)
    client = desk(*lines)
    (asked,), (may_be,) = store(client, lines[0]), store(client, lines[1])
    assert asked["id"] != may_be["id"]
    found = client.get(f"{SPEAKERS}/{asked['id']}/suggestions").get_json()["data"]
    told = [(one["speaker"]["id"], one["reason"], one["own_name"], one["other_name"]) for one in found]
    assert told == ([(may_be["id"], reason, name, other)] if reason else [])
    back = client.get(f"{SPEAKERS}/{may_be['id']}/suggestions").get_json()["data"]
    assert [one["speaker"]["id"] for one in back] == ([asked["id"]] if reason else [])


def test_a_suggestion_that_an_editor_takes_is_one_no_more(desk: Desk) -> None:
    lines = person("Nursultan Nazarbayev"), person("Nursultan Nazarbaev")
    client = desk(*lines)
    (one,), (other,) = store(client, lines[0]), store(client, lines[1])
    client.post(f"{SPEAKERS}/{other['id']}/merge", json={"into": one["id"], "by": "ines"})
    assert client.get(f"{SPEAKERS}/{one['id']}/suggestions").get_json()["data"] == []
    assert client.get(f"{SPEAKERS}/{other['id']}/suggestions").get_json()["data"] == []
    again = Line(words="Once more", by="Nursultan Nazarbaev")
    assert store(desk(again), again)[0]["id"] == one["id"], "later articles follow"


def test_a_suggestion_of_an_acronym(desk: Desk) -> None:
    lines = body(CSTO), body("CSTO", about="Cats")
    client = desk(*lines)
    (whole,), (short,) = store(client, lines[0]), store(client, lines[1])
    (found,) = client.get(f"{SPEAKERS}/{whole['id']}/suggestions").get_json()["data"]
    assert (found["speaker"]["id"], found["reason"]) == (short["id"], "acronym")


MAYOR = Line(words="Build the wall", by="Ada Byron", role="mayor", about=("Walls",))
KEEPER = Line(words="We scored late", by="Ada Byron", role="goalkeeper", about=("Cup",))


@pytest.fixture
def asked(desk: Desk) -> tuple[FlaskClient, dict[str, Any]]:
    """A mayor, a goalkeeper of her name, and the open question whether they are one."""
    client = desk(MAYOR, KEEPER)
    store(client, MAYOR)
    store(client, KEEPER)
    listed = client.get(f"{SPEAKERS}/ambiguities").get_json()
    assert listed["meta"]["total"] == 1
    return client, listed["data"][0]


def settle(client: FlaskClient, question: dict[str, Any], **members: Any) -> Any:
    return client.post(f"{SPEAKERS}/ambiguities/{question['id']}/settle", json={"by": "ines", **members})


def test_a_question_names_both(asked: tuple[FlaskClient, dict[str, Any]]) -> None:
    client, question = asked
    assert (question["state"], question["settled"]) == ("open", None)
    roles = [each["roles"][0]["role"] for each in (question["speaker"], *question["candidates"])]
    assert roles == ["goalkeeper", "mayor"]
    for state, total in (("open", 1), ("same", 0), ("different", 0)):
        assert client.get(f"{SPEAKERS}/ambiguities?state={state}").get_json()["meta"]["total"] == total
    assert client.get(f"{SPEAKERS}/ambiguities?state=closed").status_code == 422


@pytest.mark.parametrize(("verdict", "speakers"), [("same", 1), ("different", 2)])
def test_an_editor_settles_it_and_takes_that_back(
    asked: tuple[FlaskClient, dict[str, Any]], verdict: str, speakers: int
) -> None:
    client, question = asked
    settled = settle(client, question, verdict=verdict, why="rang both").get_json()
    assert (settled["state"], settled["settled"]["by"], settled["settled"]["why"]) == (
        verdict, "ines", "rang both",
    )  # fmt: skip
    assert client.get(f"{SPEAKERS}?q=byron").get_json()["meta"]["total"] == speakers
    path = f"{SPEAKERS}/{question['speaker']['id']}"
    entry = client.get(f"{path}/history").get_json()["data"][-1]
    assert client.post(f"{path}/history/{entry['id']}/undo", json={"by": "ed"}).status_code == 200
    (again,) = client.get(f"{SPEAKERS}/ambiguities").get_json()["data"]
    assert (again["id"], again["state"]) == (question["id"], "open")
    assert client.get(f"{SPEAKERS}?q=byron").get_json()["meta"]["total"] == 2


@pytest.mark.parametrize(
    ("members", "status", "pointer", "said"),
    [
        ({"verdict": "same", "speaker_id": "nobody"}, 422, "/speaker_id", "no candidate"),
        ({"verdict": "different", "speaker_id": "nobody"}, 422, "/speaker_id", "only be sent with"),
        ({"verdict": "perhaps"}, 422, "/verdict", "perhaps"),
        ({}, 422, "/verdict", "missing"),
        ({"verdict": "same", "by": ""}, 422, "/by", ""),
    ],
)  # fmt: skip
def test_what_settles_nothing(
    asked: tuple[FlaskClient, dict[str, Any]], members: dict[str, str], status: int, pointer: str, said: str
) -> None:
    client, question = asked
    answer = settle(client, question, **members)
    assert answer.status_code == status
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == [pointer]
    assert said in answer.text
    assert client.get(f"{SPEAKERS}/ambiguities").get_json()["data"] == [question]


def test_what_is_settled_or_unknown_is_not_settled_again(asked: tuple[FlaskClient, dict[str, Any]]) -> None:
    client, question = asked
    settle(client, question, verdict="different")
    again = settle(client, question, verdict="same")
    assert (again.status_code, "settled already" in again.get_json()["detail"]) == (409, True)
    assert settle(client, {"id": "a" * 26}, verdict="same").status_code == 404
