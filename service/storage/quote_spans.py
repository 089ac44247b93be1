"""Writing the spans of quotes: their segments, their evidence, their topics. Within a transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from peewee import Model, chunked

from service.extraction import annotations
from service.storage import topic_links, topic_rows
from service.storage.models import Evidence, QuoteTopic, Segment, TopicAside
from service.storage.quote_records import CHUNK


def store(readings: Mapping[int, annotations.Quote]) -> None:
    """Puts the words and evidence of each reading (under its quote's key) in the place of those stored."""
    _clear(readings, Segment, Evidence)
    insert(
        Segment,
        [
            {"quote": pk, "position": number} | _span(span)
            for pk, quote in readings.items()
            for number, span in enumerate(quote.segments)
        ],
    )
    insert(
        Evidence,
        [
            {"quote": pk, "field": field.name} | _span(span)
            for pk, quote in readings.items()
            for field in fields(quote.evidence)
            if (span := getattr(quote.evidence, field.name)) is not None
        ],
    )


def store_topics(readings: Mapping[int, annotations.Quote]) -> None:
    """Puts the topics of each reading (under its quote's key) in the place of those stored.

    What editors merged, put on a quote or took off it stays in force.
    """
    _clear(readings, QuoteTopic, TopicAside)
    topics = topic_rows.ensure(
        {topic.slug: topic.name for quote in readings.values() for topic in quote.topics}
    )
    about = {
        (pk, topics[topic.slug].pk): {"weight": topic.weight} | _span(topic.evidence)
        for pk, quote in readings.items()
        for topic in sorted(quote.topics, key=lambda topic: topic.weight)
    }
    insert(QuoteTopic, [{"quote": pk, "topic": topic} | values for (pk, topic), values in about.items()])
    topic_links.settle(readings)


def _clear(quotes: Iterable[int], *tables: Any) -> None:
    for chunk in chunked(list(quotes), CHUNK):
        for table in tables:
            table.delete().where(table.quote.in_(chunk)).execute()


def _span(span: annotations.Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def insert(table: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    """Adds many rows, a chunk a statement."""
    for chunk in chunked(rows, CHUNK):
        table.insert_many(chunk).execute()
