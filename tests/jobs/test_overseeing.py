"""A worker under an overseer: articles that hang or kill, signals, and what Prometheus is told of it."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from service.jobs import overseeing
from service.jobs.queue import Queue
from service.settings import Settings
from service.storage import jobs
from service.tracker.intake import Submission
from tests.jobs.test_worker_process import ROOT, ids_of_all_articles, until
from tests.jobs.test_working import NEWS, submissions
from tests.operations.serving import alive

LEASE_SECONDS = 60  # what is waited for here must not be the end of a lease
ITEM_SECONDS = 2


class Overseen:
    """A worker as ``quotes worker`` starts it."""

    def __init__(
        self, database_url: str, carrier: str, log: Path, lease: int, item_seconds: int, items: int
    ) -> None:
        self._log = log
        command = [sys.executable, "-m", "tests.jobs.overseen_worker", database_url, carrier]
        command += [str(lease), str(item_seconds), str(items)]
        with self._log.open("w") as stderr:
            self.process = subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.PIPE, stderr=stderr, text=True, env=os.environ
            )
        assert self.process.stdout
        self.port = int(self.process.stdout.readline() or pytest.fail(self.log()))

    def log(self) -> str:
        return self._log.read_text()

    def children(self) -> list[int]:
        pid = self.process.pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def figures(self) -> dict[str, float]:
        """Each sample by its name and what it is labelled."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=10) as answer:
            text = answer.read().decode()
        samples = [each for family in text_string_to_metric_families(text) for each in family.samples]
        return {" ".join([each.name, *each.labels.values()]): each.value for each in samples}


Start = Callable[..., Overseen]


@pytest.fixture
def start(database_url: str, carrier: str, tmp_path: Path) -> Iterator[Start]:
    started: list[Overseen] = []

    def begin(
        item_seconds: int = ITEM_SECONDS, lease: int = LEASE_SECONDS, items: int = overseeing.ITEMS
    ) -> Overseen:
        log = tmp_path / f"worker{len(started)}.log"
        started.append(Overseen(database_url, carrier, log, lease, item_seconds, items))
        return started[-1]

    yield begin
    for each in started:
        each.process.kill()
        each.process.communicate()


def among(middle: str) -> list[Submission]:
    """Two articles, one with that word, and two more."""
    others = submissions(4)
    return [*others[:2], Submission(text=f"{NEWS} {middle}.", external_id="odd"), *others[2:]]


def done(job_id: str) -> bool:
    return jobs.get(job_id).state == "done"


def test_an_article_that_is_read_for_ever_is_given_up_and_the_rest_goes_on(
    queue: Queue, start: Start
) -> None:
    job = queue.enqueue_batch(among("Endless"))
    worker = start()
    until(lambda: done(job.id))
    ended = jobs.get(job.id)
    assert (ended.done, ended.failed) == (4, 1)
    assert [item["attempts"] for item in ended.items] == [1] * 5, "it would hang again"
    problem = ended.items[2]["problem"]
    assert (problem["type"], problem["status"]) == ("/problems/gave-up", 500)
    assert f"more than {ITEM_SECONDS} seconds (JOB_ITEM_SECONDS)" in problem["detail"]
    assert ids_of_all_articles() == [f"a{n}" for n in range(4)]
    assert worker.process.poll() is None
    assert "worker took too long over an item" in worker.log()
    assert "bridge" not in worker.log()


