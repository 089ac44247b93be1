"""The trail of writes: who did what, when, to which record. Entries are added, never changed or deleted."""

from collections.abc import Sequence

from service.storage import cursors, days, ids
from service.storage.access_tables import AuditEntry
from service.storage.cursors import Order
from service.storage.database import write
from service.storage.pages import page_of
from service.storage.records import AuditRecord, Page

ORDER = Order(by=AuditEntry.pk, tie=AuditEntry.pk, kind=int, descending=True)
MEMBERS = ("id", "key_id", "key_name", "operation", "record_id", "status", "request_id", "at")


def append(
    operation: str,
    *,
    key_id: str | None = None,
    key_name: str | None = None,
    record_id: str | None = None,
    status: int | None = None,
    request_id: str | None = None,
) -> None:
    """Adds an entry; ``operation`` is an operation of the API or a command, ``status`` the HTTP status."""
    values = {
        "id": ids.new(),
        "operation": operation,
        "key_id": key_id,
        "key_name": key_name,
        "record_id": record_id,
        "status": status,
        "request_id": request_id,
        "at": days.now(),
    }
    write(AuditEntry.insert(values).execute)


def find(
    *,
    key_id: str | None = None,
    record_id: str | None = None,
    operation: str | None = None,
    limit: int = 20,
    cursor: str | None = None,
) -> Page[AuditRecord]:
    """One page of the trail, the last entry first, of this key, record and operation."""
    scope = ("audit", key_id, record_id, operation)
    after = cursors.decode(scope, cursor, ORDER)
    query = AuditEntry.select(AuditEntry.pk)
    for column, value in (
        (AuditEntry.key_id, key_id),
        (AuditEntry.record_id, record_id),
        (AuditEntry.operation, operation),
    ):
        query = query if value is None else query.where(column == value)
    return page_of(query, ORDER, _load, scope=scope, limit=limit, after=after)


def _load(pks: Sequence[int]) -> tuple[AuditRecord, ...]:
    rows = AuditEntry.select().where(AuditEntry.pk.in_(pks)).order_by(AuditEntry.pk.desc())
    return tuple(AuditRecord(**{name: getattr(row, name) for name in MEMBERS}) for row in rows)
