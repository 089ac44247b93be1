"""Editors' decisions: appended, never changed; the last one is in force over whatever the machine reads."""

from collections.abc import Mapping
from typing import Any

from service.errors import Conflict, NotFound
from service.storage import days, ids, quotes, search
from service.storage.database import write
from service.storage.models import Decision, Evidence, Quote, Speaker
from service.storage.names import storable
from service.storage.records import DecisionRecord, QuoteRecord

STATUSES = ("extracted", "verified", "corrected", "rejected")
"""``extracted`` takes earlier decisions back: the machine's reading is in force again."""

FIELDS = ("speaker", "role", "medium", "said_on")
"""What an editor may correct; ``speaker`` is a speaker's id."""


def record(
    quote_id: str,
    status: str,
    *,
    by: str,
    why: str | None = None,
    fields: Mapping[str, str | None] | None = None,
) -> QuoteRecord:
    """The quote after a decision: its status, and the values of ``fields`` in place of the machine's."""
    if status not in STATUSES or not set(fields or {}) <= set(FIELDS):
        raise ValueError(f"status is one of {STATUSES}, fields are among {FIELDS}")

    def operation() -> QuoteRecord:
        row = _quote(quote_id)
        if row.status == STATUSES[0]:
            row.read_speaker, row.reading = row.speaker_id, _reading(row)
        Decision.create(
            id=ids.new(),
            quote=row.pk,
            status=status,
            fields=dict(fields or {}),
            by=by,
            why=why,
            at=days.now(),
        )
        row.status = status
        _apply(row)
        search.index("quote", [(row.pk, (row.text, row.role))])
        return quotes.get(quote_id)

    return write(operation)


def history(quote_id: str) -> tuple[DecisionRecord, ...]:
    """Every decision on a quote, the first first; raises NotFound."""
    row = _quote(quote_id)
    query: Any = Decision.select().where(Decision.quote == row.pk).order_by(Decision.pk)
    return tuple(
        DecisionRecord(
            id=decision.id,
            quote_id=quote_id,
            status=decision.status,
            fields=decision.fields,
            by=decision.by,
            why=decision.why,
            at=decision.at,
        )
        for decision in query
    )


def enforce(row: Any) -> None:
    """Keeps the machine's reading aside and puts the decisions' values into the row."""
    row.read_speaker, row.reading = row.speaker_id, _reading(row)
    _apply(row)


def _apply(row: Any) -> None:
    fields = in_force(row.pk)
    for name, value in (row.reading | fields).items():
        if name != "speaker":
            setattr(row, name, value)
    row.speaker = _speaker(fields["speaker"]) if "speaker" in fields else row.read_speaker_id
    row.said_first, row.said_last = days.said_columns(row.said_on)
    row.updated_at = days.now()
    if row.status == STATUSES[0]:
        row.reading = row.read_speaker = None
    row.save()
    if fields:
        # A value that an editor gave was not read from the article's words.
        Evidence.delete().where(Evidence.quote == row.pk, Evidence.field.in_(list(fields))).execute()


def in_force(quote: int) -> dict[str, str | None]:
    """The corrected values of a quote: a later decision adds to an earlier one, ``extracted`` ends them."""
    fields: dict[str, str | None] = {}
    query: Any = Decision.select().where(Decision.quote == quote).order_by(Decision.pk)
    for decision in query:
        fields = {} if decision.status == STATUSES[0] else fields | decision.fields
    return fields


def _reading(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS if name != "speaker"}


def _quote(quote_id: str) -> Any:
    row = Quote.get_or_none(Quote.id == quote_id) if storable(quote_id) else None
    if row is None:
        raise NotFound(f"There is no quote {quote_id!r}.")
    return row


def _speaker(speaker_id: str | None) -> int | None:
    if speaker_id is None:
        return None
    row = Speaker.get_or_none(Speaker.id == speaker_id)
    if row is None:
        raise Conflict(
            f"There is no speaker {speaker_id!r} that the quote could be given to.", field="speaker"
        )
    return int(row.pk)