def test_no_other_worker_takes_up_what_one_hangs_in(queue: Queue, start: Start) -> None:
    job = queue.enqueue_batch(among("Endless"))
    workers = start(item_seconds=6, lease=1), start(item_seconds=6, lease=1)
    until(lambda: done(job.id))
    ended = jobs.get(job.id)
    assert (ended.done, ended.failed) == (4, 1)
    assert [item["attempts"] for item in ended.items] == [1] * 5
    assert "JOB_ITEM_SECONDS" in ended.items[2]["problem"]["detail"]
    until(
        lambda: sorted(worker.figures()["quotes_worker_ends_total too slow"] for worker in workers) == [0, 1]
    )


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_machine_that_stood_still_blames_no_article(queue: Queue, start: Start) -> None:
    job = queue.enqueue_batch(submissions(60))
    worker = start()
    until(lambda: jobs.get(job.id).done >= 3)
    both = [worker.process.pid, *worker.children()]
    for pid in both:
        os.kill(pid, signal.SIGSTOP)
    time.sleep(2 * ITEM_SECONDS)
    for pid in reversed(both):
        os.kill(pid, signal.SIGCONT)
    until(lambda: done(job.id))
    assert (jobs.get(job.id).done, jobs.get(job.id).failed) == (60, 0)
    assert worker.figures()["quotes_worker_ends_total too slow"] == 0


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_hangs_elsewhere_is_tried_again_and_then_given_up(queue: Queue, start: Start) -> None:
    job = queue.enqueue_batch(among("Stuck"))
    start()
    until(lambda: done(job.id))
    ended = jobs.get(job.id)
    assert (ended.done, ended.failed) == (4, 1)
    assert [item["attempts"] for item in ended.items] == [1, 1, 4, 1, 1]
    assert "begun 3 times" in ended.items[2]["problem"]["detail"]


def test_a_worker_that_dies_is_started_again_at_once_and_its_job_goes_on(queue: Queue, start: Start) -> None:
    job = queue.enqueue_batch(among("Poison"))
    worker = start(item_seconds=60)
    until(lambda: done(job.id))  # in less than a lease
    ended = jobs.get(job.id)
    assert (ended.done, ended.failed) == (4, 1)
    assert [item["attempts"] for item in ended.items] == [1, 1, 4, 1, 1]
    until(lambda: worker.figures()["quotes_worker_items_total failed"] == 1)
    figures = worker.figures()
    assert figures["quotes_worker_items_total created"] == 4
    assert figures["quotes_worker_ends_total died"] == 3
    assert figures["quotes_worker_ends_total too slow"] == 0
    assert figures["quotes_extraction_seconds_count"] == 4
    assert figures["quotes_extraction_seconds_sum"] >= 4 * 0.02


def test_after_so_many_articles_another_process_goes_on_with_the_job_at_once(
    queue: Queue, start: Start
) -> None:
    job = queue.enqueue_batch(submissions(100))
    worker = start(items=8, lease=600)  # nobody waits for a lease to end
    until(lambda: worker.children() != [])
    (first,) = worker.children()
    until(lambda: done(job.id))
    assert "worker renewed" in worker.log()
    assert worker.children() != [first]
    ended = jobs.get(job.id)
    assert (ended.done, ended.failed) == (100, 0)
    figures = worker.figures()
    assert figures["quotes_worker_items_total created"] == 100
    assert figures["quotes_worker_ends_total died"] == 0, "that is no accident"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_only_figures_are_told(start: Start) -> None:
    worker = start()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"http://127.0.0.1:{worker.port}/", timeout=10)
    assert worker.figures()["quotes_worker_items_total created"] == 0


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_who_works_lets_requests_go_first_and_who_oversees_does_not(start: Start) -> None:
    worker = start()
    assert os.getpriority(os.PRIO_PROCESS, worker.process.pid) == os.getpriority(os.PRIO_PROCESS, 0)
    until(lambda: _niceness(worker) == [Settings().worker_nice])


def _niceness(worker: Overseen) -> list[int]:
    own = os.getpriority(os.PRIO_PROCESS, 0)
    return [os.getpriority(os.PRIO_PROCESS, child) - own for child in worker.children()]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_within_an_article_and_gives_its_job_back(
    queue: Queue, start: Start, number: signal.Signals
) -> None:
    job = queue.enqueue_batch(submissions(200))
    worker = start()
    until(lambda: jobs.get(job.id).done >= 3)
    (child,) = worker.children()
    worker.process.send_signal(number)
    assert worker.process.wait(20) == 0
    assert not alive(child)
    assert "worker stopped" in worker.log()
    assert (jobs.get(job.id).state, jobs.get(job.id).done < 200) == ("queued", True)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_killed_it_takes_its_worker_with_it(queue: Queue, start: Start) -> None:
    job = queue.enqueue_batch(submissions(200))
    worker = start()
    until(lambda: jobs.get(job.id).done >= 3)
    (child,) = worker.children()
    worker.process.kill()
    until(lambda: not alive(child), 10)
    assert jobs.get(job.id).state == "running", "its lease has to end"
