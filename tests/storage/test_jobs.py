"""A job is held by one worker at a time, and each item comes to one outcome."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from peewee import Database

from service.errors import NotFound
from service.storage import days, jobs
from service.storage.records import JobRecord


@pytest.fixture
def job(database: Database) -> JobRecord:
    return jobs.create("batch", [{"text": "one"}, {"text": "two"}])


def test_a_job_waits_until_it_is_claimed(job: JobRecord) -> None:
    assert (job.state, job.total, job.done, job.failed) == ("queued", 2, 0, 0)
    assert jobs.waiting() == (job.id,)
    assert jobs.claim(job.id, "a")
    assert jobs.waiting() == ()
    assert jobs.get(job.id).state == "running"


def test_one_of_many_claims_wins(job: JobRecord, database: Database) -> None:
    ready = Barrier(4)

    def claim(worker: int) -> bool:
        ready.wait(30)
        won = jobs.claim(job.id, f"worker {worker}")
        database.close()
        return won

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(claim, range(4))) == [False, False, False, True]


def test_a_lease_that_ran_out_is_another_workers(job: JobRecord) -> None:
    assert jobs.claim(job.id, "dead", seconds=-1)
    assert jobs.waiting() == (job.id,)
    assert jobs.claim(job.id, "alive")
    assert not jobs.renew(job.id, "dead")
    assert jobs.renew(job.id, "alive")


@pytest.mark.parametrize(
    ("back", "free", "why"),
    [
        (0, False, "it is held"),
        (50, False, "two machines' clocks may differ by so much"),
        (3600, True, "no lease of a minute ends in an hour: who held it may be dead"),
    ],
)
def test_a_clock_that_is_set_back_keeps_no_job(
    job: JobRecord, monkeypatch: pytest.MonkeyPatch, back: int, free: bool, why: str
) -> None:
    assert jobs.claim(job.id, "dead", seconds=60)
    later = days.moment() - timedelta(seconds=back)
    monkeypatch.setattr(days, "moment", lambda: later)
    assert (job.id in jobs.waiting(seconds=60)) is free, why
    assert jobs.claim(job.id, "alive", seconds=60) is free, why
    assert not jobs.claim(job.id, "third", seconds=60)


def test_an_item_is_counted_once(job: JobRecord) -> None:
    assert jobs.open_items(job.id) == ((0, {"text": "one"}), (1, {"text": "two"}))
    assert jobs.finish_item(job.id, 1, {"status": 422, "detail": "empty"}, failed=True)
    assert not jobs.finish_item(job.id, 1, {"status": 201})
    assert jobs.open_items(job.id) == ((0, {"text": "one"}),)
    assert jobs.finish_item(job.id, 0, {"status": 201})
    ended = jobs.finish(job.id)
    assert (ended.state, ended.done, ended.failed) == ("done", 1, 1)
    assert ended.items == (
        {"index": 0, "line": None, "state": "done", "attempts": 0, "status": 201},
        {"index": 1, "line": None, "state": "failed", "attempts": 0, "status": 422, "detail": "empty"},
    )


def test_what_ended_stays_ended(job: JobRecord) -> None:
    jobs.claim(job.id, "a")
    assert jobs.cancel(job.id).state == "cancelled"
    assert not jobs.renew(job.id, "a")
    assert not jobs.claim(job.id, "b")
    assert jobs.finish(job.id, error="too late").state == "cancelled"


def test_what_is_stored_with_a_job_is_stored_with_it_or_not_at_all(database: Database) -> None:
    def fails(_job: JobRecord) -> None:
        raise ValueError

    with pytest.raises(ValueError):
        jobs.create("batch", [{"text": "one"}], also=fails)
    assert jobs.waiting() == ()
    seen: list[JobRecord] = []
    assert jobs.create("batch", [{"text": "one"}], also=seen.append) == seen[0]


def test_there_is_no_other_job(database: Database) -> None:
    with pytest.raises(NotFound):
        jobs.get("nothing")
    assert not jobs.claim("nothing", "a")
