"""Stores what the machine read of an article that is new: nothing was there before, and nobody decided on it.

It leaves what ``readings`` would, with a statement a table and no look at what there was. Within a
transaction.
"""

from collections.abc import Mapping
from dataclasses import fields
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

EXTRACTED = "extracted"

SPAN = ("start", "end", "text")
KEYS = "SELECT id, pk FROM quote WHERE article_id = ?"

Keyed = Mapping[int, annotations.Quote]
"""Each quote by its key."""


def store(
    article: Any,
    extraction: annotations.Extraction,
    speakers: Mapping[annotations.Speaker, int],
    names: dict[int, dict[str, bool]],
) -> tuple[Reread, ...]:
    """As ``readings.replace``, for an article that has no quotes yet."""
    found = identity.assigned(article.id, extraction.quotes, {})
    _store(article, found, speakers, extraction.extractor)
    keys = dict(statements.rows(KEYS, article.pk)) if found else {}
    keyed = {keys[quote_id]: quote for quote_id, quote in found.items()}
    _store_topics(article.pk, keyed)
    _store_spans(keyed)
    search.add("quote", [(pk, (quote.text, quote.role)) for pk, quote in keyed.items()])
    printed = [(one, pk) for pk, quote in keyed.items() for one in prints.fingerprints(quote.text)]
    statements.insert(QuotePrint, ("hash", "quote_id"), printed)
    subjects.add(article.pk, extraction.subjects)
    speaker_rows.add_names(article.pk, names, new=True)
    return tuple(
        Reread(quote_id=quote_id, text=quote.text, status=EXTRACTED, outcome="new")
        for quote_id, quote in found.items()
    )


def _store(
    article: Any,
    found: Mapping[str, annotations.Quote],
    speakers: Mapping[annotations.Speaker, int],
    extractor: str,
) -> None:
    now = days.now()
    rows: list[dict[str, Any]] = []
    for quote_id, quote in found.items():
        speaker = None if quote.speaker is None else speakers[quote.speaker]
        rows.append(
            {"id": quote_id, "status": EXTRACTED, "created_at": now, "updated_at": now}
            | reading_columns.said(article, quote, speaker)
            | reading_columns.alone(article, quote, extractor)
        )
    if rows:
        columns = [Quote._meta.fields[name].column_name for name in rows[0]]
        statements.insert(Quote, columns, [tuple(row.values()) for row in rows])


def _store_topics(article: int, keyed: Keyed) -> None:
    named = {topic.slug: topic.name for quote in keyed.values() for topic in quote.topics}
    topics = topic_rows.ensure(named)
    about = {
        (pk, topics[topic.slug].pk): (topic.weight, *_span(topic.evidence))
        for pk, quote in keyed.items()
        for topic in sorted(quote.topics, key=lambda topic: topic.weight)
    }
    columns = ("quote_id", "topic_id", "weight", *SPAN, "own", "article_id")
    statements.insert(QuoteTopic, columns, [(*key, *values, True, article) for key, values in about.items()])
    if any(topic.into is not None for topic in topics.values()):
        topic_links.settle(keyed)


def _store_spans(keyed: Keyed) -> None:
    segments = [
        (pk, number, *_span(span))
        for pk, quote in keyed.items()
        for number, span in enumerate(quote.segments)
    ]
    statements.insert(Segment, ("quote_id", "position", *SPAN), segments)
    evidence = [
        (pk, field.name, *_span(span))
        for pk, quote in keyed.items()
        for field in fields(quote.evidence)
        if (span := getattr(quote.evidence, field.name)) is not None
    ]
    statements.insert(Evidence, ("quote_id", "field", *SPAN), evidence)


def _span(span: annotations.Span) -> tuple[int, int, str]:
    return span.start, span.end, span.text
