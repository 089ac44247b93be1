"""Jobs from being taken in to their last item, in one process: nothing waits, nothing sleeps."""

import time
from types import SimpleNamespace

import pytest
from peewee import OperationalError

from service.errors import InvalidArticle
from service.jobs.carrier import Carrier
from service.jobs.items import ItemRefused, problem_of
from service.jobs.queue import Queue
from service.jobs.worker import Worker
from service.jobs.working import ATTEMPTS
from service.storage import articles, jobs
from service.storage.articles import ArticleFilter
from service.storage.job_tables import Job
from service.tracker.intake import Submission
from tests.api.reader import FakeReader
from tests.jobs.conftest import MakeWorker

NEWS = "“The bridge is open,” Mayor Ada Bright said at a briefing on 2026-03-03."


def submissions(count: int) -> list[Submission]:
    return [Submission(text=f"{NEWS} Number {n}.", external_id=f"a{n}") for n in range(count)]


def stored() -> int:
    return articles.find(ArticleFilter(), sort="-published_at", limit=1, cursor=None).total


def drain(worker: Worker) -> int:
    """Run everything the carrier holds, as the consumer would; how many ids there were."""
    huey, count = worker.carrier.huey, 0
    huey.storage.blocking = False
    while task := huey.dequeue():
        huey.execute(task)
        count += 1
    return count


def test_an_article_is_stored_in_the_background(queue: Queue, make_worker: MakeWorker) -> None:
    job = queue.enqueue_article(submissions(1)[0])
    assert (job.kind, job.state, job.total, job.done) == ("article", "queued", 1, 0)
    assert stored() == 0
    assert drain(make_worker()) == 1
    done = jobs.get(job.id)
    assert (done.state, done.done, done.failed) == ("done", 1, 0)
    assert done.started_at and done.finished_at
    assert done.items[0]["outcome"] == "created"
    assert articles.get(str(done.items[0]["article_id"])).text == f"{NEWS} Number 0."


def test_a_bad_item_does_not_sink_the_rest(queue: Queue, make_worker: MakeWorker) -> None:
    good = submissions(2)
    refused = ItemRefused(problem=problem_of(InvalidArticle("is no article", field="text")))
    job = queue.enqueue_batch(
        [good[0], refused, Submission(text="x" * 10_001), Submission(text=" "), good[1]]
    )
    drain(make_worker())
    done = jobs.get(job.id)
    assert (done.state, done.total, done.done, done.failed) == ("done", 5, 2, 3)
    assert [item["state"] for item in done.items] == ["done", "failed", "failed", "failed", "done"]
    problems = [item["problem"] for item in done.items if item["state"] == "failed"]
    assert [problem["type"] for problem in problems] == [
        "/problems/invalid-article",
        "/problems/article-too-large",
        "/problems/invalid-article",
    ]
    assert problems[0]["errors"][0]["pointer"] == "/text"


def test_sent_twice_is_stored_once(queue: Queue, make_worker: MakeWorker) -> None:
    first, again = queue.enqueue_batch(submissions(3)), queue.enqueue_batch(submissions(3))
    drain(make_worker())
    assert stored() == 3
    assert [item["outcome"] for item in jobs.get(first.id).items] == ["created"] * 3
    assert [item["outcome"] for item in jobs.get(again.id).items] == ["unchanged"] * 3


def test_an_id_that_arrives_twice_is_done_once(queue: Queue, make_worker: MakeWorker, carrier: str) -> None:
    job = queue.enqueue_batch(submissions(2))
    Carrier(carrier).send(job.id)
    reader = Counting()
    assert drain(make_worker(reader)) == 2
    assert reader.read == 2
    assert jobs.get(job.id).state == "done"


def test_an_empty_batch_is_done_at_once(queue: Queue, make_worker: MakeWorker) -> None:
    job = queue.enqueue_batch([])
    drain(make_worker())
    assert (jobs.get(job.id).state, jobs.get(job.id).items) == ("done", ())


