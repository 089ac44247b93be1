"""Real worker processes: killed in the middle of a batch, stopped by a signal, many at once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.jobs.queue import Queue
from service.storage import articles, jobs
from service.storage.articles import ArticleFilter
from service.tracker.intake import Submission
from tests.jobs.test_working import submissions

ROOT = Path(__file__).resolve().parents[2]
LEASE_SECONDS = 1
Start = Callable[[], subprocess.Popen[str]]


@pytest.fixture
def start(database_url: str, carrier: str) -> Iterator[Start]:
    processes: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.jobs.slow_worker", database_url, carrier, str(LEASE_SECONDS)]
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        processes.append(process)
        return process

    yield begin
    for process in processes:
        process.kill()
        process.wait()


def until(true: Callable[[], bool], seconds: float = 90) -> None:
    """Wait for what another process does."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


def ids_of_all_articles() -> list[str | None]:
    page = articles.find(ArticleFilter(), sort="-published_at", limit=100, cursor=None)
    return sorted(str(article.external_id) for article in page.items)


def test_a_batch_outlives_kill_9_and_each_item_is_done_once(queue: Queue, start: Start) -> None:
    job = queue.enqueue_batch(submissions(40))
    first = start()
    until(lambda: jobs.get(job.id).done >= 5)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    midway = jobs.get(job.id)
    assert 5 <= midway.done < 40, "the worker was to be killed in the middle"
    start()
    until(lambda: jobs.get(job.id).state == "done")
    done = jobs.get(job.id)
    assert (done.done, done.failed) == (40, 0)
    assert [item["index"] for item in done.items] == list(range(40))
    assert len({item["article_id"] for item in done.items}) == 40
    assert ids_of_all_articles() == sorted(f"a{n}" for n in range(40))
    assert done.items[: midway.done] == midway.items[: midway.done]


def test_an_article_that_kills_its_workers_does_not_hold_up_the_rest(queue: Queue, start: Start) -> None:
    poison = Submission(text="“Poison,” Ada Bright said.", external_id="poison")
    job = queue.enqueue_batch([*submissions(2), poison, *submissions(6)[2:]])
    deaths = 0
    while jobs.get(job.id).state != "done":
        worker = start()
        until(lambda worker=worker: worker.poll() is not None or jobs.get(job.id).state == "done")
        deaths += worker.poll() == -signal.SIGKILL
    done = jobs.get(job.id)
    assert (deaths, done.done, done.failed) == (3, 6, 1)
    assert [item["attempts"] for item in done.items] == [1, 1, 4, 1, 1, 1, 1]
    assert done.items[2]["problem"]["type"] == "/problems/gave-up"
    assert ids_of_all_articles() == [f"a{n}" for n in range(6)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_stops_within_an_article_and_gives_its_job_back(
    queue: Queue, start: Start, number: signal.Signals
) -> None:
    job = queue.enqueue_batch(submissions(100))
    worker = start()
    until(lambda: jobs.get(job.id).done >= 3)
    worker.send_signal(number)
    _, log = worker.communicate(timeout=10)
    assert worker.returncode == 0
    assert "worker stopped" in log
    assert "bridge" not in log
    stopped = jobs.get(job.id)
    assert (stopped.state, stopped.done < 100) == ("queued", True)


def test_two_workers_share_the_jobs(queue: Queue, start: Start) -> None:
    made = [queue.enqueue_batch(submissions(5)[n : n + 1]).id for n in range(5)]
    start(), start()
    until(lambda: all(jobs.get(job_id).state == "done" for job_id in made))
    assert [jobs.get(job_id).items[0]["outcome"] for job_id in made] == ["created"] * 5
