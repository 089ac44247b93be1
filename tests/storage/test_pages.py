"""What a page of quotes asks of the database: few statements, and the same texts whatever it shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from peewee import SQL, Database

from service.storage import day_counts, list_totals, quote_records, quotes, searches, statements
from service.storage.models import DayCount, Quote, QuoteTopic, Segment, Topic
from service.storage.quotes import QuoteFilter
from service.storage.records import Total
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.api.reader import FakeReader

TEXT = "“The bridge number {0} is open,” Mayor Ada Bright said. “The ferry is not,” said Tom Reed."


@pytest.fixture
def archive(database: Database) -> Database:
    """Ten articles with a quote each."""
    for number in range(10):
        text = TEXT.format(number)
        ingest(
            Submission(text=text, url=f"u{number}", published_at=f"2024-01-0{number % 9 + 1}"),
            FakeReader(),
            10_000,
        )
    return database


@contextmanager
def noted(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The texts of the statements that are sent."""
    sent: list[str] = []
    real = type(database).execute_sql

    def execute(self: Database, sql: str, *rest: object, **options: object) -> object:
        sent.append(sql)
        return real(self, sql, *rest, **options)

    with monkeypatch.context() as patch:
        patch.setattr(type(database), "execute_sql", execute)
        yield sent


def test_records_are_loaded_by_two_statements_whose_texts_stay(
    archive: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that knows a text does not plan it again: not for another page, nor for a longer one."""
    with noted(archive, monkeypatch) as sent:
        for limit in (3, 5):
            page = quotes.find(QuoteFilter(), limit=limit)
            assert len(page.items) == limit
    loading = [text for text in sent if "article.title" in text or "evidence" in text]
    assert len(loading) == 4
    assert len(set(loading)) == 2


def test_parts_stand_with_their_quote_in_order(archive: Database) -> None:
    """Segments by place, topics by weight and then by slug, in whatever order the rows are stored."""
    pk, other = sorted(quote.pk for quote in Quote.select())[:2]
    QuoteTopic.delete().where(QuoteTopic.quote == pk).execute()
    text = "one two"
    for place in (2, 1):
        Segment.create(quote=pk, position=place, start=place, end=place + 3, text=text[:3])
    for slug, weight in (("b", 0.5), ("a", 0.5), ("z", 0.9)):
        topic = Topic.create(slug=slug, name=slug.upper(), key=slug, created_at="")
        span = {"weight": weight, "start": 0, "end": 3, "text": "one"}
        QuoteTopic.create(quote=pk, topic=topic, **span)
    found, beside = quote_records.load([pk, other])
    assert [span.start for span in found.segments][1:] == [1, 2]
    assert [topic.slug for topic in found.topics] == ["z", "a", "b"]
    assert len(beside.segments) == 1
    assert beside.evidence.speaker is not None


@pytest.mark.parametrize("keys", [[], [1], [2, 1, 2], [2**40], range(1, 3_000)])
def test_rows_of_keys(archive: Database, keys: list[int]) -> None:
    """However many keys are asked for, known or not, each row comes once."""
    stored = {quote.pk for quote in Quote.select()}
    rows = statements.rows_of_keys("SELECT pk FROM quote WHERE pk {keys} AND pk {keys}", keys)
    assert sorted(pk for (pk,) in rows) == sorted(stored & set(keys))


@pytest.mark.parametrize(
    ("days", "slots", "surely"),
    [
        (3, (7,), None),
        (251, (2,), 500),
        (400, (2,), 500),
        (400, (5, -4), 125),
        (100, (1, 1, 1, 1, 1, -4, 9), 35 * 10),
    ],
    ids=[
        "few days: counted",
        "just enough",
        "of the first days",
        "deleted by another process",
        "whole days only",
    ],
)
def test_a_number_of_quotes_that_there_surely_are(
    database: Database, days: int, slots: tuple[int, ...], surely: int | None
) -> None:
    """Never more than the sum of all: a day's count is that of all its slots."""
    rows = [
        {"kind": "published", "first_day": str(day), "last_day": str(day), "slot": slot, "quotes": quotes}
        for day in range(1000, 1000 + days)
        for slot, quotes in enumerate(slots)
    ]
    DayCount.insert_many(rows).execute()
    ((number,),) = statements.rows(day_counts.SOME)
    assert number == surely
    assert (number or 0) <= sum(quotes for each in rows if isinstance(quotes := each["quotes"], int))


@pytest.mark.parametrize(
    ("kept", "bound", "total", "exact"),
    [
        ("SELECT 101", 100, 100, False),
        ("SELECT 100", 100, 10, True),
        ("SELECT NULL", 9, 9, False),
        (None, 9, 9, False),
        (None, 10, 10, True),
    ],
)
def test_a_total_is_counted_unless_more_than_the_bound_are_known(
    archive: Database, monkeypatch: pytest.MonkeyPatch, kept: str | None, bound: int, total: int, exact: bool
) -> None:
    """What is kept says only that there are at least so many."""
    monkeypatch.setattr(searches, "BOUND", bound)
    search = replace(quotes.search_of(QuoteFilter()), at_least=SQL(kept) if kept else None)
    assert list_totals.total(search) == Total(total, exact=exact)
