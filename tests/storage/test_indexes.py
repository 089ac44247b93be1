"""The main filters and sorts are read off an index: no list reads every quote."""

from typing import Any

import pytest
from peewee import Database

from service.storage import quotes
from service.storage.cursors import Position, _beyond, _directed
from service.storage.models import Quote
from service.storage.quotes import QuoteFilter
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article

# Each filter with the order in which it is asked for, and the index that must serve both.
CASES = [
    ({}, "-published_at", "quote_published_sort_pk"),
    ({}, "said_on", "quote_said_first_pk"),
    ({}, "-confidence", "quote_confidence_pk"),
    ({"speaker_id": "x"}, "-published_at", "quote_speaker_id_published_sort_pk"),
    ({"speaker_id": "x"}, "-said_on", "quote_speaker_id_said_first_pk"),
    ({"medium": "twitter"}, "-published_at", "quote_medium_published_sort_pk"),
    ({"status": "verified"}, "-published_at", "quote_status_published_sort_pk"),
    ({"reading": "changed"}, "-published_at", "quote_reread"),
    ({"publication": "Wire"}, "-published_at", "quote_publication_key_published_sort_pk"),
    (
        {"published_from": "2024-01-01", "published_to": "2024-01-02"},
        "-published_at",
        "quote_published_sort_pk",
    ),
    ({"said_from": "2024-01-01", "said_to": "2024-01-31"}, "-said_on", "quote_said_first_pk"),
    ({"min_confidence": 0.9}, "-confidence", "quote_confidence_pk"),
    ({"article_id": "x"}, "position", "quote_article_id_position_pk"),
]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_filters_and_sorts_use_an_index(database: Database, subtests: pytest.Subtests) -> None:
    for asked, sort, index in CASES:
        with subtests.test(f"{asked} {sort}"):
            plan = explain(QuoteFilter(**asked), sort)  # type: ignore[arg-type]
            assert any(index in step for step in plan), plan
            assert not any("TEMP B-TREE" in step for step in plan), plan


LOOKED_UP = [
    ({"q": "flood wall"}, "quote_search"),
    ({"role": "mayor"}, "quote_search"),
    ({"topic": "harbour"}, "quotetopic"),
    ({"speaker": "nunez"}, "quote_speaker_id"),
]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_words_are_looked_up(database: Database, subtests: pytest.Subtests) -> None:
    lines = [Line(words="Build it", by=f"{given} Nunez", about=("Harbour",)) for given in ("Ana", "Bea")]
    for number, line in enumerate(lines):
        ingest(Submission(text=article(line), url=str(number)), ScriptedReader(line), 10_000)
    for asked, table in LOOKED_UP:
        with subtests.test(str(asked)):
            plan = explain(QuoteFilter(**asked), "-published_at")  # type: ignore[arg-type]
            assert any(table in step or "VIRTUAL TABLE" in step for step in plan), plan
            scans = [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
            # The quotes themselves may be walked in the order of the index that sorts them.
            assert all("USING" in step and "INDEX" in step for step in scans), plan


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_rows_whose_keys_are_known_are_looked_up(database: Database, subtests: pytest.Subtests) -> None:
    """However many rows the other filter leaves: a frequent speaker has a tenth of an archive."""
    for asked in ({"speaker_id": "x"}, {"medium": "twitter"}, {"status": "verified"}):
        with subtests.test(str(asked)):
            search = quotes.search_of(QuoteFilter(**asked))  # type: ignore[arg-type]
            (first, *_) = planned(search.among([1, 2]))
            assert first == "SEARCH listed USING INTEGER PRIMARY KEY (rowid=?)"


@pytest.mark.postgres
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_searches_read_little_beside_the_indexes_of_words(database: Database) -> None:
    asked = (
        "SELECT relname, reloptions FROM pg_class JOIN pg_am ON pg_am.oid = relam "
        "WHERE amname = 'gin' AND relnamespace = 'public'::regnamespace"
    )
    found = dict(database.execute_sql(asked).fetchall())
    assert {name.partition("_")[0] for name in found} == {"article", "quote"}
    assert all(options and "gin_pending_list_limit=256" in options for options in found.values()), found


def explain(wanted: QuoteFilter, sort: str) -> list[str]:
    """The plan of the second page of a list."""
    order = quotes._order(sort, wanted)
    after = Position({str: "2024-01-01", float: 0.5, int: 5}[order.kind], 5)
    query = quotes.search_of(wanted).whole()
    query = query.where(order.by.is_null(False)) if order.nullable else query
    query = query.where(_beyond(order, after)).order_by(
        _directed(order.by, order), _directed(order.tie, order)
    )
    return planned(query.limit(20))


def planned(query: Any) -> list[str]:
    sql, parameters = query.sql()
    rows = Quote._meta.database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)
    return [row[3] for row in rows]
