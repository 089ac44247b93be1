"""Facets and time series: the same numbers as the list, whatever the filters, on both databases."""

import pytest
from peewee import Database

from service.errors import InvalidSearch
from service.storage import articles, decisions, facets, list_totals, quotes, searches, timeline
from service.storage.database import is_postgresql
from service.storage.quotes import QuoteFilter
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article

LINES = [
    Line(
        words="We will raise the wall", by="Ada Byron", role="mayor", medium="briefing", said_on="2024-01-30"
    ),
    Line(words="The wall stays", by="Ada Byron", role="mayor", medium="statement", about=("Walls",)),
    Line(words="No wall at all", by="Bo Li", medium="briefing", said_on="2024-02", about=("Walls",)),
    Line(words="It rained", by="Bo Li", medium="interview", said_on="2024-02-10"),
    Line(words="Nobody asked us", medium="interview", said_on="2024"),
]
PUBLISHED = ["2024-01-31", "2024-02-01", "2024-02-29", "2024-04-01T23:30:00-05:00", "2024-04-02"]


@pytest.fixture(autouse=True)
def archive(database: Database) -> None:
    for line, day in zip(LINES, PUBLISHED, strict=True):
        post = Submission(text=article(line), url=day, publication="The Post", published_at=day)
        ingest(post, ScriptedReader(line), 10_000)


FILTERS = [
    {},
    {"speaker": "byron"},
    {"topic": "walls"},
    {"medium": "briefing"},
    {"medium": "interview", "published_from": "2024-04-02"},
    {"publication": "the post"},
    {"q": "wall"},
    {"q": "wall -stays"},
    {"q": "-wall"},
    {"role": "mayor"},
    {"status": "rejected"},
    {"status": "any"},
    {"speaker": "nobody"},
    {"said_from": "2024-02-01", "said_to": "2024-02-29"},
]


@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_counts_are_those_of_the_list(asked: dict[str, str]) -> None:
    rejected = quotes.find(QuoteFilter(q="rained")).items[0]
    decisions.record(rejected.id, "rejected", by="vera")
    wanted = QuoteFilter(**asked)  # type: ignore[arg-type]
    listed = quotes.find(wanted).items
    counted = facets.count(wanted)
    assert (counted.counted, counted.complete) == (len(listed), True)
    for name in ("medium", "status", "role"):
        values = [getattr(quote, name) for quote in listed if getattr(quote, name)]
        assert {v.value: v.count for v in getattr(counted, name)} == {v: values.count(v) for v in set(values)}
    speakers = [quote.speaker.name for quote in listed if quote.speaker]
    assert {v.name: v.count for v in counted.speaker} == {
        name: speakers.count(name) for name in set(speakers)
    }
    for interval in ("day", "week", "month", "year"):
        series = timeline.series(wanted, interval)
        assert series.total == len(listed) == sum(each.count for each in series.intervals)


