"""From rows to quote records: one query for the quotes, one each for their segments, evidence and topics."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from peewee import JOIN

from service.extraction.annotations import Span
from service.storage import quote_values
from service.storage.database import tuples
from service.storage.models import Article, Evidence, Quote, QuoteTopic, Segment, Speaker, Topic
from service.storage.records import (
    ArticleRef,
    EvidenceRecord,
    QuoteRecord,
    ReadingRecord,
    SpeakerRef,
    TopicRef,
)

ARTICLE_COLUMNS = (Article.id, Article.title, Article.url, Article.publication, Article.published_at)
SPEAKER_COLUMNS = (Speaker.pk, Speaker.id, Speaker.name, Speaker.kind)

CHUNK = 500
"""How many rows one IN list or one INSERT takes: below every engine's limit of parameters."""


def load(pks: Sequence[int]) -> tuple[QuoteRecord, ...]:
    """The quotes with these keys, in this order; a key that is gone is left out."""
    found: dict[int, QuoteRecord] = {}
    for first in range(0, len(pks), CHUNK):
        found |= _load(pks[first : first + CHUNK])
    return tuple(found[pk] for pk in pks if pk in found)


def _load(pks: Sequence[int]) -> dict[int, QuoteRecord]:
    query = (
        Quote.select(Quote, *ARTICLE_COLUMNS, *SPEAKER_COLUMNS)
        .join(Article)
        .switch(Quote)
        .join(Speaker, JOIN.LEFT_OUTER, on=(Quote.speaker == Speaker.pk))
        .where(Quote.pk.in_(pks))
    )
    segments = segments_of(pks)
    evidence = evidence_of(pks)
    topics = _topics(pks)
    rows: list[Any] = list(query)
    speakers = _speakers([row.read_speaker_id for row in rows if row.read_speaker_id is not None])
    return {
        row.pk: _record(row, tuple(segments[row.pk]), evidence[row.pk], tuple(topics[row.pk]), speakers)
        for row in rows
    }


def _record(
    row: Any,
    segments: tuple[Span, ...],
    evidence: dict[str, Span],
    topics: tuple[TopicRef, ...],
    speakers: dict[int, SpeakerRef],
) -> QuoteRecord:
    speaker, article = row.speaker, row.article
    return QuoteRecord(
        id=row.id,
        text=row.text,
        partial=row.partial,
        segments=segments,
        speaker=_speaker(speaker) if speaker else None,
        role=row.role,
        medium=row.medium,
        said_on=row.said_on,
        confidence=row.confidence,
        status=row.status,
        rule=row.rule,
        evidence=EvidenceRecord(**evidence),
        topics=topics,
        article=ArticleRef(
            id=article.id,
            title=article.title,
            url=article.url,
            publication=article.publication,
            published_at=article.published_at,
        ),
        extractor=row.extractor,
        revision=row.revision,
        reading=None if row.reading is None else _reading(row, segments, speakers),
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _reading(row: Any, segments: tuple[Span, ...], speakers: dict[int, SpeakerRef]) -> ReadingRecord:
    read = quote_values.kept(row)
    plain = {name: getattr(row, name) for name in quote_values.PLAIN}
    now = quote_values.Values(speaker=row.speaker_id, segments=segments, revision=row.revision, **plain)
    return ReadingRecord(
        found=row.reading["found"],
        text=read.text,
        segments=read.segments,
        speaker=None if read.speaker is None else speakers[read.speaker],
        role=read.role,
        medium=read.medium,
        said_on=read.said_on,
        revision=read.revision,
        extractor=row.reading["extractor"],
        differs=quote_values.differing(now, read),
        changed_at=row.reading["changed_at"],
    )


def _speakers(pks: Sequence[int]) -> dict[int, SpeakerRef]:
    query: Any = Speaker.select(*SPEAKER_COLUMNS).where(Speaker.pk.in_(pks)) if pks else ()
    return {row.pk: _speaker(row) for row in query}


def _speaker(row: Any) -> SpeakerRef:
    return SpeakerRef(id=row.id, name=row.name, kind=row.kind)


def segments_of(pks: Sequence[int]) -> dict[int, list[Span]]:
    """The segments of each quote, in order."""
    spans: dict[int, list[Span]] = defaultdict(list)
    query: Any = Segment.select().where(Segment.quote.in_(pks)).order_by(Segment.quote, Segment.position)
    for row in query:
        spans[row.quote_id].append(Span(row.start, row.end, row.text))
    return spans


def evidence_of(pks: Sequence[int]) -> dict[int, dict[str, Span]]:
    """The words that each field of each quote was read from."""
    spans: dict[int, dict[str, Span]] = defaultdict(dict)
    query: Any = Evidence.select().where(Evidence.quote.in_(pks))
    for row in query:
        spans[row.quote_id][row.field] = Span(row.start, row.end, row.text)
    return spans


def _topics(pks: Sequence[int]) -> dict[int, list[TopicRef]]:
    topics: dict[int, list[TopicRef]] = defaultdict(list)
    query = (
        QuoteTopic.select(QuoteTopic.quote, Topic.slug, Topic.name)
        .join(Topic)
        .where(QuoteTopic.quote.in_(pks))
        .order_by(QuoteTopic.weight.desc(), Topic.slug)
    )
    for quote, slug, name in tuples(query):
        topics[quote].append(TopicRef(slug=slug, name=name))
    return topics
