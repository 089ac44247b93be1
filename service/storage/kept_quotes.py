"""Quotes that an editor decided on: what a decision holds stays in force and follows its words through
revisions of the text; what the machine reads now is kept beside it. Within a transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from service.extraction.annotations import Span
from service.storage import days, history, moving, quote_rows, quote_values
from service.storage.database import tuples
from service.storage.models import ArticleRevision, QuoteTopic, TopicAside
from service.storage.quote_values import Values
from service.storage.records import FieldChange

FROM_ARTICLE = ("published_on", "published_sort", "publication_key")
"""What a quote's row copies from its article's."""

CHANGED, LOST = "changed", "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A decided quote before an article is read again: its row, what is in force, the fields that are held.

    ``place`` is where the words in force stand in the article's text of today, ``read_place`` those that the
    machine read last; None where the text has them no more.
    """

    row: Any
    values: Values
    pinned: frozenset[str]
    place: tuple[Span, ...] | None
    read_place: tuple[Span, ...] | None

    @property
    def places(self) -> tuple[tuple[Span, ...], ...]:
        """Where the quote may be read again."""
        return tuple(place for place in (self.place, self.read_place) if place is not None)


def keep(article: Any, rows: Sequence[Any], in_force: Mapping[int, Values]) -> dict[str, Kept]:
    """Each of the decided ``rows`` by its id."""
    texts = _texts(article)
    pinned = history.pinned([row.pk for row in rows])

    def placed(values: Values) -> tuple[Span, ...] | None:
        if values.revision == article.revision:
            return values.segments
        return moving.moved(texts[values.revision], article.text, values.segments)

    return {
        row.id: Kept(
            row=row,
            values=in_force[row.pk],
            pinned=pinned[row.pk],
            place=placed(in_force[row.pk]),
            read_place=placed(quote_values.kept(row)),
        )
        for row in rows
    }


def settle(article: Any, kept: Kept, machine: Values | None, extractor: str) -> tuple[FieldChange, ...]:
    """Brings a decided quote up to date with what the machine reads now, None if it finds it no more.

    Returns what it reads otherwise than before, which is added to the quote's history.
    """
    row, base = kept.row, _followed(article, kept)
    if machine is None:
        now = base
        _move_topics(article, kept)
    else:
        held = {name: getattr(base, name) for name in kept.pinned}
        revision = base.revision if "segments" in kept.pinned else machine.revision
        now = quote_values.proved(replace(machine, revision=revision, **held), machine, base)
    changes = _changes(kept, machine)
    if now != kept.values:
        quote_rows.put(row, now)
    reading = _reading(row, machine, now, changes, extractor)
    news = {
        "reread": _news(row, machine, reading),
        "reading": reading,
        "read_speaker_id": row.read_speaker_id if machine is None else machine.speaker,
        **of_article(article),
    }
    for name, value in news.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    if row.dirty_fields:
        row.updated_at = days.now()
        row.save(only=row.dirty_fields)
    if changes:
        history.reread(row, changes, extractor, article.revision)
    return changes


def of_article(article: Any) -> dict[str, Any]:
    """The article's values that its quotes' rows copy."""
    return {name: getattr(article, name) for name in FROM_ARTICLE}


def _texts(article: Any) -> dict[int, str]:
    query = ArticleRevision.select(ArticleRevision.number, ArticleRevision.text)
    return dict(tuples(query.where(ArticleRevision.article == article.pk)))


def _followed(article: Any, kept: Kept) -> Values:
    """What is in force, moved to where its words stand in the article's text of today."""
    was, place = kept.values, kept.place
    if place is None or was.revision == article.revision:
        return was
    by = place[0].start - was.segments[0].start
    there = {name: moving.shifted(article.text, span, by) for name, span in was.evidence.items()}
    evidence = {name: span for name, span in there.items() if span is not None}
    return replace(was, segments=place, revision=article.revision, evidence=evidence)


def _changes(kept: Kept, machine: Values | None) -> tuple[FieldChange, ...]:
    before, was_found = quote_values.kept(kept.row), kept.row.reading["found"]
    if machine is None:
        return (quote_values.lost(before),) if was_found else ()
    changes = quote_values.changes(before, machine, kept.pinned)
    if was_found:
        return changes
    return (quote_values.found(machine), *(change for change in changes if change.field != "segments"))


def _reading(
    row: Any, machine: Values | None, now: Values, changes: Sequence[FieldChange], extractor: str
) -> dict[str, Any]:
    if machine is None:
        return {**row.reading, "found": False, "extractor": extractor}
    changed_at = row.reading["changed_at"]
    if any(change.was is not None or change.field != "segments" for change in changes):
        changed_at = days.now()
    if not quote_values.differing(now, machine):
        changed_at = None
    return quote_values.packed(machine) | {
        "found": True,
        "extractor": extractor,
        "changed_at": changed_at,
    }


def _news(row: Any, machine: Values | None, reading: Mapping[str, Any]) -> str | None:
    """What the machine has read otherwise since the last decision."""
    if machine is None:
        return LOST if row.reading["found"] else row.reread
    return CHANGED if reading["changed_at"] else None


def _move_topics(article: Any, kept: Kept) -> None:
    """The words that tell a topic move along with those of the quote, or no longer tell it."""
    if kept.place is None or kept.values.revision == article.revision:
        return
    by = kept.place[0].start - kept.values.segments[0].start
    for table in (QuoteTopic, TopicAside):
        _move(table, kept.row.pk, article.text, by)


def _move(table: Any, quote: int, text: str, by: int) -> None:
    same = table.quote == quote
    topics: list[Any] = list(table.select().where(same))
    for topic in topics:
        this = same & (table.topic == topic.topic_id)
        if not topic.text:  # an editor put it there: no words say so
            table.update(start=topic.start + by, end=topic.end + by).where(this).execute()
            continue
        span = moving.shifted(text, Span(topic.start, topic.end, topic.text), by)
        if span is None:
            table.delete().where(this).execute()
        else:
            table.update(start=span.start, end=span.end).where(this).execute()
