"""Quotes about a topic, however that shows, are the same ones in the same order, whatever is fetched."""

import pytest
from peewee import Database

from service.storage import decisions, quotes, searches
from service.storage.quotes import QuoteFilter
from service.storage.records import QuoteRecord
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article

GATE = ("Flood gate",)
# headline, what stands before the quote, the quote
ARTICLES: list[tuple[str, str, Line]] = [
    ("Harbour news", "", Line(words="We shut it at noon", by="Ada Byron", about=GATE)),
    ("Harbour news", "", Line(words="A flood gate costs money", by="Bo Li", about=GATE)),
    ("The flood gate fails", "", Line(words="Nobody was hurt", by="Bo Li")),
    ("The flood gate fails", "", Line(words="Flood gates are old", by="Cy Dee")),
    ("Weather", "The flood gate held. " + "It rained on. " * 40, Line(words="It was only rain", by="Bo Li")),
    ("Weather", "The gate of the flood. ", Line(words="The gate, the flood", by="Ada Byron")),
    ("Rejected", "The flood gate held. ", Line(words="None of us said so", by="Ada Byron")),
]
EXPECTED = [
    ("Flood gates are old", ("text", "headline")),  # of a score with the next one, and stored later
    ("A flood gate costs money", ("topic", "text")),
    ("Nobody was hurt", ("headline",)),
    ("We shut it at noon", ("topic",)),
    ("It was only rain", ("article",)),
]
WANTED = QuoteFilter(topic="flood-gate", include="text")

# Bounds that are put in the place of those of searches, and why the row exists
BOUNDS: list[tuple[dict[str, int], str]] = [
    ({}, "all that is near is fetched"),
    ({"FEW": 3}, "each way is, and together they are too many"),
    ({"FEW": 0}, "nothing is: texts are read"),
    ({"READ": 1}, "more is left out than is looked at"),
    ({"BOUND": 4}, "more than are counted"),
]


@pytest.fixture(autouse=True)
def archive(database: Database) -> None:
    for number, (title, before, line) in enumerate(ARTICLES):
        post = Submission(text=before + article(line), title=title, url=str(number))
        ingest(post, ScriptedReader(line), 10_000)
    decisions.record(quotes.find(QuoteFilter(q="none of us")).items[0].id, "rejected", by="vera")


@pytest.mark.parametrize(("bounds", "why"), BOUNDS, ids=[row[1] for row in BOUNDS])
def test_the_same_whatever_is_fetched(
    bounds: dict[str, int], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in bounds.items():
        monkeypatch.setattr(searches, name, value)
    found: list[QuoteRecord] = []
    cursor = None
    for _ in range(len(ARTICLES)):
        page = quotes.find(WANTED, sort="relevance", limit=2, cursor=cursor)
        assert page.total == 5 or not page.exact
        found += page.items
        cursor = page.next_cursor
        if cursor is None:
            break
    assert [(quote.text, quote.hit.by if quote.hit else ()) for quote in found] == EXPECTED


@pytest.mark.parametrize(
    ("asked", "total"), [({}, 5), ({"status": "any"}, 6), ({"speaker": "li"}, 3), ({"q": "rain"}, 1)], ids=str
)
def test_counts_what_it_lists(asked: dict[str, str], total: int) -> None:
    wanted = QuoteFilter(topic="flood-gate", include="text", **asked)  # type: ignore[arg-type]
    for sort in ("relevance", "-published_at"):
        page = quotes.find(wanted, sort=sort)
        assert (page.total, page.exact, len(page.items)) == (total, True, total)


def test_more_than_is_counted_is_told_as_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    for bound in (1, 3, 4):
        monkeypatch.setattr(searches, "BOUND", bound)
        page = quotes.find(WANTED, sort="relevance", limit=1)
        assert (page.total, page.exact) == (max(bound, 2), False)


@pytest.mark.parametrize(("status", "total"), [(None, 5), ("any", 7)])
def test_a_rejected_quote_about_it_counts_once(status: str | None, total: int) -> None:
    """Its topic has no article, which has the name too."""
    line = Line(words="It never held", by="Ada Byron", about=GATE)
    post = Submission(text="The flood gate held. " + article(line), title="Rejected", url="last")
    ingest(post, ScriptedReader(line), 10_000)
    decisions.record(quotes.find(QuoteFilter(q="never held")).items[0].id, "rejected", by="vera")
    wanted = QuoteFilter(topic="flood-gate", include="text", status=status)
    for sort in ("relevance", "-published_at"):
        page = quotes.find(wanted, sort=sort)
        assert (page.total, page.exact, len(page.items)) == (total, True, total)


@pytest.mark.parametrize("sort", ["relevance", "-published_at"])
def test_what_is_rejected_is_not_counted_as_beyond_the_bound(
    sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searches, "BOUND", 5)
    page = quotes.find(WANTED, sort=sort)
    assert (page.total, page.exact) == (5, True)


def test_a_name_that_no_topic_has_is_looked_for_and_nothing_else() -> None:
    asked = QuoteFilter(topic="only-rain", include="text")
    assert [quote.text for quote in quotes.find(asked, sort="relevance").items] == ["It was only rain"]
    for nothing in ("--", "a\0b"):
        asked = QuoteFilter(topic=nothing, include="text")
        assert quotes.find(asked, sort="relevance").items == ()
