"""A bulk load leaves what the service leaves: a benchmark of one is a benchmark of the other."""

from collections import Counter
from typing import Any

from peewee import Database, ForeignKeyField

from benchmarks import bulk, printed
from benchmarks.printed import SyntheticReader
from benchmarks.synthetic import Archive
from service.storage import quotes
from service.storage.database import is_postgresql
from service.storage.models import Alias, Article, Quote, Speaker, Topic
from service.storage.quotes import QuoteFilter
from service.storage.tables import TABLES
from service.tracker.processing import ingest

ARTICLES, EACH = 12, 5

OF_A_RUN = {"pk", "id", "article_id", "slot", "created_at", "updated_at"}
"""What no two runs share."""

NAMED: dict[type[Any], str] = {
    Article: "url",
    Speaker: "name",
    Alias: "name",
    Quote: "text",
    Topic: "slug",
}
"""By what a row is told that another refers to; texts of quotes are unlike each other here."""


def archive() -> Archive:
    return Archive(speakers=40, topics=30, words=3_000)


def test_a_bulk_load_is_an_ingest(database: Database) -> None:
    for _ in bulk.fill(ARTICLES, EACH, archive()):
        pass
    loaded, searched = contents(), full_text(database)
    for table in reversed(TABLES):
        table.delete().execute()
    _ingest()
    stored = contents()
    assert set(loaded) == set(stored)
    for name, rows in stored.items():
        assert loaded[name] == rows, name
    assert len(loaded["quote"]) == ARTICLES * EACH
    assert full_text(database) == searched


def test_the_service_goes_on_where_a_load_ended(database: Database) -> None:
    before = indexes(database)
    for _ in bulk.fill(ARTICLES, EACH, archive()):
        pass
    assert indexes(database) == before
    made = archive()
    (*_, article) = made.articles(ARTICLES + 1, EACH)
    _post(made, [article])
    assert quotes.find(QuoteFilter()).total == (ARTICLES + 1) * EACH


def test_spans_are_the_words_of_the_text() -> None:
    made = archive()
    for article in made.articles(ARTICLES, EACH):
        text, found = printed.printed(made, article)
        for quote in found:
            topics = [span for _, span in quote.topics]
            assert topics
            for span in (quote.words, *quote.evidence.values(), *topics):
                assert text[span.start : span.end] == span.text


def indexes(database: Database) -> set[tuple[str, str, bool]]:
    """Every index there is."""
    return {
        (name, index.name, index.unique)
        for name in database.get_tables()
        for index in database.get_indexes(name)
    }


def _ingest() -> None:
    made = archive()
    _post(made, list(made.articles(ARTICLES, EACH)))


def _post(made: Archive, articles: list[Any]) -> None:
    reader = SyntheticReader(made, articles)
    for article in articles:
        ingest(printed.post(made, article), reader, 100_000)


def contents() -> dict[str, Counter[Any]]:
    """The rows of every table that has any, but for what no two runs share."""
    names = {
        table: dict(table.select(table.pk, getattr(table, column)).tuples())
        for table, column in NAMED.items()
    }
    found: dict[str, Counter[Any]] = {}
    for table in TABLES:
        rows = Counter(_told(table, row, names) for row in table.select().dicts())
        if rows:
            found[table._meta.table_name] = rows
    return found


def _told(table: Any, row: dict[str, Any], names: dict[type[Any], dict[int, str]]) -> Any:
    told = []
    for field in table._meta.sorted_fields:
        value = row[field.name]
        if field.name in OF_A_RUN:
            continue
        if isinstance(field, ForeignKeyField) and value is not None:
            value = names[field.rel_model][value]
        told.append((field.name, value))
    return tuple(told)


def full_text(database: Database) -> Any:
    """What is indexed of words: PostgreSQL's rows; on SQLite that nothing of the index is missing."""
    if not is_postgresql():
        for table in ("quote", "article"):
            check = f"INSERT INTO {table}_search({table}_search, rank) VALUES ('integrity-check', 1)"
            database.execute_sql(check)
        return None
    found = [
        database.execute_sql(f"SELECT * FROM {table}_search").fetchall() for table in ("quote", "article")
    ]
    return [sorted(row[1:] for row in rows) for rows in found]
