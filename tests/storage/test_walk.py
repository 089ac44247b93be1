"""Whole lists: batch after batch, the same quotes as page after page, whatever is stored meanwhile."""

import pytest
from peewee import Database

from service.storage import quotes
from service.storage.quotes import QuoteFilter
from service.tracker import processing
from service.tracker.intake import Submission
from tests.api.reader import FakeReader

NAMES = ("Ada Bright", "Noor Haddad", "Ines Vidal")


def store(day: int) -> None:
    said = " ".join(f"“The bridge of day {day} is ours,” {name} said on 2026-03-{day:02}." for name in NAMES)
    submission = Submission(text=said, published_at=f"2026-03-{day:02}", external_id=f"cms-{day}")
    processing.ingest(submission, FakeReader(), 10_000)


@pytest.fixture
def archive(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setattr(quotes, "BATCH", 2)
    for day in (5, 3, 9):
        store(day)
    return database


@pytest.mark.parametrize("sort", ["-published_at", "published_at", "-said_on", "said_on", "-confidence"])
def test_all_of_a_list_in_its_order(archive: Database, sort: str) -> None:
    page = quotes.find(QuoteFilter(), sort=sort, limit=100).items
    batches = list(quotes.walk(QuoteFilter(), sort=sort))
    assert [quote.id for batch in batches for quote in batch] == [quote.id for quote in page]
    assert max(len(batch) for batch in batches) == 2


@pytest.mark.parametrize(("most", "sizes"), [(0, []), (1, [1]), (2, [2]), (3, [2, 1]), (99, [2, 2, 2, 2, 1])])
def test_no_more_than_are_asked_for(archive: Database, most: int, sizes: list[int]) -> None:
    assert [len(batch) for batch in quotes.walk(QuoteFilter(), most=most) if batch] == sizes


def test_what_is_stored_meanwhile_neither_skips_nor_repeats(archive: Database) -> None:
    before = [quote.id for quote in quotes.find(QuoteFilter(), sort="-published_at", limit=100).items]
    walking = quotes.walk(QuoteFilter(), sort="-published_at")
    seen = [quote.id for quote in next(walking)]
    store(11)  # before the place that was reached
    store(4)  # after it
    seen += [quote.id for batch in walking for quote in batch]
    assert len(seen) == len(set(seen)) == len(before) + len(NAMES)
    assert [quote_id for quote_id in seen if quote_id in before] == before


def test_words_that_no_database_can_hold_find_nothing(archive: Database) -> None:
    assert not any(quotes.walk(QuoteFilter(speaker="\0")))
