"""From rows to quote records: one query for the quotes, one each for their segments, evidence and topics."""

import json
from collections import defaultdict, namedtuple
from collections.abc import Sequence
from typing import Any

from service.extraction.annotations import Span
from service.storage import quote_values
from service.storage.database import database
from service.storage.models import Quote
from service.storage.records import (
    ArticleRef,
    EvidenceRecord,
    QuoteRecord,
    ReadingRecord,
    SpeakerRef,
    TopicRef,
)

OF_QUOTE = tuple(field.column_name for field in Quote._meta.sorted_fields)
OF_ARTICLE = ("id", "title", "url", "publication", "published_at")
OF_SPEAKER = ("id", "name", "kind")

Row: Any = namedtuple(
    "Row",
    [*OF_QUOTE, *(f"article_{name}_" for name in OF_ARTICLE), *(f"speaker_{name}_" for name in OF_SPEAKER)],
)

ROWS = (
    f"SELECT {', '.join(f'quote.{name}' for name in OF_QUOTE)}, "  # noqa: S608 - names of ours
    f"{', '.join(f'article.{name}' for name in OF_ARTICLE)}, "
    f"{', '.join(f'speaker.{name}' for name in OF_SPEAKER)} "
    "FROM quote JOIN article ON article.pk = quote.article_id "
    "LEFT JOIN speaker ON speaker.pk = quote.speaker_id WHERE quote.pk IN ({})"
)
SEGMENTS = (
    'SELECT quote_id, start, "end", text FROM segment WHERE quote_id IN ({}) ORDER BY quote_id, position'
)
EVIDENCE = 'SELECT quote_id, field, start, "end", text FROM evidence WHERE quote_id IN ({})'
TOPICS = (
    "SELECT quote_id, slug, name FROM quote_topic JOIN topic ON topic.pk = topic_id "
    "WHERE quote_id IN ({}) ORDER BY weight DESC, slug"
)
SPEAKERS = "SELECT pk, id, name, kind FROM speaker WHERE pk IN ({})"
"""Statements as they are sent: to put them together anew for every page costs more than to answer them."""

CHUNK = 500
"""How many rows one IN list or one INSERT takes: below every engine's limit of parameters."""


def load(pks: Sequence[int]) -> tuple[QuoteRecord, ...]:
    """The quotes with these keys, in this order; a key that is gone is left out."""
    found: dict[int, QuoteRecord] = {}
    for first in range(0, len(pks), CHUNK):
        found |= _load(pks[first : first + CHUNK])
    return tuple(found[pk] for pk in pks if pk in found)


def _load(pks: Sequence[int]) -> dict[int, QuoteRecord]:
    rows: list[Any] = [Row(*values) for values in _asked(ROWS, pks)]
    segments, evidence, topics = segments_of(pks), evidence_of(pks), _topics(pks)
    speakers = _speakers([row.read_speaker_id for row in rows if row.read_speaker_id is not None])
    return {
        row.pk: _record(row, tuple(segments[row.pk]), evidence[row.pk], tuple(topics[row.pk]), speakers)
        for row in rows
    }


def _asked(statement: str, pks: Sequence[int]) -> list[Any]:
    """The rows of a statement for these keys, which are integers of ours."""
    spelled = ", ".join(str(int(pk)) for pk in pks) or "NULL"
    rows: list[Any] = database.execute_sql(statement.format(spelled)).fetchall()
    return rows


def _record(
    row: Any,
    segments: tuple[Span, ...],
    evidence: dict[str, Span],
    topics: tuple[TopicRef, ...],
    speakers: dict[int, SpeakerRef],
) -> QuoteRecord:
    speaker = None
    if row.speaker_id_ is not None:
        speaker = SpeakerRef(id=row.speaker_id_, name=row.speaker_name_, kind=row.speaker_kind_)
    return QuoteRecord(
        id=row.id,
        text=row.text,
        partial=bool(row.partial),
        segments=segments,
        speaker=speaker,
        role=row.role,
        medium=row.medium,
        said_on=row.said_on,
        confidence=row.confidence,
        status=row.status,
        rule=row.rule,
        evidence=EvidenceRecord(**evidence),
        topics=topics,
        article=ArticleRef(
            id=row.article_id_,
            title=row.article_title_,
            url=row.article_url_,
            publication=row.article_publication_,
            published_at=row.article_published_at_,
        ),
        extractor=row.extractor,
        revision=row.revision,
        reading=None if row.reading is None else _reading(row, segments, speakers),
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _reading(row: Any, segments: tuple[Span, ...], speakers: dict[int, SpeakerRef]) -> ReadingRecord:
    if isinstance(row.reading, str):  # SQLite knows no JSON
        row = row._replace(reading=json.loads(row.reading))
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
    rows = _asked(SPEAKERS, pks) if pks else []
    return {pk: SpeakerRef(id=speaker_id, name=name, kind=kind) for pk, speaker_id, name, kind in rows}


def segments_of(pks: Sequence[int]) -> dict[int, list[Span]]:
    """The segments of each quote, in order."""
    spans: dict[int, list[Span]] = defaultdict(list)
    for quote, start, end, text in _asked(SEGMENTS, pks):
        spans[quote].append(Span(start, end, text))
    return spans


def evidence_of(pks: Sequence[int]) -> dict[int, dict[str, Span]]:
    """The words that each field of each quote was read from."""
    spans: dict[int, dict[str, Span]] = defaultdict(dict)
    for quote, field, start, end, text in _asked(EVIDENCE, pks):
        spans[quote][field] = Span(start, end, text)
    return spans


def _topics(pks: Sequence[int]) -> dict[int, list[TopicRef]]:
    topics: dict[int, list[TopicRef]] = defaultdict(list)
    for quote, slug, name in _asked(TOPICS, pks):
        topics[quote].append(TopicRef(slug=slug, name=name))
    return topics
