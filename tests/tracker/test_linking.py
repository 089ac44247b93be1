"""Which names of two articles are one speaker."""

import pytest
from peewee import Database

from service.storage import speakers
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article

Person = tuple[str, str, tuple[str, ...]]


def person(name: str, *aliases: str) -> Person:
    return name, "person", aliases


def organization(name: str, *aliases: str) -> Person:
    return name, "organization", aliases


# Speakers of one article after the other, and how many records they come to.
CASES = [
    ("the same name", [person("Ada Byron"), person("Ada Byron")], 1),
    ("a middle initial", [person("Antony J. Blinken"), person("Antony Blinken")], 1),
    ("accents", [person("José Núñez"), person("Jose Nunez")], 1),
    ("capitals", [person("ADA BYRON"), person("Ada Byron")], 1),
    ("a full alias", [person("Ada King", "Augusta Ada Byron"), person("Augusta Ada Byron")], 1),
    ("a full alias of the second", [person("Ada King"), person("Augusta Ada Byron", "Ada King")], 1),
    ("a surname alone", [person("Byron"), person("Byron")], 2),
    ("a surname and a full name", [person("Ada Byron", "Byron"), person("Byron")], 2),
    ("a shared surname as an alias", [person("Ada Byron", "Byron"), person("George Byron", "Byron")], 2),
    ("a suffix is no first name", [person("Bush Jr."), person("Bush Jr.")], 2),
    ("two who may be meant", [person("A B", "X Y"), person("C D", "X Y"), person("X Y")], 3),
    ("an organisation", [organization("Pfizer"), organization("PFIZER")], 1),
    (
        "an acronym may be another's",
        [organization("Cat Show Trust", "CST"), organization("Clay Soil Team", "CST")],
        2,
    ),
    ("a firm named like a man", [person("Ada Byron"), organization("Ada Byron")], 2),
    ("groups", [("residents", "group", ()), ("residents", "group", ())], 2),
    ("unnamed", [("a senior official", "unnamed", ()), ("a senior official", "unnamed", ())], 2),
]


@pytest.mark.parametrize(("people", "records"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_how_many_speakers_they_are(database: Database, people: list[Person], records: int) -> None:
    for number, (name, kind, aliases) in enumerate(people):
        line = Line(words=f"Words {number}", by=name, kind=kind, aliases=aliases)
        ingest(Submission(text=article(line)), ScriptedReader(line), 10_000)
    page = speakers.find()
    assert page.total == records
    assert sum(speaker.quote_count for speaker in page.items) == len(people)


def test_an_unnamed_source_is_one_within_its_article(database: Database) -> None:
    lines = [Line(words=words, by="a senior official", kind="unnamed") for words in ("One", "Two")]
    ingest(Submission(text=article(*lines)), ScriptedReader(*lines), 10_000)
    assert speakers.find().total == 1


def test_a_speaker_shows_the_fullest_name_its_aliases_its_roles_and_counts(database: Database) -> None:
    lines = [
        Line(words="One", by="Antony Blinken", aliases=("Blinken",), role="a senator", said_on="2010"),
        Line(words="Two", by="Antony J. Blinken", role="Secretary of State", said_on="2022-01-06"),
    ]
    for line, day in zip(lines, ("2010-05-01", "2022-01-07"), strict=True):
        ingest(Submission(text=article(line), published_at=day), ScriptedReader(line), 10_000)
    (listed,) = speakers.find("blink").items
    found = speakers.get(listed.id)
    assert (found.name, found.aliases) == ("Antony J. Blinken", ("Antony Blinken", "Blinken"))
    assert (found.quote_count, found.article_count) == (2, 2)
    assert (found.first_said_on, found.last_said_on) == ("2010", "2022-01-06")
    assert [(role.role, role.first_on, role.quote_count) for role in found.roles] == [
        ("a senator", "2010-05-01", 1),
        ("Secretary of State", "2022-01-07", 1),
    ]


@pytest.mark.parametrize(
    ("q", "kind", "count"),
    [("nun", None, 1), ("josé", None, 1), ("NÚÑEZ jos", None, 1), ("nun josé", None, 0), ("unez", None, 1),
     ("nez", None, 0), ("jose nunes", None, 1), ("joso nunes", None, 0),
     (None, "person", 1), (None, "group", 0), ("%", None, 0), ("", None, 0)],
)  # fmt: skip
def test_speakers_are_found_by_words_of_a_name(database: Database, q: str, kind: str, count: int) -> None:
    line = Line(words="One", by="José Núñez")
    ingest(Submission(text=article(line)), ScriptedReader(line), 10_000)
    assert speakers.find(q, kind).total == count
