"""Two web and two worker processes that share nothing but PostgreSQL and what carries jobs: Redis, or the
database itself. The carrier loses all that it holds, workers are killed, and every article is there once."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from peewee import Database

from service.jobs.carrier import Carrier
from service.storage.job_tables import Job, JobItem
from service.storage.models import Article, Quote
from tests.carriers import TABLES
from tests.jobs.test_worker_process import LEASE_SECONDS, ROOT, until
from tests.operations.serving import Serving
from tests.redis_server import RedisServer

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("engine", ["postgresql"], indirect=True),
    pytest.mark.parametrize("kind", [pytest.param("redis", marks=pytest.mark.redis), "postgresql"]),
]
MANY = 15
NEWS = "“The bridge opens on Monday,” Mayor Ada Bright said. “We tested every bolt,” Noor Haddad said."


class Machines:
    """The processes, each in a folder of its own, and what they are asked."""

    def __init__(self, folder: Path, database_url: str, queue_url: str) -> None:
        self._folder, self._database_url, self.queue_url = folder, database_url, queue_url
        self.workers: list[subprocess.Popen[str]] = []
        with ThreadPoolExecutor() as pool:
            webs = pool.map(self._web, range(2))
            self.worker(), self.worker()
            self._webs = list(webs)

    def _web(self, number: int) -> Serving:
        folder = self._folder / f"web{number}"
        folder.mkdir()
        return Serving(folder, self._database_url, workers=1, queue_url=self.queue_url)

    def worker(self) -> subprocess.Popen[str]:
        folder = self._folder / f"worker{len(self.workers)}"
        folder.mkdir()
        command = [sys.executable, "-m", "tests.jobs.overseen_worker"]
        command += [self._database_url, self.queue_url, str(LEASE_SECONDS), "60", "10000"]
        env = os.environ | {"PYTHONPATH": str(ROOT)}
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(command, cwd=folder, env=env, stdout=log, stderr=log, text=True)
        self.workers.append(process)
        return process

    def stop(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.wait()
        with ThreadPoolExecutor() as pool:
            list(pool.map(Serving.stop, self._webs))

    def ask(self, web: int, method: str, path: str, body: str | None = None, **headers: str) -> tuple:
        """The status and the document that the web process with this number answers."""
        with closing(
            http.client.HTTPConnection(urlsplit(self._webs[web].url).netloc, timeout=60)
        ) as connection:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body and body.encode(), named)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())

    def batch(self, web: int, name: str) -> str:
        """The id of a job of MANY articles, sent to one web process."""
        articles = [{"text": f"{NEWS} {name} {n}.", "external_id": f"{name}-{n}"} for n in range(MANY)]
        lines = "\n".join(map(json.dumps, articles))
        status, job = self.ask(web, "POST", "/v1/articles/batch", lines, Content_Type="application/x-ndjson")
        assert status == 202, job
        return str(job["id"])

    def job(self, web: int, job_id: str) -> dict:
        status, job = self.ask(web, "GET", f"/v1/jobs/{job_id}")
        assert status == 200
        return job

    def done(self, *job_ids: str) -> bool:
        """Whether each job is done, as both web processes tell."""
        return all(self.job(web, job_id)["state"] == "done" for job_id in job_ids for web in (0, 1))


@pytest.fixture
def machines(
    kind: str, tmp_path: Path, database: Database, database_url: str, request: pytest.FixtureRequest
) -> Iterator[Machines]:
    queue_url = database_url if kind == "postgresql" else request.getfixturevalue("redis_server").url
    made = Machines(tmp_path, database_url, queue_url)
    yield made
    made.stop()
    if kind == "postgresql":
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute(f"DROP TABLE IF EXISTS {TABLES}")


@pytest.fixture
def lose(kind: str, database_url: str, request: pytest.FixtureRequest) -> Callable[[], object]:
    """Makes the carrier lose every id that it holds."""
    if kind == "redis":
        server: RedisServer = request.getfixturevalue("redis_server")
        return lambda: server.ask("FLUSHALL")

    def empty() -> None:
        with psycopg.connect(database_url, autocommit=True) as connection:
            connection.execute("DELETE FROM huey_task")

    return empty


def kept_once(*names: str) -> None:
    """Every article of these batches is stored once, with its two quotes, and nothing else."""
    expected = sorted(f"{name}-{n}" for name in names for n in range(MANY))
    assert sorted(row.external_id for row in Article.select(Article.external_id)) == expected
    assert Quote.select().count() == 2 * len(expected)


def begun(*job_ids: str) -> list[int]:
    """How often each article of these jobs was begun, the seldom ones first."""
    items = JobItem.select(JobItem.attempts).join(Job).where(Job.id.in_(job_ids))
    return sorted(item.attempts for item in items)


def claimed(*job_ids: str) -> set[int]:
    """How often the jobs were taken by a worker."""
    return {row.attempts for row in Job.select(Job.attempts).where(Job.id.in_(job_ids))}


def test_nothing_is_lost_and_nothing_is_done_twice(
    machines: Machines, kind: str, lose: Callable[[], object], request: pytest.FixtureRequest
) -> None:
    passes_through(machines)
    handed_to_both(machines)
    lost_by_the_carrier(machines, lose)
    killed_at_work(machines)
    if kind == "redis":
        carrier_dies(machines, request.getfixturevalue("redis_server"))


def passes_through(machines: Machines) -> None:
    """From either web process to either worker."""
    sent = [machines.batch(n % 2, f"through{n}") for n in range(4)]
    until(lambda: machines.done(*sent))
    kept_once(*(f"through{n}" for n in range(4)))
    assert (claimed(*sent), set(begun(*sent))) == ({1}, {1})
    clear()


def handed_to_both(machines: Machines) -> None:
    """An id that arrives at both workers, several times, is done by one of them."""
    job = machines.batch(0, "handed")
    carrier = Carrier(machines.queue_url)
    for _ in range(5):
        carrier.send(job)
    until(lambda: machines.done(job) and carrier.is_empty())
    carrier.huey.storage.close()
    kept_once("handed")
    assert (claimed(job), set(begun(job))) == ({1}, {1})
    clear()


def lost_by_the_carrier(machines: Machines, lose: Callable[[], object]) -> None:
    """The table has what the carrier lost, and a sweep sends it again."""
    names = [f"lost{n}" for n in range(6)]
    sent = [machines.batch(n % 2, name) for n, name in enumerate(names)]
    lose()
    until(lambda: any(machines.job(0, job)["done"] for job in sent))
    lose()
    until(lambda: machines.done(*sent))
    kept_once(*names)
    assert set(begun(*sent)) == {1}
    clear()


def killed_at_work(machines: Machines) -> None:
    """Its lease ends, and the other worker goes on with what has no outcome."""
    job = machines.batch(0, "killed")
    until(lambda: machines.job(1, job)["done"] >= 3)
    holder = int(Job.get(Job.id == job).worker.split(":")[1])
    (victim,) = [worker for worker in machines.workers if worker.pid == holder]
    victim.kill()
    victim.wait()
    assert machines.job(0, job)["state"] == "running"
    until(lambda: machines.done(job))
    kept_once("killed")
    assert claimed(job) == {2}
    assert begun(job)[:-1] == [1] * (MANY - 1), "only what the dead one was at is begun again"
    assert begun(job)[-1] <= 2
    machines.worker()
    clear()


def carrier_dies(machines: Machines, server: RedisServer) -> None:
    """Redis is killed with all that it holds and comes back later; articles are sent all the while."""
    names = [f"died{n}" for n in range(6)]
    sent = [machines.batch(n % 2, name) for n, name in enumerate(names[:4])]
    until(lambda: any(machines.job(0, job)["done"] >= 3 for job in sent))
    server.kill()
    start = time.monotonic()
    sent += [machines.batch(n % 2, name) for n, name in enumerate(names[4:])]
    assert time.monotonic() - start < 8, "a request does not wait for a carrier that is away"
    until(lambda: any(machines.job(1, job)["done"] == MANY for job in sent))  # what was begun goes on
    assert not machines.done(*sent)
    server.start()
    until(lambda: machines.done(*sent))
    kept_once(*names)
    assert set(begun(*sent)) == {1}


def clear() -> None:
    """The next step begins with no article."""
    Quote.delete().execute()
    Article.delete().execute()
