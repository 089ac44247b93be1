"""Deliveries as those see them who are sent to: listed, asked for again, forgotten in time."""

from collections.abc import Sequence
from typing import Any

from peewee import fn

from service.errors import Conflict, NotFound
from service.storage import cursors, days, outbox
from service.storage.cursors import Order
from service.storage.database import reading, tuples, write
from service.storage.names import storable
from service.storage.pages import page_of
from service.storage.quote_records import CHUNK
from service.storage.records import Page
from service.storage.watch_records import ACTIVE, HELD, WAITING, DeliveryRecord
from service.storage.watch_tables import Delivery, WatchEvent, WebhookTally
from service.storage.watches import row_of

ORDER = Order(by=Delivery.pk, tie=Delivery.pk, kind=int, descending=True)

KEPT_DAYS = 30
"""How long a delivery that ended, or is held, is listed."""


def ping(watch_id: str) -> DeliveryRecord:
    """A message to try the target with; raises NotFound, Conflict for a watch that nothing is sent to."""

    def operation() -> DeliveryRecord:
        watch = _sent_to(watch_id)
        event = WatchEvent.create(type="ping", at=days.now())
        outbox.add(event, [watch.pk])
        last = Delivery.select(Delivery.pk).where(Delivery.event == event.pk)
        return _load([pk for (pk,) in tuples(last)])[0]

    return write(operation)


def resend(watch_id: str, delivery_id: str) -> DeliveryRecord:
    """The delivery, due now, with all tries before it again; raises NotFound, Conflict as ``ping``."""

    def operation() -> DeliveryRecord:
        watch, row = _sent_to(watch_id), _row(watch_id, delivery_id)
        values = {"state": WAITING, "failures": 0, "next_at": days.now(), "ended_at": None}
        Delivery.update(values).where(Delivery.pk == row.pk, Delivery.watch == watch.pk).execute()
        return _load([row.pk])[0]

    return write(operation)


def get(watch_id: str, delivery_id: str) -> DeliveryRecord:
    """One delivery of the watch; raises NotFound."""
    with reading():
        return _load([_row(watch_id, delivery_id).pk])[0]


def find(
    watch_id: str, *, state: str | None = None, limit: int = 20, cursor: str | None = None
) -> Page[DeliveryRecord]:
    """One page of the watch's deliveries, the last first, or of those in one state; raises NotFound."""
    watch = row_of(watch_id)
    scope = ("deliveries", watch_id, state)
    after = cursors.decode(scope, cursor, ORDER)
    query = Delivery.select(Delivery.pk).where(Delivery.watch == watch.pk)
    query = query if state is None else query.where(Delivery.state == state)
    return page_of(query, ORDER, _load, scope=scope, limit=limit, after=after)


def forget() -> int:
    """Removes some of what ended long ago, or is held for as long; returns how many deliveries."""
    before = days.after(-KEPT_DAYS * 86_400)

    def operation() -> int:
        ended = Delivery.select(Delivery.pk, Delivery.event).where(Delivery.ended_at < before).limit(CHUNK)
        held = (Delivery.state == HELD) & (Delivery.created_at < before)
        kept = Delivery.select(Delivery.pk, Delivery.event).where(held).limit(CHUNK)
        rows = (tuples(ended) or tuples(kept))[:CHUNK]
        Delivery.delete().where(Delivery.pk.in_([pk for pk, _ in rows])).execute()
        events = {event for _, event in rows}
        needed = Delivery.select(Delivery.event).where(Delivery.event.in_(events))
        WatchEvent.delete().where(WatchEvent.pk.in_(events), WatchEvent.pk.not_in(needed)).execute()
        return len(rows)

    return write(operation)


def counts() -> tuple[dict[str, int], dict[str, int], str | None]:
    """How many deliveries are in each state; how many attempts came to each outcome since the database was
    made; when the one that is due the longest was due."""
    states = dict(tuples(Delivery.select(Delivery.state, fn.COUNT(Delivery.pk)).group_by(Delivery.state)))
    outcomes = dict(tuples(WebhookTally.select(WebhookTally.outcome, WebhookTally.count)))
    oldest = Delivery.select(fn.MIN(Delivery.next_at)).where(Delivery.state == WAITING).scalar()
    return states, outcomes, oldest


def _sent_to(watch_id: str) -> Any:
    row = row_of(watch_id)
    if row.target is None:
        raise Conflict("The watch has no target that anything could be sent to.")
    if row.state != ACTIVE:
        raise Conflict(f"The watch is {row.state}, so nothing is sent; set active to true first.")
    return row


def _row(watch_id: str, delivery_id: str) -> Any:
    watch = row_of(watch_id)
    mine = (Delivery.id == delivery_id) & (Delivery.watch == watch.pk)
    row = Delivery.get_or_none(mine) if storable(delivery_id) else None
    if row is None:
        raise NotFound(f"There is no delivery {delivery_id!r} of the watch {watch_id!r}.")
    return row


def _load(pks: Sequence[int]) -> tuple[DeliveryRecord, ...]:
    query: Any = Delivery.select(Delivery, WatchEvent.type, WatchEvent.quote_id).join(WatchEvent)
    rows = {row.pk: row for row in query.where(Delivery.pk.in_(list(pks)))}
    return tuple(_record(rows[pk]) for pk in pks if pk in rows)


def _record(row: Any) -> DeliveryRecord:
    return DeliveryRecord(
        id=row.id,
        type=row.event.type,
        quote_id=row.event.quote_id,
        state=row.state,
        attempts=row.attempts,
        status_code=row.status_code,
        error=row.error,
        next_at=row.next_at,
        attempted_at=row.attempted_at,
        ended_at=row.ended_at,
        created_at=row.created_at,
    )
