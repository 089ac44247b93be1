"""Synthetic articles as rows of the service's tables: what taking them in one by one would leave there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from peewee import Model

from benchmarks import printed
from benchmarks.printed import VERSION, WEIGHTS, Printed
from benchmarks.synthetic import Archive, SyntheticArticle
from service.storage import days, ids
from service.storage.article_rows import digest
from service.storage.models import (
    Alias,
    AliasUse,
    AliasWord,
    Article,
    Evidence,
    Quote,
    QuotePrint,
    QuoteTopic,
    Segment,
    Speaker,
    Topic,
)
from service.storage.name_index import slip_rows, words_rows
from service.storage.names import fold, name_key, name_words
from service.storage.prints import fingerprints
from service.storage.speaker_tables import NameSlip, NameWord

NOW = "2026-01-01T00:00:00.000000Z"

Row = tuple[Any, ...]

COLUMNS: dict[type[Model], tuple[str, ...]] = {
    Article: (
        "pk", "id", "identity", "url", "url_key", "publication", "publication_key", "title", "published_at",
        "published_on", "published_sort", "language", "content_hash", "revision", "extractor", "created_at",
        "updated_at", "text",
    ),
    Speaker: ("pk", "id", "name", "kind", "key", "link_key", "curated", "created_at", "updated_at"),
    Alias: ("pk", "speaker_id", "name", "key", "full", "curated"),
    AliasUse: ("alias_row_id", "article_id"),
    AliasWord: ("alias_row_id", "word"),
    NameWord: ("word", "sound"),
    NameSlip: ("rest", "word"),
    Topic: ("pk", "slug", "name", "key", "curated", "created_at"),
    Quote: (
        "pk", "id", "article_id", "revision", "position", "partial", "speaker_id", "speaker_name", "role",
        "medium", "said_on", "said_first", "said_last", "confidence", "status", "rule", "extractor",
        "published_on", "published_sort", "publication_key", "created_at", "updated_at", "text",
    ),
    Segment: ("quote_id", "position", "start", "end", "text"),
    Evidence: ("quote_id", "field", "start", "end", "text"),
    QuoteTopic: ("quote_id", "topic_id", "weight", "start", "end", "text", "article_id"),
    QuotePrint: ("hash", "quote_id"),
}  # fmt: skip
"""The tables that are filled, each after those it refers to, and the columns that are given."""


class Rows:
    """Makes the rows of article after article of one archive; keys count from 1, as in empty tables."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._speakers: dict[int, int] = {}
        self._topics: dict[int, int] = {}
        self._words: set[str] = set()
        self._articles = self._quotes = 0

    def of(self, articles: Iterable[SyntheticArticle]) -> dict[type[Model], list[Row]]:
        """The rows of further articles, by table."""
        rows: dict[type[Model], list[Row]] = defaultdict(list)
        for article in articles:
            self._articles += 1
            self._article(article, rows)
        return rows

    def _article(self, article: SyntheticArticle, rows: dict[type[Model], list[Row]]) -> None:
        pk, paper, url = self._articles, printed.publication(article), printed.url(article)
        text, quotes = printed.printed(self._archive, article)
        on, sort = days.published_columns(article.published)
        rows[Article].append(
            (
                pk, ids.new(), "url:" + digest(url), url, digest(url), paper, fold(paper),
                printed.title(article), article.published, on, sort, "en", digest(text), 1, VERSION, NOW, NOW,
                text,
            )
        )  # fmt: skip
        for quote in quotes:
            self._quotes += 1
            self._quote(quote, (on, sort, fold(paper)), rows)
        spoken = {self._speakers[quote.quote.speaker] for quote in quotes}
        rows[AliasUse] += [(speaker, pk) for speaker in sorted(spoken)]

    def _quote(self, found: Printed, of_article: Row, rows: dict[type[Model], list[Row]]) -> None:
        quote, pk, archive = found.quote, self._quotes, self._archive
        first, last = days.said_columns(quote.said_on)
        rows[Quote].append(
            (
                pk, ids.derived(VERSION, str(pk)), self._articles, 1, found.words.start, False,
                self._speaker(quote.speaker, rows), archive.speakers[quote.speaker],
                archive.roles[quote.speaker], quote.medium, quote.said_on, first, last, quote.confidence,
                "extracted", VERSION, VERSION, *of_article, NOW, NOW, quote.words,
            )
        )  # fmt: skip
        rows[Segment].append((pk, 0, found.words.start, found.words.end, found.words.text))
        rows[Evidence] += [
            (pk, field, span.start, span.end, span.text) for field, span in found.evidence.items()
        ]
        rows[QuoteTopic] += [
            (pk, self._topic(topic, rows), weight, span.start, span.end, span.text, self._articles)
            for (topic, span), weight in zip(found.topics, WEIGHTS, strict=False)
        ]
        rows[QuotePrint] += [(one, pk) for one in fingerprints(quote.words)]

    def _speaker(self, rank: int, rows: dict[type[Model], list[Row]]) -> int:
        """The key of a speaker, who is stored when first quoted."""
        known = self._speakers.get(rank)
        if known is not None:
            return known
        pk = self._speakers[rank] = len(self._speakers) + 1
        name = self._archive.speakers[rank]
        key = name_key(name)
        rows[Speaker].append((pk, ids.new(), name, "person", key, f"person:{key}", False, NOW, NOW))
        rows[Alias].append((pk, pk, name, key, True, False))
        rows[AliasWord] += [(pk, word) for word in name_words(name)]
        fresh = [word for word in name_words(name) if word not in self._words]
        self._words.update(fresh)
        rows[NameWord] += _values(NameWord, words_rows(fresh))
        rows[NameSlip] += _values(NameSlip, slip_rows(fresh))
        return pk

    def _topic(self, rank: int, rows: dict[type[Model], list[Row]]) -> int:
        known = self._topics.get(rank)
        if known is not None:
            return known
        pk = self._topics[rank] = len(self._topics) + 1
        name = self._archive.topics[rank]
        rows[Topic].append((pk, printed.topic_slug(self._archive, rank), name, fold(name), False, NOW))
        return pk


def _values(table: type[Model], rows: Iterable[dict[str, str]]) -> Sequence[Row]:
    return [tuple(row[name] for name in COLUMNS[table]) for row in rows]
