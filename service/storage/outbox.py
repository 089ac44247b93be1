"""The outbox: messages that wait for a worker, which claims them one by one and records what came of them.

A worker claims a message by moving on the moment at which it is due. If the worker dies, that moment comes
and another one sends it, under the same id: at least once, never not at all.
"""

from collections.abc import Sequence
from typing import Any

from peewee import fn

from service.storage import days, ids
from service.storage.database import tuples, write
from service.storage.quote_spans import insert
from service.storage.watch_records import ACTIVE, DELIVERED, FAILED, HELD, WAITING, Message
from service.storage.watch_tables import Delivery, Watch, WatchEvent, WebhookTally

CLAIM_SECONDS = 120
"""After how long another worker sends what one had claimed: longer than any attempt takes."""


def add(event: Any, watches: Sequence[int]) -> None:
    """Has ``event`` (its row) delivered to these watches. Within the transaction of what it tells of."""
    now = days.now()
    rows = [
        {"id": ids.new(), "watch": pk, "event": event.pk, "state": WAITING, "next_at": now, "created_at": now}
        for pk in watches
    ]
    insert(Delivery, rows)


def follow(watch: int, *, sent: bool) -> None:
    """Holds what waits for a watch that is not to be ``sent`` to; lets it go for one that is."""
    was, now = (HELD, WAITING) if sent else (WAITING, HELD)
    moment = days.now() if sent else None
    Delivery.update(state=now, next_at=moment).where(Delivery.watch == watch, Delivery.state == was).execute()


def due(limit: int) -> list[int]:
    """The keys of watches for which something is due, the longest waiting first."""
    first = fn.MIN(Delivery.next_at)
    query = (
        Delivery.select(Delivery.watch, first)
        .where(Delivery.state == WAITING, Delivery.next_at <= days.now())
        .group_by(Delivery.watch)
        .order_by(first)
        .limit(limit)
    )
    return [watch for watch, _ in tuples(query)]


def claim(watch: int) -> Message | None:
    """The next delivery that is due for the watch, which is the caller's to send; None without one."""

    def operation() -> Message | None:
        ready = (Delivery.watch == watch) & (Delivery.state == WAITING) & (Delivery.next_at <= days.now())
        query: Any = Delivery.select(Delivery, Watch, WatchEvent).join(Watch).switch(Delivery)
        row = query.join(WatchEvent).where(ready).order_by(Delivery.next_at, Delivery.pk).first()
        if row is None:
            return None
        if row.watch.state != ACTIVE or row.watch.target is None:
            follow(watch, sent=False)
            return None
        mine = {"next_at": days.after(CLAIM_SECONDS), "attempts": Delivery.attempts + 1}
        claimed = Delivery.update(mine | {"attempted_at": days.now()}).where(Delivery.pk == row.pk, ready)
        return _message(row) if claimed.execute() == 1 else None

    return write(operation)


def delivered(message: Message, outcome: str, status_code: int | None) -> None:
    """Records that the message arrived."""
    now = days.now()
    values = {"state": DELIVERED, "next_at": None, "ended_at": now, "error": None}

    def operation() -> None:
        _ended(message, values | {"outcome": outcome, "status_code": status_code})
        # Once a minute is often enough: a write for each message would make the row a bottleneck.
        stale = Watch.succeeded_at.is_null() | (Watch.succeeded_at < days.after(-60))
        news = {"succeeded_at": now, "failing_since": None}
        moved = stale | Watch.failing_since.is_null(False)
        Watch.update(news).where(Watch.pk == message.watch_pk, moved).execute()
        _count(outcome)

    write(operation)


def failed(
    message: Message, outcome: str, status_code: int | None, error: str, *, again: float | None
) -> None:
    """Records that the message did not arrive; it is due again after ``again`` seconds, None: given up."""
    now = days.now()
    values: dict[str, Any] = {"outcome": outcome, "status_code": status_code, "error": error}
    values |= {"failures": message.failures + 1}
    values |= {"next_at": days.after(again)} if again is not None else {"next_at": None, "ended_at": now}

    def operation() -> None:
        _ended(message, values | {"state": FAILED if again is None else WAITING})
        Watch.update(failing_since=now).where(
            Watch.pk == message.watch_pk, Watch.failing_since.is_null()
        ).execute()
        _count(outcome)

    write(operation)


def hold_off(watch: int, seconds: float) -> None:
    """Leaves the watch's target in peace: nothing else that waits for it is due for so long."""
    until = days.after(seconds)
    soon = (Delivery.watch == watch) & (Delivery.state == WAITING) & (Delivery.next_at < until)
    write(Delivery.update(next_at=until).where(soon).execute)


def none_since(message: Message) -> bool:
    """Whether no message reached the target since this one was written."""
    row = Watch.get_or_none(Watch.pk == message.watch_pk)
    return row is not None and (row.succeeded_at is None or row.succeeded_at < message.created_at)


def _ended(message: Message, values: dict[str, Any]) -> None:
    """A delivery that was held meanwhile is not let go by a try that failed."""
    open_ones = (WAITING, HELD) if values["state"] in (DELIVERED, FAILED) else (WAITING,)
    Delivery.update(values).where(Delivery.pk == message.pk, Delivery.state.in_(open_ones)).execute()


def _count(outcome: str) -> None:
    one_more = WebhookTally.update(count=WebhookTally.count + 1).where(WebhookTally.outcome == outcome)
    if one_more.execute() == 0:
        WebhookTally.create(outcome=outcome, count=1, force_insert=True)


def _message(row: Any) -> Message:
    watch, event = row.watch, row.event
    overlaps = watch.old_secret is not None and (watch.old_until or "") > days.now()
    return Message(
        pk=row.pk,
        id=row.id,
        watch_pk=watch.pk,
        watch_id=watch.id,
        watch_name=watch.name,
        target=watch.target,
        root=watch.root,
        secrets=(watch.secret, watch.old_secret) if overlaps else (watch.secret,),
        type=event.type,
        quote_id=event.quote_id,
        at=event.at,
        data=event.data,
        failures=row.failures,
        created_at=row.created_at,
    )