def test_a_job_whose_carrier_was_down_is_not_lost(
    queue: Queue, make_worker: MakeWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def down(_self: Carrier, job_id: str) -> None:
        tried.append(job_id)
        raise ConnectionError("no carrier")

    with monkeypatch.context() as broken:
        broken.setattr(Carrier, "send", down)
        made = [queue.enqueue_article(each).id for each in submissions(3)]
    assert tried == made[:1], "a carrier that was just found away is not tried by the next request"
    worker = make_worker()
    assert drain(worker) == 0
    assert worker.sweep() == made
    drain(worker)
    assert {jobs.get(job_id).state for job_id in made} == {"done"}


def test_a_sweep_leaves_alone_what_somebody_is_at(queue: Queue, make_worker: MakeWorker) -> None:
    job = queue.enqueue_article(submissions(1)[0])
    assert jobs.claim(job.id, "another worker", seconds=60)
    worker = make_worker()
    assert worker.sweep() == []
    drain(worker)
    assert jobs.get(job.id).state == "running"


def test_a_sweep_sends_a_waiting_job_once_while_the_carrier_is_busy(
    queue: Queue, make_worker: MakeWorker
) -> None:
    job = queue.enqueue_article(submissions(1)[0])
    worker = make_worker()
    assert [worker.sweep(), worker.sweep(), worker.sweep()] == [[job.id], [], []]


def test_a_busy_carrier_that_lost_a_job_is_sent_it_again_in_time(
    queue: Queue, make_worker: MakeWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = queue.enqueue_article(submissions(1)[0])
    worker = make_worker(lease_seconds=60)
    worker.sweep()
    worker.carrier.huey.storage.flush_queue()
    another = queue.enqueue_article(submissions(2)[1])
    assert worker.sweep() == [another.id], "there is something in it, so the first may be on its way"
    later = time.monotonic() + 600
    monkeypatch.setattr("service.jobs.worker.time", SimpleNamespace(monotonic=lambda: later))
    assert worker.sweep() == [lost.id, another.id]


def test_a_job_goes_on_where_a_dead_worker_stopped(queue: Queue, make_worker: MakeWorker) -> None:
    job = queue.enqueue_batch(submissions(4))
    dying = make_worker(Dying(after=2))
    with pytest.raises(SystemExit):
        drain(dying)
    assert (jobs.get(job.id).state, jobs.get(job.id).done) == ("running", 2)
    expire(job.id)
    reader = Counting()
    worker = make_worker(reader)
    assert worker.sweep() == [job.id]
    drain(worker)
    assert reader.read == 2
    assert (jobs.get(job.id).state, jobs.get(job.id).done, stored()) == ("done", 4, 4)


def test_who_lost_the_lease_stops(queue: Queue, make_worker: MakeWorker) -> None:
    job = queue.enqueue_batch(submissions(4))

    def taken_over(count: int) -> None:
        if count == 2:
            expire(job.id)
            assert jobs.claim(job.id, "another worker", seconds=60)

    reader = Counting(taken_over)
    drain(make_worker(reader))
    assert reader.read == 2
    assert jobs.get(job.id).state == "running"


def test_a_cancelled_job_stops(queue: Queue, make_worker: MakeWorker) -> None:
    job = queue.enqueue_batch(submissions(4))
    reader = Counting(lambda count: jobs.cancel(job.id) if count == 2 else None)
    drain(make_worker(reader))
    assert (reader.read, jobs.get(job.id).state) == (2, "cancelled")


def test_a_worker_that_is_told_to_stop_gives_its_job_back(queue: Queue, make_worker: MakeWorker) -> None:
    job = queue.enqueue_batch(submissions(4))
    worker = make_worker(Counting(lambda count: worker.stop() if count == 2 else None))
    drain(worker)
    assert (jobs.get(job.id).state, jobs.get(job.id).done) == ("queued", 2)
    drain(successor := make_worker())
    successor.sweep()
    drain(successor)
    assert (jobs.get(job.id).state, jobs.get(job.id).done) == ("done", 4)


def test_an_item_that_kills_who_reads_it_is_given_up(queue: Queue, make_worker: MakeWorker) -> None:
    poison = Submission(text=f"{NEWS} Poison.", external_id="p")
    job = queue.enqueue_batch([*submissions(1), poison, *submissions(3)[1:]])
    for attempt in range(1, ATTEMPTS + 1):
        with pytest.raises(SystemExit):
            drain(make_worker(Poisoned()))
        assert jobs.get(job.id).items[1]["attempts"] == attempt
        expire(job.id)
        make_worker().sweep()
    drain(make_worker(Poisoned()))
    done = jobs.get(job.id)
    assert (done.state, done.done, done.failed, stored()) == ("done", 3, 1, 3)
    problem = done.items[1]["problem"]
    assert (problem["type"], problem["status"]) == ("/problems/gave-up", 500)
    assert f"begun {ATTEMPTS} times" in problem["detail"]


def test_cancelled_in_the_middle_keeps_what_was_begun(queue: Queue, make_worker: MakeWorker) -> None:
    job = queue.enqueue_batch(submissions(4))
    drain(make_worker(Counting(lambda count: jobs.cancel(job.id) if count == 2 else None)))
    ended = jobs.get(job.id)
    assert (ended.state, ended.done, ended.cancelled, stored()) == ("cancelled", 2, 2, 2)
    assert [item["state"] for item in ended.items] == ["done", "done", "cancelled", "cancelled"]


def test_a_defect_of_ours_fails_the_item_and_gives_nothing_away(
    queue: Queue, make_worker: MakeWorker
) -> None:
    def broken(count: int) -> None:
        if count == 2:
            raise RuntimeError("words of the article")

    job = queue.enqueue_batch(submissions(3))
    drain(make_worker(Counting(broken)))
    done = jobs.get(job.id)
    assert (done.state, done.done, done.failed) == ("done", 2, 1)
    assert done.items[1]["problem"]["status"] == 500
    assert "words of the article" not in repr(done)


def test_a_database_that_is_down_makes_the_job_late_and_no_more(
    queue: Queue, make_worker: MakeWorker
) -> None:
    def down(count: int) -> None:
        if count == 2:
            raise OperationalError("the connection is gone")

    job = queue.enqueue_batch(submissions(3))
    worker = make_worker(Counting(down))
    drain(worker)
    assert (jobs.get(job.id).state, jobs.get(job.id).done) == ("running", 1)
    worker._working.renew()
    assert jobs.get(job.id).items[1]["attempts"] == 0, "a database that is down is not the article's fault"
    assert jobs.get(job.id).state == "queued", "nobody waits for the lease to run out"
    worker.sweep()
    drain(worker)
    assert (jobs.get(job.id).state, jobs.get(job.id).done, stored()) == ("done", 3, 3)


def test_a_job_that_a_restored_backup_does_not_have_holds_up_no_other(
    queue: Queue, make_worker: MakeWorker
) -> None:
    """What the database stopped is owed to it, until it says that it knows nothing of it."""

    def down(count: int) -> None:
        if count == 1:
            raise OperationalError("the server is being restored")

    lost = queue.enqueue_batch(submissions(1))
    worker = make_worker(Counting(down))
    drain(worker)
    Job.delete().where(Job.id == lost.id).execute()
    worker._working.renew()
    kept = queue.enqueue_batch(submissions(1))
    drain(worker)
    worker._working.renew()
    assert (jobs.get(kept.id).state, stored()) == ("done", 1)


def test_an_item_is_not_blamed_for_a_database_that_goes_again_and_again(
    queue: Queue, make_worker: MakeWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full for the outcome only, and for what takes back that the item was begun."""

    def full(*_given: object, **_options: object) -> None:
        raise OperationalError("database or disk is full")

    job = queue.enqueue_batch(submissions(1))
    worker = make_worker()
    for _ in range(2 * ATTEMPTS):
        with monkeypatch.context() as patched:
            patched.setattr(jobs, "finish_item", full)
            patched.setattr(jobs, "put_back_item", full)
            drain(worker)
            with pytest.raises(OperationalError):
                worker._working.renew()
        worker._working.renew()
        worker.sweep()
    drain(worker)
    done = jobs.get(job.id)
    assert (done.state, done.done, done.failed, stored()) == ("done", 1, 0, 1)


class Counting(FakeReader):
    """Counts what it reads, and does something at each."""

    def __init__(self, at_each=lambda _count: None) -> None:
        self.read = 0
        self.at_each = at_each

    def extract(self, text: str, **given: str | None):
        self.read += 1
        self.at_each(self.read)
        return super().extract(text, **given)


class Dying(FakeReader):
    """Takes the whole process with it, as ``kill -9`` would."""

    def __init__(self, after: int) -> None:
        self.left = after

    def extract(self, text: str, **given: str | None):
        if self.left == 0:
            raise SystemExit
        self.left -= 1
        return super().extract(text, **given)


class Poisoned(FakeReader):
    """Dies of one article, and of no other."""

    def extract(self, text: str, **given: str | None):
        if "Poison" in text:
            raise SystemExit
        return super().extract(text, **given)


def expire(job_id: str) -> None:
    """Let the lease of the job run out now."""
    jobs.Job.update(lease_until="2000-01-01T00:00:00.000000Z").where(jobs.Job.id == job_id).execute()
