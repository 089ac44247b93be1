"""Watches: searches that somebody saved; made, changed, paused, and disabled when nobody answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from service.errors import NotFound
from service.storage import cursors, days, ids, outbox, statements, watch_matching
from service.storage.cursors import Order
from service.storage.database import is_postgresql, write
from service.storage.models import Speaker
from service.storage.names import storable
from service.storage.pages import page_of
from service.storage.quotes import QuoteFilter
from service.storage.records import Page
from service.storage.watch_records import ACTIVE, DISABLED, PAUSED, WatchRecord
from service.storage.watch_tables import Watch, WatchAnchor

ORDER = Order(by=Watch.pk, tie=Watch.pk, kind=int)

OVERLAP_HOURS = 24
"""How long the secret before the last one signs too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a watch is to be. ``root`` is this service's address, with which links begin."""

    name: str
    filters: QuoteFilter
    target: str | None
    events: Collection[str]
    active: bool
    root: str


def create(draft: Draft, secret: str) -> WatchRecord:
    """A new watch, whose messages ``secret`` signs."""

    def operation() -> WatchRecord:
        now = days.now()
        columns = _columns(draft) | {"state": ACTIVE if draft.active else PAUSED}
        row = Watch.create(id=ids.new(), secret=secret, created_at=now, updated_at=now, **columns)
        _anchor(row)
        return _record(row)

    return write(operation)


def get(watch_id: str) -> WatchRecord:
    """The watch with this id; raises NotFound."""
    return _record(row_of(watch_id))


def find(*, limit: int = 20, cursor: str | None = None) -> Page[WatchRecord]:
    """One page of all watches, the oldest first."""
    after = cursors.decode(("watches",), cursor, ORDER)
    return page_of(Watch.select(Watch.pk), ORDER, _load, scope=("watches",), limit=limit, after=after)


def change(watch_id: str, draft: Draft) -> WatchRecord:
    """The watch as ``draft`` has it; what waited while it was not active is sent. Raises NotFound.

    A watch that was disabled and is to be active begins anew. Within a transaction that holds the row.
    """
    row = row_of(watch_id)
    fresh = {"reason": None, "disabled_at": None, "failing_since": None} if draft.active else {}
    state = ACTIVE if draft.active else row.state if row.state == DISABLED else PAUSED
    changes = _columns(draft) | fresh | {"state": state, "updated_at": days.now()}
    Watch.update(changes).where(Watch.pk == row.pk).execute()
    _anchor(row_of(watch_id))
    outbox.follow(row.pk, sent=state == ACTIVE and draft.target is not None)
    return get(watch_id)


def delete(watch_id: str) -> None:
    """Removes the watch and all deliveries; raises NotFound."""

    def operation() -> None:
        Watch.delete().where(Watch.pk == row_of(watch_id).pk).execute()

    write(operation)


def rotate(watch_id: str, secret: str) -> WatchRecord:
    """The watch, whose messages ``secret`` signs from now on, and for a day the one before too."""

    def operation() -> WatchRecord:
        row = row_of(watch_id)
        until = days.after(OVERLAP_HOURS * 3600)
        # The one before is what the row has then: another may have changed it since it was looked at.
        changes = {"secret": secret, "old_secret": Watch.secret, "old_until": until}
        Watch.update(changes).where(Watch.pk == row.pk).execute()
        return get(watch_id)

    return write(operation)


def hold(watch_id: str) -> None:
    """No other transaction changes the watch until this one ends."""
    if is_postgresql() and storable(watch_id):
        list(Watch.select(Watch.pk).where(Watch.id == watch_id).for_update())


def disable(pk: int, reason: str) -> bool:
    """Takes the watch out of force: nothing is sent any more, what waits is held. False if it was before."""

    def operation() -> bool:
        changes = {"state": DISABLED, "reason": reason, "disabled_at": days.now()}
        if Watch.update(changes).where(Watch.pk == pk, Watch.state == ACTIVE).execute() == 0:
            return False
        WatchAnchor.delete().where(WatchAnchor.watch == pk).execute()
        outbox.follow(pk, sent=False)
        return True

    return write(operation)


def any_listening() -> bool:
    """Whether there is a watch that wants to be told of anything."""
    return bool(statements.rows("SELECT 1 FROM watch_anchor LIMIT 1"))


def is_speaker(speaker_id: str) -> bool:
    """Whether there is a speaker with this id."""
    return storable(speaker_id) and bool(Speaker.select().where(Speaker.id == speaker_id).exists())


def row_of(watch_id: str) -> Any:
    """The row of the watch with this id; raises NotFound."""
    row = Watch.get_or_none(Watch.id == watch_id) if storable(watch_id) else None
    if row is None:
        raise NotFound(f"There is no watch {watch_id!r}.")
    return row


def _columns(draft: Draft) -> dict[str, Any]:
    return {
        "name": draft.name,
        "filters": watch_matching.spelled(draft.filters),
        "target": draft.target,
        "events": " ".join(sorted(draft.events)),
        "root": draft.root,
    }


def _anchor(row: Any) -> None:
    """Have the watch found by what it needs, if it is to be told of anything."""
    WatchAnchor.delete().where(WatchAnchor.watch == row.pk).execute()
    if row.state == ACTIVE and row.target is not None:
        keys = watch_matching.anchors(watch_matching.read(row.filters))
        WatchAnchor.insert_many([{"watch": row.pk, "key": key} for key in dict.fromkeys(keys)]).execute()


def _load(pks: Sequence[int]) -> tuple[WatchRecord, ...]:
    return tuple(map(_record, Watch.select().where(Watch.pk.in_(pks)).order_by(Watch.pk)))


def _record(row: Any) -> WatchRecord:
    overlaps = row.old_until is not None and row.old_until > days.now()
    return WatchRecord(
        id=row.id,
        name=row.name,
        filters=watch_matching.unpacked(row.filters),
        target=row.target,
        events=tuple(row.events.split()),
        active=row.state == ACTIVE,
        state=row.state,
        reason=row.reason,
        disabled_at=row.disabled_at,
        failing_since=row.failing_since,
        succeeded_at=row.succeeded_at,
        old_secret_until=row.old_until if overlaps else None,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
