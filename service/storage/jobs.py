"""Background work: a job and its items are rows, and the rows are the truth.

A queue carries ids only. A worker holds a job by a lease: one that dies leaves a lease that runs out, and
another worker goes on with the items that have no outcome yet.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from peewee import fn

from service.errors import NotFound
from service.storage import days, ids
from service.storage.database import reading, tuples, write
from service.storage.models import Job, JobItem
from service.storage.names import storable
from service.storage.quote_records import CHUNK
from service.storage.quote_spans import insert
from service.storage.records import JobRecord

LEASE_SECONDS = 300
"""How long a worker that falls silent keeps a job: longer than the slowest item takes."""

ENDED = ("done", "failed", "cancelled")


def create(
    kind: str,
    payloads: Sequence[dict[str, Any]],
    *,
    also: Callable[[JobRecord], object] | None = None,
) -> JobRecord:
    """Stores a job with one item a payload, waiting for a worker; what ``also`` stores comes with it."""

    def operation() -> JobRecord:
        job = Job.create(id=ids.new(), kind=kind, state="queued", total=len(payloads), created_at=days.now())
        rows = [
            {"job": job.pk, "position": number, "state": "queued", "payload": payload}
            for number, payload in enumerate(payloads)
        ]
        insert(JobItem, rows)
        record = get(str(job.id))
        if also is not None:
            also(record)
        return record

    return write(operation)


def get(job_id: str) -> JobRecord:
    """The job with this id and what came of each item; raises NotFound."""
    with reading():
        row = _row(job_id)
        query: Any = JobItem.select().where(JobItem.job == row.pk).order_by(JobItem.position)
        items = tuple({"index": item.position, "state": item.state} | (item.outcome or {}) for item in query)
    return JobRecord(
        id=row.id,
        kind=row.kind,
        state=row.state,
        total=row.total,
        done=row.done,
        failed=row.failed,
        error=row.error,
        items=items,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )


def claim(job_id: str, worker: str, *, seconds: int = LEASE_SECONDS) -> bool:
    """Whether ``worker`` holds the job now: it waited, or the lease of who held it ran out."""
    now = days.now()
    free = (Job.state == "queued") | ((Job.state == "running") & (Job.lease_until < now))
    update = Job.update(
        state="running",
        worker=worker,
        lease_until=_after(seconds),
        attempts=Job.attempts + 1,
        started_at=fn.COALESCE(Job.started_at, now),
    ).where(Job.id == job_id, free)
    return bool(write(update.execute) == 1)


def renew(job_id: str, worker: str, *, seconds: int = LEASE_SECONDS) -> bool:
    """Whether ``worker`` still holds the job; its lease then starts anew. False once it was cancelled."""
    held = (Job.id == job_id) & (Job.worker == worker) & (Job.state == "running")
    return bool(write(Job.update(lease_until=_after(seconds)).where(held).execute) == 1)


def release(job_id: str, worker: str) -> bool:
    """Gives the job back, unfinished: it waits for the next worker. False if ``worker`` did not hold it."""
    held = (Job.id == job_id) & (Job.worker == worker) & (Job.state == "running")
    return bool(write(Job.update(state="queued", worker=None, lease_until=None).where(held).execute) == 1)


def open_items(job_id: str, *, limit: int = CHUNK) -> tuple[tuple[int, dict[str, Any]], ...]:
    """The first items without an outcome: the index and the payload of each."""
    query = (
        JobItem.select(JobItem.position, JobItem.payload)
        .where(JobItem.job == _row(job_id).pk, JobItem.state == "queued")
        .order_by(JobItem.position)
        .limit(limit)
    )
    return tuple((position, payload) for position, payload in tuples(query))


def finish_item(job_id: str, index: int, outcome: dict[str, Any], *, failed: bool = False) -> bool:
    """Records what came of an item and counts it; False where that was recorded before."""

    def operation() -> bool:
        row = _row(job_id)
        state = "failed" if failed else "done"
        waiting = (JobItem.job == row.pk) & (JobItem.position == index) & (JobItem.state == "queued")
        if JobItem.update(state=state, outcome=outcome).where(waiting).execute() == 0:
            return False
        counts = {"failed": Job.failed + 1} if failed else {"done": Job.done + 1}
        Job.update(counts).where(Job.pk == row.pk).execute()
        return True

    return write(operation)


def finish(job_id: str, *, error: str | None = None) -> JobRecord:
    """Ends the job: done, whatever its items came to, or failed with ``error``."""
    state = "done" if error is None else "failed"
    update = Job.update(state=state, error=error, finished_at=days.now(), lease_until=None, worker=None)
    write(update.where(Job.id == job_id, Job.state.not_in(ENDED)).execute)
    return get(job_id)


def cancel(job_id: str) -> JobRecord:
    """Ends the job before its time; items that have an outcome keep it. A job that ended stays as it is."""
    update = Job.update(state="cancelled", finished_at=days.now(), lease_until=None, worker=None)
    write(update.where(Job.id == job_id, Job.state.not_in(ENDED)).execute)
    return get(job_id)


def waiting(*, limit: int = 100) -> tuple[str, ...]:
    """Ids of the jobs that no worker holds, the oldest first: what to put into the queue again."""
    free = (Job.state == "queued") | ((Job.state == "running") & (Job.lease_until < days.now()))
    return tuple(job_id for (job_id,) in tuples(Job.select(Job.id).where(free).order_by(Job.pk).limit(limit)))


def _row(job_id: str) -> Any:
    row = Job.get_or_none(Job.id == job_id) if storable(job_id) else None
    if row is None:
        raise NotFound(f"There is no job {job_id!r}.")
    return row


def _after(seconds: int) -> str:
    return days.utc(datetime.now(UTC) + timedelta(seconds=seconds))
