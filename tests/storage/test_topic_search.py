"""Topics are found by words of any of their names, and pages of them neither skip nor repeat."""

import pytest
from peewee import Database

from service.storage import topics
from service.storage.editors import Editor
from service.tracker import curating
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article

VERA = Editor(by="vera")
NAMES = (
    "Sea wall",
    "Sea",
    "Harbour wall",
    "Mill 4",
    "Weir",
    "Búzios",
    "Tide mill",
    "Walled garden",
    "Seaside",
)


@pytest.fixture(autouse=True)
def stored(database: Database) -> None:
    for number, name in enumerate(NAMES):
        line = Line(words="So it is", by="Ana Marsh", about=(name,))
        ingest(Submission(text=article(line), url=str(number)), ScriptedReader(line), 10_000)
    curating.merge("weir", "tide-mill", VERA)
    curating.change("harbour-wall", VERA, name="Mole", pinned=True)


CASES: list[tuple[str, list[str], str]] = [
    ("wall", ["Mole", "Sea wall", "Walled garden"], "a word, the beginning of one, and a name it had"),
    ("wall sea", ["Sea wall"], "all words, in any order"),
    ("SEA", ["Sea", "Sea wall", "Seaside"], "case does not count"),
    ("eir", [], "no word ends so: only beginnings count"),
    ("weir", ["Tide mill"], "what was merged into it"),
    ("weir tide", [], "of two names each has one of the words, none has both"),
    ("4", ["Mill 4"], "a number is a word"),
    ("buz", ["Búzios"], "accents do not count"),
    ("%", [], "no word at all"),
    ("se_", ["Sea", "Sea wall", "Seaside"], "no mark stands for any letter"),
    ("s%a", [], "nor for several"),
    ("nowhere", [], "no such word"),
]


@pytest.mark.parametrize(("q", "names", "reason"), CASES, ids=[case[2] for case in CASES])
def test_topics_are_found(q: str, names: list[str], reason: str) -> None:
    page = topics.find(q)
    assert [one.name for one in page.items] == names, reason
    assert (page.total, page.exact, page.next_cursor) == (len(names), True, None)


def test_pages_have_each_once() -> None:
    seen, cursor = [], None
    for _ in range(3):
        page = topics.find("sea", limit=1, cursor=cursor)
        seen += [one.name for one in page.items]
        assert page.total == 3
        cursor = page.next_cursor
    assert (seen, cursor) == (["Sea", "Sea wall", "Seaside"], None)


def test_the_total_stays_where_the_rest_of_the_list_has_gone() -> None:
    cursor = topics.find("sea", limit=2).next_cursor
    curating.merge("seaside", "mill-4", VERA)
    page = topics.find("sea", limit=2, cursor=cursor)
    assert [one.name for one in page.items] == []
    assert page.total == 3, "Mill 4 has that name too now, before the place where the page begins"


@pytest.mark.parametrize(("pinned", "names"), [(True, ["Mole"]), (False, ["Sea wall", "Walled garden"])])
def test_of_those_that_are_pinned_or_not(pinned: bool, names: list[str]) -> None:
    assert [one.name for one in topics.find("wall", pinned=pinned).items] == names
