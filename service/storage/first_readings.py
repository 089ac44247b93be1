"""Stores what the machine read of articles that are new: nothing was there before, nobody decided on it.

It leaves what ``readings`` would, with a statement a table and no look at what there was. Within a
transaction.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.extraction import annotations
from service.storage import (
    days,
    identity,
    prints,
    reading_columns,
    search,
    speaker_rows,
    statements,
    subjects,
    topic_links,
    topic_rows,
)
from service.storage.models import Evidence, Quote, QuotePrint, QuoteTopic, Segment
from service.storage.records import Reread
from service.storage.speaker_rows import Names

EXTRACTED = "extracted"

SPAN = ("start", "end", "text")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of an ``article`` (its row): the key of each speaker's record, and what it calls each."""

    article: Any
    extraction: annotations.Extraction
    speakers: Mapping[annotations.Speaker, int]
    names: Names


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A quote with its keys."""

    pk: int
    id: str
    quote: annotations.Quote
    of: Reading


def store(readings: Sequence[Reading], keys: Iterator[int]) -> list[tuple[Reread, ...]]:
    """As ``readings.replace``, for articles that have no quotes yet; these take ``keys``."""
    quotes = [
        _Keyed(next(keys), quote_id, quote, reading)
        for reading in readings
        for quote_id, quote in identity.assigned(reading.article.id, reading.extraction.quotes, {}).items()
    ]
    _store(quotes)
    _store_topics(readings, quotes)
    _store_spans(quotes)
    search.add("quote", [(one.pk, (one.quote.text, one.quote.role)) for one in quotes])
    printed = [(one, each.pk) for each in quotes for one in prints.fingerprints(each.quote.text)]
    statements.insert(QuotePrint, ("hash", "quote_id"), printed)
    subjects.add({reading.article.pk: reading.extraction.subjects for reading in readings})
    speaker_rows.add_names({reading.article.pk: reading.names for reading in readings}, new=True)
    told: dict[int, list[Reread]] = {reading.article.pk: [] for reading in readings}
    for one in quotes:
        new = Reread(quote_id=one.id, text=one.quote.text, status=EXTRACTED, outcome="new")
        told[one.of.article.pk].append(new)
    return [tuple(each) for each in told.values()]


def _store(quotes: Sequence[_Keyed]) -> None:
    now = days.now()
    rows: list[dict[str, Any]] = []
    for one in quotes:
        article, quote = one.of.article, one.quote
        speaker = None if quote.speaker is None else one.of.speakers[quote.speaker]
        rows.append(
            {"pk": one.pk, "id": one.id, "status": EXTRACTED, "created_at": now, "updated_at": now}
            | reading_columns.said(article, quote, speaker)
            | reading_columns.alone(article, quote, one.of.extraction.extractor)
        )
    if rows:
        columns = [Quote._meta.fields[name].column_name for name in rows[0]]
        statements.insert(Quote, columns, [tuple(row.values()) for row in rows])


def _store_topics(readings: Sequence[Reading], quotes: Sequence[_Keyed]) -> None:
    topics = topic_rows.ensure(_topics(readings))
    about = {
        (one.pk, topics[topic.slug].pk): (topic.weight, *_span(topic.evidence), True, one.of.article.pk)
        for one in quotes
        for topic in sorted(one.quote.topics, key=lambda topic: topic.weight)
    }
    columns = ("quote_id", "topic_id", "weight", *SPAN, "own", "article_id")
    statements.insert(QuoteTopic, columns, [(*key, *values) for key, values in about.items()])
    if any(topic.into is not None for topic in topics.values()):
        topic_links.settle(one.pk for one in quotes)


def _topics(readings: Sequence[Reading]) -> dict[str, str]:
    """The name of each topic, by its slug: the first article that has it tells."""
    names: dict[str, str] = {}
    for reading in readings:
        names = {one.slug: one.name for quote in reading.extraction.quotes for one in quote.topics} | names
    return names


def _store_spans(quotes: Sequence[_Keyed]) -> None:
    segments = [
        (one.pk, number, *_span(span)) for one in quotes for number, span in enumerate(one.quote.segments)
    ]
    statements.insert(Segment, ("quote_id", "position", *SPAN), segments)
    evidence = [
        (one.pk, field, *_span(span))
        for one in quotes
        for field in annotations.Evidence.__slots__
        if (span := getattr(one.quote.evidence, field)) is not None
    ]
    statements.insert(Evidence, ("quote_id", "field", *SPAN), evidence)


def _span(span: annotations.Span) -> tuple[int, int, str]:
    return span.start, span.end, span.text
