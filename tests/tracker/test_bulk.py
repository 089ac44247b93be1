"""Many articles in one transaction: one bad one sinks none, and the database's faults sink them all."""

from typing import Any

import pytest
from peewee import Database, IntegrityError, OperationalError

from service.errors import InternalError
from service.storage import articles, first_readings, quotes
from service.storage.article_rows import Draft
from service.storage.articles import ArticleFilter
from service.storage.quotes import QuoteFilter
from service.tracker import bulk, processing
from service.tracker.bulk import Prepared, store_all
from tests.scripted import Line, ScriptedReader, article

LINE = Line(words="Build the wall", by="Ada Byron", about=("Walls",))
READER = ScriptedReader(LINE)


def prepared(number: int, *, read: bool = True, **fields: str) -> Prepared:
    fields = {"text": f"{article(LINE)} Number {number}.", **fields}
    draft = Draft(external_id=str(number), **fields)
    return Prepared(draft, draft, READER.extract(draft.text) if read else None)


def totals() -> tuple[int | None, int | None]:
    found = articles.find(ArticleFilter(), sort="-published_at", limit=1, cursor=None)
    return found.total, quotes.find(QuoteFilter()).total


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception, *, times: int = 99) -> None:
    """Storing the quotes of article 1, new or revised, raises ``error`` so often, its rows written."""
    left = times

    def failing_after(real: Any, rows: Any) -> Any:
        def store(*given: Any) -> Any:
            nonlocal left
            done = real(*given)
            if left and "1" in [row.external_id for row in rows(given[0])]:
                left -= 1
                raise error
            return done

        return store

    of_new = failing_after(first_readings.store, lambda readings: [each.article for each in readings])
    monkeypatch.setattr(first_readings, "store", of_new)
    replace = failing_after(processing.readings.replace, lambda row: [row])
    monkeypatch.setattr(processing.readings, "replace", replace)


def test_all_are_stored(database: Database) -> None:
    stored = store_all([prepared(0), prepared(1, title="Bridge"), prepared(2)])
    assert [getattr(each, "outcome", each) for each in stored] == ["created"] * 3
    assert totals() == (3, 3)


def test_what_must_be_read_is_not_stored(database: Database) -> None:
    store_all([prepared(0), prepared(1, title="Bridge"), prepared(2)])
    again = [
        prepared(0, read=False),  # stored as it is
        prepared(9, read=False),  # not stored at all
        prepared(1, text="Another text."),  # its words were read without the headline that it has
        prepared(2, title="A headline"),
    ]
    outcomes = [getattr(each, "outcome", each) for each in store_all(again)]
    assert outcomes == ["unchanged", None], "what comes after it may be a later version of it"
    assert store_all(again[2:]) == [None]
    assert [getattr(each, "outcome", each) for each in store_all(again[3:])] == ["revised"]
    assert totals() == (3, 3)


@pytest.mark.parametrize("error", [RuntimeError("a bug"), ValueError("another")])
def test_a_bad_one_sinks_no_other(
    database: Database, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    failing(monkeypatch, error)
    stored = store_all([prepared(n) for n in range(3)])
    assert isinstance(stored[1], InternalError)
    assert totals() == (2, 2)


@pytest.mark.parametrize("times", [1, bulk.AT_ONCE, bulk.AT_ONCE + 1])
def test_a_lost_race_is_run_again_together_then_by_itself(
    database: Database, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    failing(monkeypatch, IntegrityError("another writer was first"), times=times)
    stored = store_all([prepared(n) for n in range(3)])
    assert [getattr(each, "outcome", each) for each in stored] == ["created"] * 3
    assert totals() == (3, 3)


def test_a_database_that_is_gone_stores_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, OperationalError("disk is full"))
    with pytest.raises(OperationalError):
        store_all([prepared(n) for n in range(3)])
    assert totals() == (0, 0)


def test_what_goes_along_is_stored_too_or_nothing_is(database: Database) -> None:
    def fails(places: object) -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        bulk.store_all([prepared(0)], also=fails)
    assert totals() == (0, 0)


def test_what_goes_along_is_told_what_is_stored(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[list[int]] = []
    failing(monkeypatch, IntegrityError("another writer was first"), times=bulk.AT_ONCE + 1)
    bulk.store_all([prepared(0), prepared(1), prepared(2)], also=lambda places: told.append(list(places)))
    assert told == [[0], [1], [2]], "a transaction before the race, one for the loser, one for the rest"
    told.clear()
    monkeypatch.undo()
    failing(monkeypatch, RuntimeError("a bug"))
    again = [prepared(0, title="A"), prepared(1, title="B"), prepared(2, title="C"), prepared(3, read=False)]
    bulk.store_all(again, also=lambda places: told.append(list(places)))
    assert told == [[0, 2]], "not what failed, and not what must be read"
