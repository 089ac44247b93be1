"""From rows to quote records: one query for the quotes, one for their segments, evidence and topics."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from service.extraction.annotations import Span
from service.storage import quote_values, statements
from service.storage.records import (
    ArticleRef,
    EvidenceRecord,
    QuoteRecord,
    ReadingRecord,
    SpeakerRef,
    TopicRef,
)

CHUNK = 500
"""How many rows one IN list or one INSERT takes: below every engine's limit of parameters."""

ROWS = """
SELECT quote.pk, quote.id, quote.text, quote.partial, quote.role, quote.medium, quote.said_on,
quote.confidence, quote.status, quote.rule, quote.extractor, quote.revision,
quote.created_at, quote.updated_at, article.id, article.title, article.url, article.publication,
article.published_at, quote.speaker_id, speaker.id, speaker.name, speaker.kind,
quote.reading, quote.read_speaker_id
FROM quote JOIN article ON article.pk = quote.article_id LEFT JOIN speaker ON speaker.pk = quote.speaker_id
WHERE quote.pk {keys}
"""

SPANS = """
SELECT quote_id, '' AS name, start, "end", text, position AS place FROM segment WHERE quote_id {keys}
UNION ALL SELECT quote_id, field, start, "end", text, 0 FROM evidence WHERE quote_id {keys}
"""
"""Segments, which have no name, and evidence, by the name of the field."""

TOPICS = """
UNION ALL SELECT quote_id, slug, NULL, NULL, name, weight FROM quote_topic JOIN topic ON topic.pk = topic_id
WHERE quote_id {keys}
"""

PARTS = SPANS + TOPICS
"""The same and topics, which stand nowhere, in one statement: each has its price, whatever it answers."""

SPEAKERS = "SELECT pk, id, name, kind FROM speaker WHERE pk {keys}"


@dataclass(slots=True)
class Parts:
    """What a quote has several of: segments and topics with the place or the weight that sorts them."""

    segments: list[tuple[float, Span]] = field(default_factory=list)
    evidence: dict[str, Span] = field(default_factory=dict)
    topics: list[tuple[float, str, str]] = field(default_factory=list)

    def spans(self) -> tuple[Span, ...]:
        """The segments in order."""
        return tuple([span for _, span in sorted(self.segments)])

    def weightiest_first(self) -> tuple[TopicRef, ...]:
        """The topics, of equal weight by slug."""
        return tuple([TopicRef(slug=slug, name=name) for _, slug, name in sorted(self.topics)])


class Decided(NamedTuple):
    """What the machine reads of a quote that an editor decided on, as ``quote_values.kept`` takes it."""

    reading: Any
    read_speaker_id: int | None


def load(pks: Sequence[int]) -> tuple[QuoteRecord, ...]:
    """The quotes with these keys, in this order; a key that is gone is left out."""
    if not pks:
        return ()
    rows = statements.rows_of_keys(ROWS, pks)
    parts = _parts(PARTS, pks)
    read = [row[-1] for row in rows if row[-1] is not None]
    speakers = _speakers(read) if read else {}
    found = {row[0]: _record(row, parts[row[0]], speakers) for row in rows}
    return tuple([found[pk] for pk in pks if pk in found])


def parts_of(pks: Sequence[int]) -> Mapping[int, Parts]:
    """The segments and the evidence of each quote."""
    return _parts(SPANS, pks)


def _parts(statement: str, pks: Sequence[int]) -> Mapping[int, Parts]:
    found: dict[int, Parts] = defaultdict(Parts)
    for quote, name, start, end, text, place in statements.rows_of_keys(statement, pks):
        if start is None:
            found[quote].topics.append((-place, name, text))
        elif name:
            found[quote].evidence[name] = Span(start, end, text)
        else:
            found[quote].segments.append((place, Span(start, end, text)))
    return found


def _record(row: Sequence[Any], parts: Parts, speakers: Mapping[int, SpeakerRef]) -> QuoteRecord:
    _, quote_id, text, partial, role, medium, said_on, confidence, status, rule, extractor, *rest = row
    revision, created, updated, article_id, title, url, publication, published, *last = rest
    speaker, speaker_id, speaker_name, speaker_kind, reading, read_speaker = last
    segments = parts.spans()
    read = None
    if reading is not None:
        now = quote_values.Values(
            speaker=speaker, role=role, medium=medium, said_on=said_on, segments=segments, revision=revision
        )
        read = _reading(Decided(reading, read_speaker), now, speakers)
    return QuoteRecord(
        id=quote_id,
        text=text,
        partial=bool(partial),
        segments=segments,
        speaker=SpeakerRef(id=speaker_id, name=speaker_name, kind=speaker_kind) if speaker_id else None,
        role=role,
        medium=medium,
        said_on=said_on,
        confidence=confidence,
        status=status,
        rule=rule,
        evidence=EvidenceRecord(**parts.evidence),
        topics=parts.weightiest_first(),
        article=ArticleRef(
            id=article_id, title=title, url=url, publication=publication, published_at=published
        ),
        extractor=extractor,
        revision=revision,
        reading=read,
        created_at=created,
        updated_at=updated,
    )


def _reading(row: Decided, now: quote_values.Values, speakers: Mapping[int, SpeakerRef]) -> ReadingRecord:
    if isinstance(row.reading, str):  # SQLite knows no JSON
        row = row._replace(reading=json.loads(row.reading))
    read = quote_values.kept(row)
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
    rows = statements.rows_of_keys(SPEAKERS, pks)
    return {pk: SpeakerRef(id=speaker_id, name=name, kind=kind) for pk, speaker_id, name, kind in rows}
