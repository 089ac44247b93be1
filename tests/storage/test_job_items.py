"""Items of a job: begun by who holds it, counted, cancelled or done and never both."""

import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from peewee import Database

from service.storage import job_items, jobs
from service.storage.job_tables import Job, JobItem
from service.storage.records import JobRecord


@pytest.fixture
def job(database: Database) -> JobRecord:
    made = jobs.create("batch", [{"text": "one", "line": 1}, {"text": "two", "line": 3}, {"text": "three"}])
    assert jobs.claim(made.id, "a")
    return made


def states(job: JobRecord) -> list[object]:
    return [item["state"] for item in jobs.get(job.id).items]


def test_each_beginning_is_counted(job: JobRecord) -> None:
    assert [jobs.begin_item(job.id, 0, "a"), jobs.begin_item(job.id, 0, "a")] == [1, 2]
    assert states(job) == ["running", "queued", "queued"]
    assert jobs.get(job.id).items[0]["attempts"] == 2


def test_who_does_not_hold_the_job_begins_nothing(job: JobRecord) -> None:
    assert jobs.begin_item(job.id, 0, "b") is None
    assert states(job)[0] == "queued"


def test_an_item_with_an_outcome_is_not_begun_again(job: JobRecord) -> None:
    jobs.finish_item(job.id, 0, {"outcome": "created"})
    assert jobs.begin_item(job.id, 0, "a") == 0
    assert states(job)[0] == "done"


def test_what_the_item_is_not_to_blame_for_does_not_count(job: JobRecord) -> None:
    jobs.begin_item(job.id, 0, "a")
    assert jobs.put_back_item(job.id, 0)
    assert jobs.get(job.id).items[0] == {"index": 0, "line": 1, "state": "queued", "attempts": 0}
    assert not jobs.put_back_item(job.id, 1)


def test_an_items_words_go_with_its_end(job: JobRecord) -> None:
    jobs.finish_item(job.id, 0, {"outcome": "created"})
    jobs.finish_item(job.id, 1, {"problem": {}}, failed=True)
    jobs.cancel(job.id)
    assert [item.payload for item in JobItem.select().order_by(JobItem.position)] == [{}, {}, {}]


def test_cancelling_leaves_what_was_begun(job: JobRecord) -> None:
    jobs.begin_item(job.id, 0, "a")
    jobs.finish_item(job.id, 0, {"outcome": "created"})
    jobs.begin_item(job.id, 1, "a")
    cancelled = jobs.cancel(job.id)
    assert (cancelled.state, cancelled.done, cancelled.cancelled) == ("cancelled", 1, 1)
    assert states(job) == ["done", "running", "cancelled"]
    assert jobs.begin_item(job.id, 2, "a") is None
    assert jobs.finish_item(job.id, 1, {"outcome": "created"})  # it was at it, and came to its end
    again = jobs.cancel(job.id)
    assert (again.done, again.cancelled, again.finished_at) == (2, 1, cancelled.finished_at)


def test_what_a_dead_worker_was_at_is_cancelled_in_the_end(job: JobRecord) -> None:
    jobs.begin_item(job.id, 1, "a")
    jobs.cancel(job.id)
    assert job_items.settle() == 0
    assert states(job) == ["cancelled", "running", "cancelled"]
    Job.update(lease_until="2000-01-01T00:00:00.000000Z").execute()
    assert job_items.settle() == 1
    assert states(job) == ["cancelled"] * 3
    assert jobs.finish_item(job.id, 1, {"outcome": "created"})  # it was only slow, and what is stored counts
    assert jobs.get(job.id).cancelled == 2


def test_an_item_is_begun_or_cancelled_and_never_both(database: Database) -> None:
    for _ in range(10):
        job = jobs.create("batch", [{"text": "one"}])
        jobs.claim(job.id, "a")
        ready = Barrier(2)

        def begin(job_id: str = job.id, ready: Barrier = ready) -> int | None:
            ready.wait(30)
            begun = jobs.begin_item(job_id, 0, "a")
            database.close()
            return begun

        def cancel(job_id: str = job.id, ready: Barrier = ready) -> int:
            ready.wait(30)
            cancelled = jobs.cancel(job_id).cancelled
            database.close()
            return cancelled

        with ThreadPoolExecutor(2) as pool:
            first, second = pool.submit(begin), pool.submit(cancel)
            assert (first.result(), second.result()) in ((1, 0), (None, 1))


def test_items_in_pages(job: JobRecord) -> None:
    jobs.finish_item(job.id, 1, {"problem": {}}, failed=True)
    page = jobs.items_of(job.id, limit=2)
    assert ([item["index"] for item in page.items], page.total) == ([0, 1], 3)
    rest = jobs.items_of(job.id, limit=2, cursor=page.next_cursor)
    assert ([item["index"] for item in rest.items], rest.next_cursor) == ([2], None)
    assert [item["line"] for item in jobs.items_of(job.id, state="failed").items] == [3]
    assert [len(jobs.get(job.id, items=which).items) for which in ("all", "failed", "none")] == [3, 1, 0]


def test_a_job_of_long_articles_is_never_in_memory_as_a_whole(database: Database) -> None:
    class Long:
        def __iter__(self) -> Iterator[dict[str, str]]:
            return ({"text": str(number) * 100_000} for number in range(300))  # 60 MB and more

    tracemalloc.start()
    made = jobs.create("batch", Long())
    jobs.get(made.id)
    jobs.items_of(made.id, limit=100)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert made.total == 300
    assert most < 30_000_000
