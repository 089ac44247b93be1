"""What became of a quote, entry by entry: appended, never changed, and gone only with the quote itself."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from service.errors import NotFound
from service.storage import cursors, days, ids
from service.storage.cursors import Order
from service.storage.models import HistoryEntry, Quote
from service.storage.names import storable
from service.storage.pages import page_of
from service.storage.quote_values import FIELDS
from service.storage.records import FieldChange, HistoryRecord, Page

DECISION, READING = "decision", "reading"

ORDER = Order(by=HistoryEntry.pk, tie=HistoryEntry.pk, kind=int)


def decided(
    row: Any,
    changes: Iterable[FieldChange],
    *,
    fields: Iterable[str],
    by: str,
    key: str | None,
    why: str | None,
    origin: str | None,
) -> None:
    """Appends an editor's decision; the row is as it is afterwards."""
    _append(row, DECISION, changes, fields=sorted(fields), by=by, key=key, why=why, origin=origin)


def reread(row: Any, changes: Iterable[FieldChange], extractor: str, revision: int) -> None:
    """Appends that the machine, of the version ``extractor``, read ``revision`` of the text otherwise."""
    _append(row, READING, changes, extractor=extractor, revision=revision)


def find(quote_id: str, *, limit: int = 20, cursor: str | None = None) -> Page[HistoryRecord]:
    """One page of a quote's history, the first entry first; raises NotFound."""
    quote = Quote.get_or_none(Quote.id == quote_id) if storable(quote_id) else None
    if quote is None:
        raise NotFound(f"There is no quote {quote_id!r}.")
    scope = ("history", quote_id)
    after = cursors.decode(scope, cursor, ORDER)
    query = HistoryEntry.select(HistoryEntry.pk).where(HistoryEntry.quote == quote.pk)
    return page_of(query, ORDER, _load, scope=scope, limit=limit, after=after)


def pinned(quotes: Collection[int]) -> dict[int, frozenset[str]]:
    """The fields of each quote (by key) that editors' decisions hold, whatever the machine reads.

    A correction holds what it gave, a verification all that stood there. ``extracted`` ends both.
    """
    held: dict[int, frozenset[str]] = dict.fromkeys(quotes, frozenset())
    query: Any = HistoryEntry.select().where(
        HistoryEntry.quote.in_(list(quotes)), HistoryEntry.kind == DECISION
    )
    for entry in query.order_by(HistoryEntry.pk):
        known = held[entry.quote_id]
        held[entry.quote_id] = {
            "extracted": frozenset(),
            "verified": frozenset(FIELDS),
        }.get(entry.status, known | frozenset(entry.fields))
    return held


def _append(row: Any, kind: str, changes: Iterable[FieldChange], **values: Any) -> None:
    HistoryEntry.create(
        id=ids.new(),
        quote=row.pk,
        kind=kind,
        status=row.status,
        changes=[asdict(change) for change in changes],
        at=days.now(),
        **{"fields": [], "revision": row.revision} | values,
    )


def _load(pks: Sequence[int]) -> tuple[HistoryRecord, ...]:
    query: Any = HistoryEntry.select(HistoryEntry, Quote.id).join(Quote).where(HistoryEntry.pk.in_(pks))
    return tuple(
        HistoryRecord(
            id=entry.id,
            quote_id=entry.quote.id,
            kind=entry.kind,
            status=entry.status,
            changes=tuple(FieldChange(**change) for change in entry.changes),
            by=entry.by,
            key=entry.key,
            why=entry.why,
            origin=entry.origin,
            extractor=entry.extractor,
            revision=entry.revision,
            at=entry.at,
        )
        for entry in query.order_by(HistoryEntry.pk)
    )
