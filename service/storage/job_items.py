"""The items of jobs: each is begun by the worker that holds its job, and comes to one outcome."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from peewee import chunked

from service.storage import cursors, days
from service.storage.cursors import Order
from service.storage.database import tuples, write
from service.storage.job_tables import Job, JobItem
from service.storage.pages import page_of
from service.storage.records import Page

Payload = dict[str, Any]
SOME = 20
"""How many payloads are held in memory at a time: each may be a long article."""

ORDER = Order(by=JobItem.position, tie=JobItem.position, kind=int, descending=False)
OPEN = ("queued", "running")
SHOWN = (JobItem.position, JobItem.line, JobItem.state, JobItem.attempts, JobItem.outcome)
"""All but the payload: a job of a thousand long articles is shown without reading them."""


def add(job_pk: int, payloads: Iterable[Payload]) -> int:
    """Stores an item a payload, in their order; returns how many. A payload's ``line`` is kept beside it."""
    count = 0
    for some in chunked(payloads, SOME):
        rows = [
            {
                "job": job_pk,
                "position": count + number,
                "state": "queued",
                "line": payload.get("line"),
                "payload": {name: value for name, value in payload.items() if name != "line"},
            }
            for number, payload in enumerate(some)
        ]
        JobItem.insert_many(rows).execute()
        count += len(rows)
    return count


def waiting(job_pk: int, *, limit: int = SOME) -> tuple[tuple[int, Payload], ...]:
    """The first items without an outcome: the index and the payload of each."""
    query = (
        JobItem.select(JobItem.position, JobItem.payload)
        .where(JobItem.job == job_pk, JobItem.state.in_(OPEN))
        .order_by(JobItem.position)
        .limit(limit)
    )
    return tuple((position, payload) for position, payload in tuples(query))


def begin(job_pk: int, index: int, worker: str, *, lease_until: str) -> int | None:
    """Says that ``worker`` begins the item; how often it has been begun with this, 0 if it has an outcome.

    None where ``worker`` does not hold the job any more: it was cancelled, or another took it over. The lease
    starts anew. This is counted before the item is read, so that one which kills who reads it is known.
    """

    def operation() -> int | None:
        held = (Job.pk == job_pk) & (Job.worker == worker) & (Job.state == "running")
        if Job.update(lease_until=lease_until).where(held).execute() != 1:
            return None
        begun = JobItem.update(state="running", attempts=JobItem.attempts + 1)
        if begun.where(_is(job_pk, index), JobItem.state.in_(OPEN)).execute() != 1:
            return 0
        ((attempts,),) = tuples(JobItem.select(JobItem.attempts).where(_is(job_pk, index)))
        return int(attempts)

    return write(operation)


def put_back(job_pk: int, index: int) -> bool:
    """Takes back that the item was begun: what stopped it was not the item. False if it has an outcome."""
    back = JobItem.update(state="queued", attempts=JobItem.attempts - 1)
    return bool(write(back.where(_is(job_pk, index), JobItem.state == "running").execute) == 1)


def finish(job_pk: int, index: int, outcome: dict[str, Any], *, failed: bool = False) -> bool:
    """Records what came of an item and counts it; False where that was recorded before.

    The payload is not needed any more, and an article's words are kept in one place only. An item that was
    cancelled while a worker was at it is what it came to.
    """

    def operation() -> bool:
        ended = JobItem.update(state="failed" if failed else "done", outcome=outcome, payload={})
        if ended.where(_is(job_pk, index), JobItem.state.in_((*OPEN, "cancelled"))).execute() == 0:
            return False
        counts = {"failed": Job.failed + 1} if failed else {"done": Job.done + 1}
        Job.update(counts).where(Job.pk == job_pk).execute()
        return True

    return write(operation)


def cancel(job_pk: int) -> int:
    """Cancels the items that no worker has begun; returns how many."""
    update = JobItem.update(state="cancelled", payload={})
    return int(update.where(JobItem.job == job_pk, JobItem.state == "queued").execute())


def settle() -> int:
    """Cancels what a worker had begun, of cancelled jobs, and will not end: its lease ran out."""
    left = Job.select(Job.pk).where(Job.state == "cancelled", Job.lease_until < days.now())

    def operation() -> int:
        pks = [pk for (pk,) in tuples(left)]
        if not pks:
            return 0
        Job.update(lease_until=None, worker=None).where(Job.pk.in_(pks)).execute()
        update = JobItem.update(state="cancelled", payload={})
        return int(update.where(JobItem.job.in_(pks), JobItem.state == "running").execute())

    return write(operation)


def records(job_pk: int, states: Sequence[str] | None = None) -> tuple[dict[str, object], ...]:
    """Each item of the job in one of ``states``, by default all, in the order in which they were sent."""
    query = JobItem.select(*SHOWN).where(JobItem.job == job_pk)
    query = query if states is None else query.where(JobItem.state.in_(states))
    return tuple(map(_record, query.order_by(JobItem.position)))


def find(
    job_pk: int, job_id: str, *, state: str | None = None, limit: int = 20, cursor: str | None = None
) -> Page[dict[str, object]]:
    """One page of the items of the job, those in ``state`` or all, in the order in which they were sent."""
    scope = ("job items", job_id, state)
    after = cursors.decode(scope, cursor, ORDER)
    query = JobItem.select(JobItem.position).where(JobItem.job == job_pk)
    query = query if state is None else query.where(JobItem.state == state)
    return page_of(query, ORDER, partial(_load, job_pk), scope=scope, limit=limit, after=after)


def count(job_pk: int, state: str) -> int:
    """How many items of the job are in ``state``."""
    return int(JobItem.select().where(JobItem.job == job_pk, JobItem.state == state).count())


def _load(job_pk: int, positions: Sequence[int]) -> tuple[dict[str, object], ...]:
    rows = JobItem.select(*SHOWN).where(JobItem.job == job_pk, JobItem.position.in_(positions))
    return tuple(map(_record, rows.order_by(JobItem.position)))


def _record(item: Any) -> dict[str, object]:
    known = {"index": item.position, "line": item.line, "state": item.state, "attempts": item.attempts}
    return known | (item.outcome or {})


def _is(job_pk: int, index: int) -> Any:
    return (JobItem.job == job_pk) & (JobItem.position == index)
