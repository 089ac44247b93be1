"""A bulk load leaves what the service leaves: a benchmark of one is a benchmark of the other."""

from typing import Any

from peewee import Database

from benchmarks import bulk, printed
from benchmarks.printed import SyntheticReader
from benchmarks.synthetic import Archive
from service.storage import quotes
from service.storage.quotes import QuoteFilter
from service.storage.tables import TABLES
from service.tracker.processing import ingest
from tests.rows import contents, full_text

ARTICLES, EACH = 12, 5


def archive() -> Archive:
    return Archive(speakers=40, topics=30, words=3_000)


def test_a_bulk_load_is_an_ingest(database: Database) -> None:
    for _ in bulk.fill(ARTICLES, EACH, archive()):
        pass
    loaded, searched = contents(TABLES), full_text(database)
    for table in reversed(TABLES):
        table.delete().execute()
    _ingest()
    stored = contents(TABLES)
    for name, rows in stored.items():
        assert loaded[name] == rows, name
    assert loaded["quote"].total() == ARTICLES * EACH
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
