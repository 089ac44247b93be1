"""A backfill that is killed at any moment, run again, leaves the archive of one that was not."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from peewee import Database

from service.sources.files import documents
from service.storage import articles, speakers
from service.storage.articles import ArticleFilter
from service.storage.articles import find as find_articles
from service.tracker import processing
from service.tracker.intake import Submission
from tests.backfill.reader import FragileReader
from tests.backfill.test_filling import NEWS, rows

ROOT = Path(__file__).parents[2]
COUNT = 60
PATIENCE = 60.0


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """An archive in which every tenth article comes again, revised."""
    file = tmp_path / "archive.ndjson.gz"
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        for n in range(COUNT):
            again = n % 10 == 9
            fields = {"text": f"{NEWS} Number {n}.", "external_id": f"a-{n - 3 if again else n}"}
            lines.write(json.dumps(fields) + "\n")
    return file


def start(url: str, source: Path, *moment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.backfill.reader", url, str(source), f"{source}.journal", *moment],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def stored() -> int:
    return find_articles(ArticleFilter(), sort="-published_at", limit=1, cursor=None).total or 0


def wait_for(count: int, child: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while stored() < count:
        assert child.poll() is None, child.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)


def readers(parent: int) -> list[int]:
    """The children that read: Python starts one more, which tracks resources."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def expected(source: Path) -> list[tuple[object, ...]]:
    for stored in find_articles(ArticleFilter(), sort="-published_at", limit=200, cursor=None).items:
        articles.delete(stored.id)
    for item in documents(source):
        processing.ingest(Submission(**item.fields), FragileReader(), 10_000)  # type: ignore[union-attr]
    return rows()


def test_killed_and_run_again(database: Database, database_url: str, source: Path) -> None:
    for least in (1, 25):
        child = start(database_url, source)
        try:
            wait_for(least, child)
            left = readers(child.pid)
        finally:
            child.kill()
            child.communicate()
        assert left
        deadline = time.monotonic() + PATIENCE
        while not all(map(ended, left)):
            assert time.monotonic() < deadline, "a reader outlived the backfill"
            time.sleep(0.05)
        assert 0 < stored() < COUNT
    before = stored()
    child = start(database_url, source)
    out, err = child.communicate(timeout=PATIENCE)
    assert child.returncode == 0, err
    assert "stored before" in out
    assert before < stored()
    resumed, people = rows(), speakers.find().total
    assert resumed == expected(source)
    assert (len(resumed), people) == (COUNT - COUNT // 10, 1)


@pytest.mark.parametrize(
    ("moment", "committed"),
    [
        ("begun", 1),  # a batch that the journal knows of, and the archive does not
        ("written", 1),  # all of it is in a transaction that never ends
        ("committed", 2),  # in the archive, and the journal was not told
    ],
)
def test_two_versions_in_a_batch_that_is_killed_are_stored_once(
    database: Database, database_url: str, source: Path, moment: str, committed: int
) -> None:
    child = start(database_url, source, moment)
    _, err = child.communicate(timeout=PATIENCE)
    assert child.returncode == -signal.SIGKILL, err
    # Of the second batch of five the last is another version of its second.
    assert stored() == (5 if committed == 1 else 9)
    child = start(database_url, source)
    out, err = child.communicate(timeout=PATIENCE)
    assert child.returncode == 0, err
    assert f"{5 * committed} stored before" in out
    assert rows() == expected(source), "revisions are counted too"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_reader_that_is_killed_costs_nothing(database: Database, database_url: str, source: Path) -> None:
    child = start(database_url, source)
    try:
        wait_for(1, child)
        os.kill(readers(child.pid)[0], signal.SIGKILL)
        out, err = child.communicate(timeout=PATIENCE)
    finally:
        child.kill()
        child.communicate()
    assert child.returncode == 0, err
    assert out.startswith(f"{COUNT} articles ({COUNT - COUNT // 10} created, {COUNT // 10} revised")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_interrupted_it_says_how_to_go_on(database: Database, database_url: str, source: Path) -> None:
    child = start(database_url, source)
    try:
        wait_for(1, child)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=PATIENCE)
    finally:
        child.kill()
    assert child.returncode == 1
    assert "Run the same command again" in err
    assert "created" in out
