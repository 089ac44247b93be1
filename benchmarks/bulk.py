"""Fills a database with a synthetic archive, table by table: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from peewee import Model

from benchmarks.synthetic import Archive, SyntheticArticle, SyntheticQuote
from service.storage import days, ids
from service.storage.database import database, is_postgresql
from service.storage.models import (
    Alias,
    AliasWord,
    Article,
    Quote,
    QuotePrint,
    QuoteTopic,
    Segment,
    Speaker,
    Topic,
)
from service.storage.names import fold, name_key, name_words, slug
from service.storage.prints import fingerprints
from service.storage.search import COLUMNS, documents

BATCH = 1_000
"""How many articles are written in one transaction."""

NOW = "2026-01-01T00:00:00.000000Z"


def fill(articles: int, each: int = 10) -> Iterator[int]:
    """Writes so many articles of ``each`` quotes into the bound, empty database; yields how many so far."""
    archive = Archive()
    with database.atomic():
        _people(archive)
    done: list[SyntheticArticle] = []
    for article in archive.articles(articles, each):
        done.append(article)
        if len(done) == BATCH:
            _write(archive, done, each)
            yield article.number + 1
            done = []
    if done:
        _write(archive, done, each)
        yield articles
    # The statistics that plans are made by.
    database.execute_sql("ANALYZE")


def _people(archive: Archive) -> None:
    keys = range(1, len(archive.speakers) + 1)
    named = list(zip(keys, archive.speakers, strict=True))
    _put(
        Speaker,
        ("pk", "id", "name", "kind", "key", "link_key", "curated", "created_at", "updated_at"),
        (
            (pk, ids.new(), name, "person", name_key(name), f"person:{name_key(name)}:{pk}", False, NOW, NOW)
            for pk, name in named
        ),
    )
    _put(
        Alias,
        ("pk", "speaker_id", "name", "key", "full", "curated"),
        ((pk, pk, name, name_key(name), True, False) for pk, name in named),
    )
    _put(AliasWord, ("alias_row_id", "word"), ((pk, word) for pk, name in named for word in name_words(name)))
    topics = list(enumerate(archive.topics, 1))
    _put(
        Topic,
        ("pk", "slug", "name", "key", "curated", "created_at"),
        ((pk, f"{slug(name)}-{pk}", name, fold(name), False, NOW) for pk, name in topics),
    )


def _write(archive: Archive, articles: Sequence[SyntheticArticle], each: int) -> None:
    quotes = [
        (article, article.number * each + place + 1, place, quote)
        for article in articles
        for place, quote in enumerate(article.quotes)
    ]
    with database.atomic():
        _put(Article, ARTICLE, (_article(archive, article) for article in articles))
        _put(Quote, QUOTE, (_quote(archive, *row) for row in quotes))
        _put(
            Segment,
            ("quote_id", "position", "start", "end", "text"),
            (
                (pk, 0, 100 * place, 100 * place + len(quote.words), quote.words)
                for _, pk, place, quote in quotes
            ),
        )
        _put(
            QuoteTopic,
            ("quote_id", "topic_id", "weight", "start", "end", "text"),
            (
                (pk, topic + 1, 0.8 - 0.3 * place, 0, 5, archive.topics[topic])
                for _, pk, _, quote in quotes
                for place, topic in enumerate(quote.topics)
            ),
        )
        _put(
            QuotePrint,
            ("hash", "quote_id"),
            ((one, pk) for _, pk, _, quote in quotes for one in fingerprints(quote.words)),
        )
        _index(
            "quote",
            ((pk, (quote.words, archive.roles[quote.speaker])) for _, pk, _, quote in quotes),
        )
        _index(
            "article",
            ((article.number + 1, (_title(article), _text(archive, article))) for article in articles),
        )


ARTICLE = (
    "pk", "id", "identity", "url", "url_key", "publication", "publication_key", "title", "published_at",
    "published_on", "published_sort", "language", "content_hash", "revision", "extractor", "created_at",
    "updated_at", "text",
)  # fmt: skip

QUOTE = (
    "pk", "id", "article_id", "revision", "position", "partial", "speaker_id", "speaker_name", "role",
    "medium", "said_on", "said_first", "said_last", "confidence", "status", "rule", "extractor",
    "published_on", "published_sort", "publication_key", "created_at", "updated_at", "text",
)  # fmt: skip


def _article(archive: Archive, article: SyntheticArticle) -> tuple[Any, ...]:
    on, sort = days.published_columns(article.published)
    url = f"https://news.example/{article.number}"
    paper = f"Paper {article.publication}"
    return (
        article.number + 1, ids.new(), f"synthetic:{article.number}", url, url, paper, fold(paper),
        _title(article), article.published, on, sort, "en", f"{article.number:064}", 1,
        "synthetic", NOW, NOW, _text(archive, article),
    )  # fmt: skip


def _title(article: SyntheticArticle) -> str:
    return f"Article {article.number}"


def _text(archive: Archive, article: SyntheticArticle) -> str:
    return "\n".join(f"“{quote.words}” said {archive.speakers[quote.speaker]}." for quote in article.quotes)


def _quote(
    archive: Archive, article: SyntheticArticle, pk: int, place: int, quote: SyntheticQuote
) -> tuple[Any, ...]:
    on, sort = days.published_columns(article.published)
    first, last = days.said_columns(quote.said_on)
    return (
        pk, ids.derived("synthetic", str(pk)), article.number + 1, 1, place * 100, False, quote.speaker + 1,
        archive.speakers[quote.speaker], archive.roles[quote.speaker], quote.medium, quote.said_on, first,
        last, quote.confidence, "extracted", "synthetic", "synthetic", on, sort,
        fold(f"Paper {article.publication}"), NOW, NOW, quote.words,
    )  # fmt: skip


def _put(table: type[Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    name = table._meta.table_name
    quoted = ", ".join(f'"{column}"' for column in columns)
    cursor = database.connection().cursor()
    if is_postgresql():
        with cursor.copy(f'COPY "{name}" ({quoted}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(columns))
        cursor.executemany(f'INSERT INTO "{name}" ({quoted}) VALUES ({marks})', rows)


def _index(table: str, rows: Iterable[tuple[int, tuple[str | None, ...]]]) -> None:
    """What the triggers of SQLite do with every row."""
    if is_postgresql():
        columns = ("pk", *COLUMNS[table], "words")
        with (
            database.connection()
            .cursor()
            .copy(f"COPY {table}_search ({', '.join(columns)}) FROM STDIN") as copy
        ):
            for pk, texts in rows:
                copy.write_row((pk, *documents(table, texts)))