# interval, by, filters, starts with counts, why the row exists
SERIES: list[tuple[str, str, dict[str, str], list[tuple[str, int]], str]] = [
    ("month", "published", {}, [("01", 1), ("02", 2), ("03", 0), ("04", 2)], "March is empty, and there"),
    ("month", "published", {"q": "wall"}, [("01", 1), ("02", 2)], "of words"),
    ("month", "published", {"speaker": "li"}, [("02", 1), ("03", 0), ("04", 1)], "of a speaker"),
    ("month", "published", {"medium": "briefing"}, [("01", 1), ("02", 1)], "of a medium"),
    ("month", "published", {"published_from": "2024-03-05"}, [("03", 0), ("04", 2)], "from an empty month"),
    ("month", "published", {"published_to": "2024-04-01"}, [("01", 1), ("02", 2), ("03", 0), ("04", 1)],
     "the day as printed, not in UTC"),
    ("month", "said", {}, [("01", 1), ("02", 2)], "a month counts as a month, a year does not"),
    ("month", "said", {"q": "wall"}, [("01", 1), ("02", 1)], "of words"),
    ("month", "published", {"speaker": "nobody"}, [], "nothing at all"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("interval", "by", "asked", "expected", "why"), SERIES, ids=[row[4] for row in SERIES]
)
def test_months(
    interval: str, by: str, asked: dict[str, str], expected: list[tuple[str, int]], why: str
) -> None:
    series = timeline.series(QuoteFilter(**asked), interval, by=by)  # type: ignore[arg-type]
    assert [(each.start[5:7], each.count) for each in series.intervals] == expected


@pytest.mark.parametrize(
    ("interval", "first", "last", "count"),
    [
        ("day", "2024-01-31", "2024-01-31", 63),
        ("week", "2024-01-29", "2024-02-04", 10),
        ("month", "2024-01-01", "2024-01-31", 4),
        ("year", "2024-01-01", "2024-12-31", 1),
    ],
)
def test_intervals_are_whole_ones_of_the_calendar(interval: str, first: str, last: str, count: int) -> None:
    intervals = timeline.series(QuoteFilter(), interval).intervals
    assert (intervals[0].start, intervals[0].end, len(intervals)) == (first, last, count)


def test_of_said_days_only_what_an_interval_has_all_of() -> None:
    days = timeline.series(QuoteFilter(), "day", by="said")
    assert {each.start: each.count for each in days.intervals if each.count} == {
        "2024-01-30": 1,
        "2024-02-10": 1,
    }
    assert timeline.series(QuoteFilter(), "year", by="said").total == 4


def test_a_series_without_end_is_refused() -> None:
    with pytest.raises(InvalidSearch, match="by week") as raised:
        timeline.series(QuoteFilter(published_from="1900-01-01"), "day")
    assert raised.value.field == "interval"
    edge = QuoteFilter(published_from="0001-01-01", published_to="0001-02-01")
    assert len(timeline.series(edge, "week").intervals) == 5
    end = QuoteFilter(published_from="9999-12-01", published_to="9999-12-31")
    assert timeline.series(end, "day").total == 0


def test_facets_are_ordered_and_cut() -> None:
    counted = facets.count(QuoteFilter(), top=1)
    assert [(v.name, v.count) for v in counted.speaker] == [("Ada Byron", 2)]
    assert [(v.value, v.count) for v in counted.topic] == [("walls", 2)]
    assert [(v.value, v.count) for v in counted.publication] == [("The Post", 5)]
    assert [(v.value, v.count) for v in counted.year] == [("2024", 5)]


def test_of_many_quotes_a_part_is_counted_and_said_so(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "COUNTED", 3)
    for wanted, medium in (
        (QuoteFilter(), {"interview": 2, "briefing": 1}),  # the three that were published last
        (QuoteFilter(status="any", speaker="byron"), {"briefing": 1, "statement": 1}),
    ):
        counted = facets.count(wanted)
        assert {v.value: v.count for v in counted.medium} == medium
    counted = facets.count(QuoteFilter())
    assert (counted.counted, counted.complete) == (3, False)


@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_a_list_too_long_to_count_says_so_and_pages_the_same(
    asked: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With bounds of nearly nothing every list is long: it is walked, and has the same quotes."""
    wanted = QuoteFilter(**asked)  # type: ignore[arg-type]
    before = quotes.find(wanted, sort="published_at")
    for bound, steps in ((1, (2, 3)), (0, (1,)), (0, (100,))):
        monkeypatch.setattr(searches, "BOUND", bound)
        monkeypatch.setattr(searches, "FEW", 0)
        monkeypatch.setattr(list_totals, "TESTED", 0)
        monkeypatch.setattr(searches, "STEPS", steps)
        found, cursor = [], None
        for _ in range(len(LINES) + 1):
            page = quotes.find(wanted, sort="published_at", limit=2, cursor=cursor)
            assert page.total <= before.total if not page.exact else page.total == before.total
            found += page.items
            cursor = page.next_cursor
            if cursor is None:
                break
        assert [quote.id for quote in found] == [quote.id for quote in before.items]


def test_of_very_many_quotes_an_even_part_is_counted_and_said_so(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every post of a long series has the word: the counts are about right, and told as estimates.

    So they are where all that was stored before is gone, whose keys PostgreSQL does not give again.
    """
    for quote in quotes.find(QuoteFilter()).items:
        articles.delete(quote.article.id)
    if is_postgresql():
        database.execute_sql("SELECT setval(pg_get_serial_sequence('quote', 'pk'), 1000000)")
    line = Line(words="We will raise the wall once more")
    for number in range(60):
        day = f"2025-{1 + number % 3:02}-05"
        post = Submission(text=article(line), url=f"series {number}", published_at=day)
        ingest(post, ScriptedReader(line), 10_000)
    wanted = QuoteFilter(q="raise", published_from="2025-01-01")
    assert timeline.series(wanted, "month").exact
    for few in (searches.FEW, 0):  # keys that are fetched first; keys that are picked by the database
        monkeypatch.setattr(timeline, "COUNTED", 20)
        monkeypatch.setattr(searches, "FEW", few)
        series = timeline.series(wanted, "month")
        assert not series.exact
        assert 30 <= series.total <= 120
        assert all(each.count > 0 for each in series.intervals)


def test_no_plan_is_compiled(database: Database) -> None:
    """PostgreSQL takes up to a second to compile what runs for some hundredths."""
    if is_postgresql():
        assert database.execute_sql("SHOW jit").fetchone() == ("off",)


@pytest.mark.parametrize("read", [2_000, 1])
def test_what_is_left_out_is_no_part_of_a_count_however_many_it_is(
    read: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few rejected quotes are known by key; of more the database is asked."""
    monkeypatch.setattr(searches, "READ", read)
    for quote in quotes.find(QuoteFilter(q="wall")).items[:2]:
        decisions.record(quote.id, "rejected", by="vera")
    shown, every = QuoteFilter(q="wall"), QuoteFilter(q="wall", status="any")
    assert [facets.count(wanted).counted for wanted in (shown, every)] == [1, 3]
    assert [timeline.series(wanted, "year").total for wanted in (shown, every)] == [1, 3]
    assert [quotes.find(wanted).total for wanted in (shown, every)] == [1, 3]
