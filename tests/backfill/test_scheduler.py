"""The same backfill by a real Dask scheduler with two workers, in processes of their own on this machine."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import Database

from service.backfill.crew import CrewError, Scheduler
from service.backfill.journal import Journal
from tests.backfill.test_filling import NEWS, fill, many, offered, rows
from tests.jobs.test_worker_process import until

ROOT = Path(__file__).parents[2]
MANY = 40
pytest.importorskip("distributed", reason="the extra 'dask' is not installed")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
    scheduler = ["scheduler", "--host", url, "--no-dashboard", "--no-show"]
    worker = ["worker", url, "--nworkers", "2", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]
    with running(*scheduler), running(*worker):
        yield url


class running:  # noqa: N801 - reads as what it is for
    def __init__(self, *words: str) -> None:
        env = os.environ | {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dask", *words],
            cwd=ROOT,
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()


@pytest.fixture
def crew(address: str) -> Iterator[Scheduler]:
    made = Scheduler(address)
    made._client.wait_for_workers(2, timeout=30)
    yield made
    made.close()


def test_two_workers_read(database: Database, crew: Scheduler, journal: Journal) -> None:
    items = many(30)
    assert crew.ahead == 16
    assert [each.outcome for each in fill(crew, journal, items)] == ["created"] * 30
    assert len(rows()) == 30
    assert {each.outcome for each in fill(crew, journal, items)} == {"known"}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_article_that_kills_workers(database: Database, crew: Scheduler, journal: Journal) -> None:
    items = many(10)
    items[4] = offered(f"{NEWS} Poison.", 4)
    outcomes = fill(crew, journal, items, attempts=1)
    assert [each.error.slug for each in outcomes if each.error] == ["gave-up"]
    assert len(rows()) == 9


def test_the_command_with_two_workers_of_which_one_dies(
    database: Database, database_url: str, address: str, crew: Scheduler, tmp_path: Path
) -> None:
    """The article that the dead worker was at is read by the other; a second run reads nothing."""
    archive = tmp_path / "archive.ndjson"
    archive.write_text(
        "".join(f'{{"text": "{NEWS} Slow {n}.", "external_id": "{n}"}}\n' for n in range(MANY))
    )
    filling = begun(database_url, archive, address)
    until(lambda: len(rows()) >= 5)
    victim, *others = crew._client.run(os.getpid).values()
    os.kill(victim, signal.SIGKILL)
    said, told = filling.communicate(timeout=120)
    assert (filling.returncode, len(others)) == (0, 1), told
    assert said.startswith(f"{MANY} articles ({MANY} created, 0 revised, 0 unchanged)")
    assert sorted(str(row[0]) for row in rows()) == sorted(map(str, range(MANY)))
    again, told = begun(database_url, archive, address).communicate(timeout=120)
    assert f"0 quotes, {MANY} stored before" in again, told
    assert len(rows()) == MANY


def begun(database_url: str, archive: Path, address: str) -> subprocess.Popen[str]:
    """``quotes backfill`` in the middle of its work, one article to a transaction."""
    command = [sys.executable, "-m", "tests.backfill.command", "backfill", str(archive), "--batch", "1"]
    env = os.environ | {"DATABASE_URL": database_url, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [*command, "--scheduler", address],
        cwd=archive.parent,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_nobody_there_is_one_line() -> None:
    with pytest.raises(CrewError, match="can't be reached"):
        Scheduler("tcp://127.0.0.1:9", patience=1)
    with pytest.raises(CrewError, match="can't be reached"):
        Scheduler("no address", patience=1)
