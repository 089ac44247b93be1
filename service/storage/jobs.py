"""Background work: a job and its items are rows, and the rows are the truth.

A queue carries ids only. A worker holds a job by a lease: one that dies leaves a lease that runs out, and
another worker goes on with the items that have no outcome yet.
"""

from collections.abc import Callable, Iterable
from typing import Any, Literal

from peewee import fn

from service.errors import NotFound
from service.storage import days, ids, job_items
from service.storage.database import reading, tuples, write
from service.storage.job_items import Payload
from service.storage.job_tables import Job, JobItem
from service.storage.names import storable
from service.storage.records import JobRecord, Page

LEASE_SECONDS = 300
"""How long a worker that falls silent keeps a job: longer than the slowest item takes."""

LATEST = 2
"""In how many leases' time a lease ends at the latest: clocks of two machines may differ by one."""

ENDED = ("done", "failed", "cancelled")
FORGOTTEN_AT_ONCE = 2_000
"""How many items are removed in one transaction, unless one job has more: others wait for it to write."""

Items = Literal["all", "failed", "none"]
ITEMS: dict[str, tuple[str, ...] | None] = {"all": None, "failed": ("failed",)}


def create(
    kind: str, payloads: Iterable[Payload], *, also: Callable[[JobRecord], object] | None = None
) -> JobRecord:
    """Stores a job with one item a payload, waiting for a worker; what ``also`` stores comes with it.

    ``payloads`` are gone through once a transaction, which may be tried again, and some at a time.
    """

    def operation() -> JobRecord:
        job = Job.create(id=ids.new(), kind=kind, state="queued", total=0, created_at=days.now())
        total = job_items.add(job.pk, payloads)
        Job.update(total=total).where(Job.pk == job.pk).execute()
        record = get(str(job.id))
        if also is not None:
            also(record)
        return record

    return write(operation)


def get(job_id: str, *, items: Items = "all") -> JobRecord:
    """The job with this id and what came of each of these items; raises NotFound."""
    with reading():
        row = _row(job_id)
        return JobRecord(
            id=row.id,
            kind=row.kind,
            state=row.state,
            total=row.total,
            done=row.done,
            failed=row.failed,
            cancelled=job_items.count(row.pk, "cancelled") if row.state == "cancelled" else 0,
            error=row.error,
            items=() if items == "none" else job_items.records(row.pk, ITEMS[items]),
            created_at=row.created_at,
            started_at=row.started_at,
            finished_at=row.finished_at,
        )


def items_of(
    job_id: str, *, state: str | None = None, limit: int = 20, cursor: str | None = None
) -> Page[dict[str, object]]:
    """One page of the items of the job, those in ``state`` or all; raises NotFound."""
    return job_items.find(_row(job_id).pk, job_id, state=state, limit=limit, cursor=cursor)


def claim(job_id: str, worker: str, *, seconds: int = LEASE_SECONDS) -> bool:
    """Whether ``worker`` holds the job now: it waited, or the lease of who held it ran out."""
    update = Job.update(
        state="running",
        worker=worker,
        lease_until=days.after(seconds),
        attempts=Job.attempts + 1,
        started_at=fn.COALESCE(Job.started_at, days.now()),
    ).where(Job.id == job_id, _free(seconds))
    return bool(write(update.execute) == 1)


def renew(job_id: str, worker: str, *, seconds: int = LEASE_SECONDS) -> bool:
    """Whether ``worker`` still holds the job; its lease then starts anew. False once it was cancelled."""
    held = (Job.id == job_id) & (Job.worker == worker) & (Job.state == "running")
    return bool(write(Job.update(lease_until=days.after(seconds)).where(held).execute) == 1)


def release(job_id: str, worker: str) -> bool:
    """Gives the job back, unfinished: it waits for the next worker. False if ``worker`` did not hold it."""
    held = (Job.id == job_id) & (Job.worker == worker) & (Job.state == "running")
    return bool(write(Job.update(state="queued", worker=None, lease_until=None).where(held).execute) == 1)


