"""What ended long ago is removed, and nothing else: nothing that waits, no article, quote, history, trail."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from peewee import Database

from service.jobs import keeping
from service.jobs.items import payload_of
from service.jobs.keeping import Keeping
from service.jobs.queue import Queue
from service.jobs.worker import Worker
from service.storage import audit, days, history, idempotency, jobs
from service.storage.access_tables import IdempotentRequest
from service.storage.idempotency import Answer
from service.storage.job_tables import Job, JobItem
from service.storage.models import Article, Quote
from service.tracker.review import Decision, decide
from tests.jobs.test_working import drain, submissions

DAY = 86_400


def made(state: str, *, ended_days_ago: float | None, items: int = 2, leased: bool = False) -> str:
    """A job of so many items, in that state."""
    job = jobs.create("batch", [payload_of(each) for each in submissions(items)])
    ended = None if ended_days_ago is None else days.after(round(-ended_days_ago * DAY))
    lease = days.after(60) if leased else None
    Job.update(state=state, finished_at=ended, lease_until=lease).where(Job.id == job.id).execute()
    return job.id


@pytest.mark.parametrize(
    ("state", "ended_days_ago", "leased", "kept", "why"),
    [
        ("done", 31, False, False, "over"),
        ("failed", 31, False, False, "over"),
        ("cancelled", 400, False, False, "over"),
        ("cancelled", 31, True, True, "a worker is still at one of its articles"),
        ("done", 29.9, False, True, "somebody may still ask for it"),
        ("queued", None, False, True, "however old, it was acknowledged and is not done"),
        ("running", None, True, True, "the same"),
    ],
)
def test_what_is_removed(
    database: Database, state: str, ended_days_ago: float | None, leased: bool, kept: bool, why: str
) -> None:
    job_id = made(state, ended_days_ago=ended_days_ago, leased=leased)
    Keeping(30).turn()
    assert Job.select().where(Job.id == job_id).exists() is kept, why
    assert JobItem.select().count() == (2 if kept else 0)


def test_the_oldest_go_first_and_few_at_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "FORGOTTEN_AT_ONCE", 5)
    young, *_ = [made("done", ended_days_ago=ago) for ago in (40, 60, 50)]
    assert jobs.forget(kept_days=30) == 2
    assert [row.id for row in Job.select(Job.id)] == [young]
    assert (jobs.forget(kept_days=30), jobs.forget(kept_days=30)) == (1, 0)
    made("done", ended_days_ago=40, items=9)
    assert jobs.forget(kept_days=30) == 1, "one that is larger goes alone"


def test_a_turn_is_short_and_the_next_goes_on(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    forget = jobs.forget

    def slow(*, kept_days: int) -> int:
        clock[0] += 0.6 * keeping.TURN_SECONDS
        return forget(kept_days=kept_days)

    monkeypatch.setattr(jobs, "FORGOTTEN_AT_ONCE", 1)
    monkeypatch.setattr(jobs, "forget", slow)
    monkeypatch.setattr(keeping, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    for _ in range(3):
        made("done", ended_days_ago=31)
    keep, left = Keeping(30), []
    for _ in range(2):
        keep.turn()
        left.append(Job.select().count())
    assert left == [1, 0]
    made("done", ended_days_ago=31)
    keep.turn()
    assert Job.select().count() == 1, "all was removed: there is no hurry"
    clock[0] += keeping.LOOK_SECONDS
    keep.turn()
    assert Job.select().count() == 0


def test_only_jobs_go(queue: Queue, make_worker: Callable[..., Worker], database: Database) -> None:
    queue.enqueue_batch(submissions(3))
    drain(make_worker())
    quote = Quote.select().first()
    decide(quote.id, Decision(status="verified", by="vera"))
    audit.append("review", record_id=quote.id)
    claim = idempotency.claim("", "old", "f", hours=1)
    idempotency.fulfil(claim, Answer(status=201, headers={}, body=b"{}"), hours=1, record_id=None)
    IdempotentRequest.update(expires_at=days.after(-60)).execute()
    Job.update(finished_at=days.after(-31 * DAY)).execute()
    Keeping(30).turn()
    assert (Job.select().count(), JobItem.select().count(), IdempotentRequest.select().count()) == (0, 0, 0)
    assert (Article.select().count(), Quote.select().count()) == (3, 3)
    assert len(history.find(quote.id).items) == 1
    assert len(audit.find(record_id=quote.id).items) >= 1
