"""Pages of a topic that has very many quotes are those of one sorted list, on both databases."""

import pytest
from peewee import Database

from service.storage import cursors, decisions, quotes, searches, topic_pages
from service.storage.cursors import Position
from service.storage.editors import Editor
from service.storage.quotes import QuoteFilter
from service.storage.records import QuoteRecord
from service.tracker import curating
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article
from tests.storage.paging import paged

# Not in the order in which they are stored; three at one moment, two at none.
PUBLISHED = ["2024-03-02", None, "2024-01-05", "2024-03-02", None, "2023-12-31", "2024-03-02", "2024-02-01"]
WANTED = QuoteFilter(topic="ports")
SORTS = ("-published_at", "published_at")


@pytest.fixture
def archive(database: Database) -> list[QuoteRecord]:
    """In each article two quotes about ports and one about something else; one has none about them."""
    stored: list[QuoteRecord] = []
    for number, day in enumerate(PUBLISHED):
        about = ("Rain",) if number == 5 else ("Ports",)
        said = [
            Line(words=f"Ships came {number} times", by="Ada Byron", about=about),
            Line(words=f"It rained {number} days", by="Bo Li", about=("Rain",)),
            Line(words=f"The quay holds {number} cranes", by="Ada Byron", about=about),
        ]
        text = "\n\n".join(map(article, said))
        post = Submission(text=text, url=str(number), published_at=day)
        stored += ingest(post, ScriptedReader(*said), 10_000).quotes
    decisions.record(stored[0].id, "rejected", by="vera")
    return stored


@pytest.mark.parametrize("soon", [0, 1, 3, 100], ids=["none", "one", "some", "all"])
@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_are_those_of_one_sorted_list(
    archive: list[QuoteRecord], soon: int, sort: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many articles are walked at first."""
    monkeypatch.setattr(searches, "FEW", 0)
    monkeypatch.setattr(topic_pages, "SOON", soon)
    order = quotes._order(sort, WANTED)
    whole = quotes.search_of(WANTED).whole()
    expected = [pk for pk, _ in cursors.page(whole, order, 100, None)]
    assert len(expected) == 13
    assert list(paged(WANTED, sort, limit)) == expected


def test_articles_are_walked_and_quotes_are_not(
    archive: list[QuoteRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("quotes were walked")

    monkeypatch.setattr(searches, "FEW", 0)
    monkeypatch.setattr(searches, "_walked", never)
    for sort in SORTS:
        order = quotes._order(sort, WANTED)
        first = searches.page(quotes.search_of(WANTED), order, 4, None)
        after = Position(first[-1][1], first[-1][0])
        assert len(searches.page(quotes.search_of(WANTED), order, 4, after)) == 4


def test_very_many_articles_of_one_moment_are_not_all_read(
    archive: list[QuoteRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Days without a time are midnight's: an import may have thousands of one."""
    order = quotes._order("-published_at", WANTED)
    (topic,) = (member.topic for member in quotes.search_of(WANTED).members)
    assert topic is not None
    monkeypatch.setattr(topic_pages, "SOON", 1)
    assert topic_pages.page(topic, 1, order, 1, None) is None, "three articles are the last"
    monkeypatch.setattr(topic_pages, "SOON", 2)
    assert topic_pages.page(topic, 1, order, 1, None)


def test_a_topic_that_another_was_merged_into_is_one(
    archive: list[QuoteRecord], monkeypatch: pytest.MonkeyPatch
) -> None:
    curating.merge("rain", "ports", Editor(by="vera"))
    monkeypatch.setattr(searches, "FEW", 0)
    (member,) = quotes.search_of(WANTED).members
    assert member.topic is not None
    order = quotes._order("-published_at", WANTED)
    expected = cursors.page(quotes.search_of(WANTED).whole(), order, 100, None)
    assert len(expected) == 23
    assert searches.page(quotes.search_of(WANTED), order, 100, None) == expected
    assert topic_pages.page(member.topic, 23, order, 5, None) == expected[:5]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"topic": "ports", "status": "any"}, "the index has what lists show only"),
        ({"topic": "ports", "speaker": "byron"}, "a filter besides"),
        ({"topic": "ports", "q": "ships"}, "another member besides"),
        ({"topic": "ports", "include": "text"}, "more than the topic"),
    ],
)
def test_where_more_is_asked_the_answer_is_as_whole(
    archive: list[QuoteRecord], asked: dict[str, str], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = QuoteFilter(**asked)
    order = quotes._order("-published_at", wanted)
    expected = cursors.page(quotes.search_of(wanted).whole(), order, 100, None)
    monkeypatch.setattr(searches, "FEW", 0)
    found = searches.page(quotes.search_of(wanted), order, 100, None)
    assert found == expected, reason
    assert expected
