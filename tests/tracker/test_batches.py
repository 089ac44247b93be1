"""Articles stored together are the archive that they are one after the other, whoever they quote."""

from collections import Counter
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from peewee import Database

from service.storage.models import Speaker, Topic
from service.storage.tables import TABLES
from tests.rows import contents
from tests.scripted import Line
from tests.storage.test_first_readings import WRITTEN, one_by_one, together

NUMBERS = count()
PEOPLE = (
    ("Ada Byron", "person", ()),
    ("Ada J. Byron", "person", ("Byron",)),
    ("ADA BYRON", "person", ()),
    ("Augusta King", "person", ("Ada Byron",)),  # another name of hers, which is a record's own elsewhere
    ("Bo Li", "person", ("Robert Li",)),
    ("Robert Li", "person", ()),
    ("Harbour Trust", "organization", ("HT", "Trust of the Harbour")),
    ("HT", "organization", ()),
    ("Trust of the Harbour", "organization", ()),
    ("Okafor", "person", ()),  # a surname: another article's may be another's
    ("residents", "group", ()),
)  # fmt: skip
ROLES = (None, "mayor", "the city's mayor", "striker", "judge")

lines = st.builds(
    lambda words, who, role, about: Line(
        words=words, by=who[0], kind=who[1], aliases=who[2], role=role, about=about
    ),
    st.sampled_from(["Build the wall", "Close the gate", "Never again"]),
    st.sampled_from(PEOPLE),
    st.sampled_from(ROLES),
    st.sampled_from([(), ("Walls",), ("Walls", "Harbour")]),
)
read = st.lists(st.lists(lines, max_size=3, unique_by=lambda line: line.words), min_size=2, max_size=7)


def ada(role: str | None, *, words: str = "Build the wall", name: str = "Ada Byron") -> list[Line]:
    return [Line(words=words, by=name, role=role)]


TRUST = Line(words="Ships wait", by="Harbour Trust", kind="organization", aliases=("HT",), about=("Ships",))
LETTERS = Line(words="No comment", by="HT", kind="organization", about=("Ships",))


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(read)
@example([ada("mayor"), ada("striker"), ada("striker"), ada("mayor")])  # two of one name, in one batch
@example([ada("mayor"), ada(None, name="Ada J. Byron"), ada("mayor", name="Ada J. Byron")])  # spelled out
@example([[TRUST], [LETTERS], [TRUST]])  # letters that only an article of the batch tells of
@pytest.mark.parametrize(
    "engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)
def test_together_or_one_by_one(database: Database, read: list[list[Line]]) -> None:
    known, batch = read[: len(read) // 3], read[len(read) // 3 :]
    assert stored(known, batch, together) == stored(known, batch, one_by_one)


def stored(known: list[list[Line]], batch: list[list[Line]], store: Any) -> dict[str, Counter[Any]]:
    items = [(f"{number}", tuple(lines)) for number, lines in enumerate((*known, *batch))]
    if known:
        one_by_one(items[: len(known)])
    store(items[len(known) :])
    found = contents(WRITTEN)
    Topic.update(into=None).execute()  # rows that refer to each other
    Speaker.update(merged_into=None).execute()
    for table in reversed(TABLES):
        table.delete().execute()
    return found