def release_all(worker: str) -> int:
    """Gives back what ``worker`` held, which is known to have ended; returns how many jobs."""
    held = (Job.worker == worker) & (Job.state == "running")
    return int(write(Job.update(state="queued", worker=None, lease_until=None).where(held).execute))


def open_items(job_id: str, *, limit: int = job_items.SOME) -> tuple[tuple[int, Payload], ...]:
    """The first items without an outcome: the index and the payload of each."""
    return job_items.waiting(_row(job_id).pk, limit=limit)


def begin_item(job_id: str, index: int, worker: str, *, seconds: int = LEASE_SECONDS) -> int | None:
    """Says that ``worker`` begins the item, and renews its lease: see ``job_items.begin``."""
    return job_items.begin(_row(job_id).pk, index, worker, lease_until=days.after(seconds))


def put_back_item(job_id: str, index: int) -> bool:
    """Takes back that the item was begun: see ``job_items.put_back``."""
    return job_items.put_back(_row(job_id).pk, index)


def finish_item(job_id: str, index: int, outcome: dict[str, Any], *, failed: bool = False) -> bool:
    """Records what came of an item and counts it; False where that was recorded before."""
    return job_items.finish(_row(job_id).pk, index, outcome, failed=failed)


def finish(job_id: str, *, error: str | None = None) -> JobRecord:
    """Ends the job: done, whatever its items came to, or failed with ``error``."""
    state = "done" if error is None else "failed"
    update = Job.update(state=state, error=error, finished_at=days.now(), lease_until=None, worker=None)
    write(update.where(Job.id == job_id, Job.state.not_in(ENDED)).execute)
    return get(job_id)


def cancel(job_id: str) -> JobRecord:
    """Ends the job before its time. What has an outcome keeps it, what a worker is at comes to one.

    A job that ended stays as it is. Raises NotFound.
    """
    row = _row(job_id)

    def operation() -> None:
        update = Job.update(state="cancelled", finished_at=days.now())
        # The row is locked first, as ``begin`` does: an item is begun, or cancelled, and never both.
        if update.where(Job.pk == row.pk, Job.state.not_in(ENDED)).execute() == 1:
            job_items.cancel(row.pk)

    write(operation)
    return get(job_id)


def waiting(*, limit: int = 100, seconds: int = LEASE_SECONDS) -> tuple[str, ...]:
    """Ids of the jobs that no worker holds, the oldest first: what to put into the queue again.

    ``seconds`` is how long the workers' leases are.
    """
    query = Job.select(Job.id).where(_free(seconds)).order_by(Job.pk).limit(limit)
    return tuple(job_id for (job_id,) in tuples(query))


def forget(*, kept_days: int) -> int:
    """Removes some of the jobs that ended more than ``kept_days`` ago, the oldest first; returns how many."""
    # One that was cancelled keeps its lease until what a worker had begun of it came to an end.
    over = (Job.finished_at < days.after(-86_400 * kept_days)) & Job.lease_until.is_null()

    def operation() -> int:
        oldest = Job.select(Job.pk, Job.total).where(over).order_by(Job.finished_at).limit(100)
        pks: list[int] = []
        items = 0
        for pk, total in tuples(oldest):
            items += total
            if pks and items > FORGOTTEN_AT_ONCE:
                break
            pks.append(pk)
        if pks:
            JobItem.delete().where(JobItem.job.in_(pks)).execute()
            Job.delete().where(Job.pk.in_(pks)).execute()
        return len(pks)

    return write(operation)


def _free(seconds: int) -> Any:
    """The jobs that wait or whose lease ran out, or ends later than any lease of ``seconds`` can.

    Such a lease was given before the clock was set back: who holds the job and lives renews it in time.
    """
    over = (Job.lease_until < days.now()) | (Job.lease_until > days.after(LATEST * max(seconds, 1)))
    return (Job.state == "queued") | ((Job.state == "running") & over)


def _row(job_id: str) -> Any:
    row = Job.get_or_none(Job.id == job_id) if storable(job_id) else None
    if row is None:
        raise NotFound(f"There is no job {job_id!r}.")
    return row
