"""A page of rows whose keys are known is the same whichever way it is found, on both databases."""

import pytest
from peewee import Database

from service.storage import cursors, keyed_pages, list_totals, quotes, searches
from service.storage.quotes import QuoteFilter
from service.storage.records import Total
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article
from tests.storage.paging import paged

LINES = [
    Line(words="The harbour will close", by="Ada Byron", role="mayor", medium="briefing", said_on="2024-03"),
    Line(words="No harbour, no town", by="Bo Li", medium="briefing", confidence=0.4),
    Line(words="Ships came and went", by="Ada Byron", medium="interview", said_on="2024-01-02"),
    Line(words="A harbour is for ships", by="Ada Byron", role="mayor", medium="statement", about=("Ports",)),
    Line(words="We closed the harbours twice", medium="interview", said_on="2023", about=("Ports",)),
    Line(words="Close to the harbour wall", by="Bo Li", medium="statement", confidence=0.7),
]
# Not in the order in which they are stored; two on one day, two on none.
PUBLISHED = ["2024-03-02", None, "2024-01-05", "2024-03-02", None, "2023-12-31"]

# filters, why the row exists
CASES: list[tuple[dict[str, str], str]] = [
    ({"q": "harbour"}, "a word"),
    ({"q": "harbour -wall"}, "an exclusion"),
    ({"q": "-harbour"}, "an exclusion alone, of which the keys are not fetched"),
    ({"q": "har*"}, "a beginning"),
    ({"q": '"the harbour"'}, "a phrase"),
    ({"q": "close harbour"}, "two words"),
    ({"q": "mountain"}, "nothing"),
    ({"q": "harbour", "speaker": "byron"}, "and a column"),
    ({"q": "harbour", "medium": "briefing", "published_from": "2024-01-01"}, "and two, of one index"),
    ({"q": "harbour", "medium": "briefing", "min_confidence": "0.5"}, "and two, of none"),
    ({"q": "harbour", "role": "mayor"}, "two words of two columns"),
    ({"q": "harbour", "topic": "ports"}, "and a topic"),
    ({"q": "-harbour", "medium": "interview"}, "an exclusion and a column"),
    ({"topic": "ports"}, "a topic alone"),
]
SORTS = ("-published_at", "published_at", "said_on", "-said_on", "-confidence")


@pytest.fixture
def archive(database: Database) -> None:
    for number, (line, day) in enumerate(zip(LINES, PUBLISHED, strict=True)):
        post = Submission(text=article(line), url=str(number), published_at=day)
        ingest(post, ScriptedReader(line), 10_000)


@pytest.mark.parametrize("entries", [0, 2, 1_000], ids=["read", "either", "walked"])
@pytest.mark.parametrize(("asked", "why"), CASES, ids=[row[1] for row in CASES])
def test_pages_are_those_of_one_sorted_list(
    archive: None, asked: dict[str, str], why: str, entries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However cheap an entry of an index is taken to be, and however few keys are fetched."""
    given = (
        {**asked, "min_confidence": float(asked["min_confidence"])} if "min_confidence" in asked else asked
    )
    wanted = QuoteFilter(**given)
    monkeypatch.setattr(keyed_pages, "entries", lambda rows: rows * entries)
    monkeypatch.setattr(keyed_pages, "READ", 0)
    monkeypatch.setattr(keyed_pages, "TICK", 2)
    for few in (searches.FEW, 1):
        monkeypatch.setattr(searches, "FEW", few)
        for sort in SORTS:
            order = quotes._order(sort, wanted)
            expected = [pk for pk, _ in cursors.page(quotes.search_of(wanted).whole(), order, 100, None)]
            assert list(paged(wanted, sort, 2)) == expected, f"{why}, {sort}, {few}"


@pytest.mark.parametrize("entries", [0, 1_000], ids=["read", "walked"])
def test_totals_are_exact_while_few_rows_must_be_read(
    archive: None, entries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of more keys than are read, those of the last stored that a column allows are counted, either way."""
    monkeypatch.setattr(keyed_pages, "entries", lambda rows: rows * entries)
    wanted = QuoteFilter(q="harbour", speaker="byron")
    assert list_totals.total(quotes.search_of(wanted)) == Total(2, exact=True)
    monkeypatch.setattr(searches, "READ", 3)
    assert list_totals.total(quotes.search_of(wanted)) == Total(1, exact=False)
