"""Editors' decisions on quotes: what one gives is in force over whatever the machine reads, now and later."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from service.errors import Conflict, NotFound
from service.extraction.annotations import Span
from service.storage import days, history, quote_rows, quote_values, quotes, speaker_rows
from service.storage.database import is_postgresql, write
from service.storage.models import Article, Quote, Speaker
from service.storage.names import storable
from service.storage.quote_values import FIELDS, Values
from service.storage.records import QuoteRecord

STATUSES = ("extracted", "verified", "corrected", "rejected")
"""``extracted`` takes earlier decisions back: the machine's reading is in force again."""

Given = Mapping[str, str | tuple[Span, ...] | None]
"""What an editor gives for fields: of ``speaker`` a record's id, of ``segments`` spans of the text in the
revision that the quote indexes."""


def record(
    quote_id: str,
    status: str,
    *,
    by: str,
    key: str | None = None,
    why: str | None = None,
    fields: Given | None = None,
    origin: str | None = None,
) -> QuoteRecord:
    """The quote after a decision: its status, and the values of ``fields`` in place of the machine's.

    ``key`` is the name of the API key it came with, ``origin`` the id of the quote whose correction is moved
    here. Raises NotFound; Conflict where there is no such speaker, or no decision to take back, or nothing
    that the machine reads.
    """
    given = dict(fields or {})
    if status not in STATUSES or not set(given) <= set(FIELDS):
        raise ValueError(f"status is one of {STATUSES}, fields are among {FIELDS}")

    def operation() -> QuoteRecord:
        row = row_of(quote_id)
        was = quote_rows.in_force([row])[row.pk]
        now = _undone(row) if status == STATUSES[0] else _decided(row, was, given)
        row.status, row.reread = status, None
        quote_rows.put(row, now)
        row.updated_at = days.now()
        row.save()
        quote_rows.index([row])
        changes = quote_values.changes(was, now)
        history.decided(row, changes, fields=given, by=by, key=key, why=why, origin=origin)
        return quotes.get(quote_id)

    return write(operation)


def hold(quote_ids: Collection[str]) -> None:
    """No other transaction decides on these quotes, or reads their articles again, until this one ends."""
    if is_postgresql():
        articles = Quote.select(Quote.article).where(
            Quote.id.in_([one for one in quote_ids if storable(one)])
        )
        # In the order of their keys, so that two who hold several can't lock each other out.
        list(Article.select(Article.pk).where(Article.pk.in_(articles)).order_by(Article.pk).for_update())


def held(quote_id: str) -> frozenset[str]:
    """The fields that editors' decisions hold, whatever the machine reads; raises NotFound."""
    row = row_of(quote_id)
    return history.pinned([row.pk])[row.pk] if row.status != STATUSES[0] else frozenset()


def _decided(row: Any, was: Values, given: Given) -> Values:
    """What is in force with ``given``; keeps the machine's reading aside."""
    if row.status == STATUSES[0]:
        row.read_speaker = was.speaker
        row.reading = quote_values.packed(was) | {"found": True, "extractor": row.extractor}
    row.reading = row.reading | {"changed_at": None}
    values = dict(given)
    if "speaker" in values:
        values["speaker"] = _speaker(values["speaker"])  # type: ignore[assignment]  # a key from here on
    return quote_values.proved(replace(was, **values), quote_values.kept(row), was)  # type: ignore[arg-type]


def _undone(row: Any) -> Values:
    """What the machine reads, which is to be in force again."""
    if row.status == STATUSES[0]:
        raise Conflict("No decision on the quote is in force, so there is none to take back.", field="status")
    if not row.reading["found"]:
        raise Conflict(
            "The machine no longer finds the quote, so there is no reading to go back to; "
            "status rejected takes it out of the lists.",
            field="status",
        )
    read = quote_values.kept(row)
    row.reading = row.read_speaker = None
    return read


def row_of(quote_id: str) -> Any:
    """The row of the quote with this id; raises NotFound."""
    row = Quote.get_or_none(Quote.id == quote_id) if storable(quote_id) else None
    if row is None:
        raise NotFound(f"There is no quote {quote_id!r}.")
    return row


def _speaker(speaker_id: Any) -> int | None:
    if speaker_id is None:
        return None
    row = Speaker.get_or_none(Speaker.id == speaker_id) if storable(speaker_id) else None
    if row is None:
        raise Conflict(
            f"There is no speaker {speaker_id!r} that the quote could be given to.", field="speaker_id"
        )
    return speaker_rows.survivors([row.pk])[row.pk]
