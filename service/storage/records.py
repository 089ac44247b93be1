"""What the queries of this room return: frozen, detached from the database, ready for a schema to dump.

Dates are ISO 8601 strings as stored; ``created_at`` and ``updated_at`` are RFC 3339 in UTC ("…Z").
"""

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, dataclass_transform

from service.extraction.annotations import Span

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def many(kind: type[T]) -> type[T]:
    """A dataclass of which a page has hundreds: frozen for whoever checks types, at a third of the price, as
    a frozen one sets each field by a call."""
    return dataclass(slots=True, kw_only=True, unsafe_hash=True)(kind)


@dataclass(frozen=True, slots=True)
class Total:
    """How many records a list has; where it is not ``exact``, there are at least so many."""

    count: int
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """One page of a list. ``next_cursor`` is None on the last page; ``total`` counts the whole list.

    Where the whole list was too long to count, it is not ``exact``: there are at least so many.
    """

    items: tuple[T, ...]
    next_cursor: str | None
    total: int
    exact: bool = True


@many
class SpeakerRef:
    """A speaker as a quote shows it."""

    id: str
    name: str
    kind: str


@many
class TopicRef:
    """A topic as a quote shows it."""

    slug: str
    name: str


@many
class ArticleRef:
    """An article as a quote shows it."""

    id: str
    title: str | None
    url: str | None
    publication: str | None
    published_at: str | None


@many
class EvidenceRecord:
    """The words that each field was read from; None where the field is null."""

    speaker: Span | None = None
    cue: Span | None = None
    role: Span | None = None
    medium: Span | None = None
    said_on: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRecord:
    """What the machine reads of a quote that an editor decided on; if not ``found``, what it read last.

    ``differs`` names the fields in which it is not what is in force, ``changed_at`` is when the machine read
    it otherwise than before, None if it has not since the last decision.
    """

    found: bool
    text: str
    segments: tuple[Span, ...]
    speaker: SpeakerRef | None
    role: str | None
    medium: str
    said_on: str | None
    revision: int
    extractor: str
    differs: tuple[str, ...]
    changed_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """Words that were searched for: ``text`` stands at [start, end) of the text that is beside it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextRecord:
    """What stands around a quote: [start, end) of its article's text. Highlights count in ``text`` here."""

    start: int
    end: int
    text: str
    highlights: tuple[Highlight, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRecord:
    """Why a quote is in a list: ``by`` names the ways it was found; highlights count in the quote's text."""

    by: tuple[str, ...]
    highlights: tuple[Highlight, ...]
    context: ContextRecord | None


@many
class QuoteRecord:
    """A stored quote. ``text`` is the segments' words joined by one space.

    ``revision`` is that of the article's text which the spans index: the current one, unless an editor
    decided on a quote whose words a later revision dropped. ``reading`` is None where no editor decided.
    """

    id: str
    text: str
    partial: bool
    segments: tuple[Span, ...]
    speaker: SpeakerRef | None
    role: str | None
    medium: str
    said_on: str | None
    confidence: float
    status: str
    rule: str
    evidence: EvidenceRecord
    topics: tuple[TopicRef, ...]
    article: ArticleRef
    extractor: str
    revision: int
    reading: ReadingRecord | None
    created_at: str
    updated_at: str
    hit: HitRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field of a quote that became another: a string or None, of ``speaker`` its id, name and kind, of
    ``segments`` the list of spans (None where the machine does not find the quote).

    ``kept``: an editor's decision holds the field, so the quote still shows what was.
    """

    field: str
    was: Any
    now: Any
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRecord:
    """What became of a quote: ``by`` decided, for ``why``, or the machine (``extractor``) read it otherwise.

    ``key`` is the name of the API key that the decision came with, None without one.

    ``kind`` is decision or reading, ``status`` the one in force afterwards, ``origin`` the quote whose
    correction was moved here, ``revision`` that of the text.
    """

    id: str
    quote_id: str
    kind: str
    status: str
    changes: tuple[FieldChange, ...]
    by: str | None
    key: str | None
    why: str | None
    origin: str | None
    extractor: str | None
    revision: int
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading an article again came to for one of its quotes.

    ``outcome`` is new, gone or otherwise (read otherwise); ``status`` is the quote's. A quote that an editor
    decided on is "otherwise" where the machine finds it no more.
    """

    quote_id: str
    text: str
    status: str
    outcome: str
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRecord:
    """What an article is about: the code and name of an IPTC Media Topic, and the word that says it."""

    code: str
    name: str
    weight: float
    evidence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord:
    """A stored article at its current revision. ``text`` is None in lists, where it would weigh too much, and
    there are no ``subjects`` there, nor of an earlier revision."""

    id: str
    external_id: str | None
    url: str | None
    title: str | None
    byline: str | None
    publication: str | None
    published_at: str | None
    text: str | None
    language: str
    content_hash: str
    revision: int
    extractor: str
    quote_count: int
    created_at: str
    updated_at: str
    subjects: tuple[SubjectRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRecord:
    """A topic across quotes. What is read under the ``merged`` ones counts as this one."""

    slug: str
    name: str
    pinned: bool
    merged: tuple[TopicRef, ...]
    quote_count: int
    article_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEntryRecord:
    """What an editor decided on a topic: ``was`` and ``now`` are a name, a slug, or whether it is so."""

    id: str
    slug: str
    kind: str
    was: Any
    now: Any
    quote_id: str | None
    by: str
    why: str | None
    key: str | None
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRecord:
    """A piece of background work. ``items`` holds one outcome per item, in the order they were sent.

    Items that were asked for, that is. ``cancelled`` counts those that were never begun.
    """

    id: str
    kind: str
    state: str  # queued | running | done | failed | cancelled
    total: int
    done: int
    failed: int
    cancelled: int
    error: str | None
    items: tuple[dict[str, object], ...]
    created_at: str
    started_at: str | None
    finished_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRecord:
    """An API key, without its secret. ``state`` is active, revoked or expired; ``prefix`` may be shown.

    ``rate_limit`` counts requests a minute; None: as the settings say. ``expires_on`` is its last day, UTC.
    """

    id: str
    name: str
    prefix: str
    scopes: tuple[str, ...]
    state: str
    rate_limit: int | None
    expires_on: str | None
    created_at: str
    revoked_at: str | None
    last_used_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key just made, with the token that is never shown again."""

    token: str = field(repr=False)
    key: KeyRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """A write: by which key (None: without one), which operation, on which record, with what status."""

    id: str
    key_id: str | None
    key_name: str | None
    operation: str
    record_id: str | None
    status: int | None
    request_id: str | None
    at: str
