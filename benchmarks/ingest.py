"""python -m benchmarks.ingest: articles a second, from a file of NDJSON to rows that are committed.

`quotes ingest` is one process that reads and stores. `quotes backfill` has processes that read, and one more
that stores what they read: with one that reads, the two already work at the same time on two cores, so that
two that read share them with the one that stores. A second reader can thus gain no more than
2 × reading / (reading + storing); the last column is what storing costs of that.

The seeds' articles come over and over, each time as another article by its id and its last line. Readers have
their models loaded, and every run begins with an empty database. PostgreSQL is a server of its own that does
not wait for the disk; it may be left out by ``--only sqlite``.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from statistics import median

# Before spaCy is imported, here and in the processes that read: as the command itself has it.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks.tables import figure, table
from benchmarks.texts import SEEDS
from service.backfill.crew import Processes
from service.backfill.filling import Filling, Offered
from service.backfill.journal import Journal
from service.backfill.reading import Model, begin
from service.commands.ingesting import fields_of
from service.commands.submissions import submission
from service.extraction.reader import Reader
from service.settings import Settings
from service.sources.files import documents
from service.storage.database import connect, database, is_postgresql, migrate
from service.tracker.processing import ingest
from tests.databases import private_server

MODEL = Model(Settings(database_url="sqlite:///unused").model)
MAX_CHARS = 1_000_000
WARM = 20
"""Articles that each run begins with, and that are not timed: models are loaded, plans are made."""


@dataclass(frozen=True, slots=True)
class Run:
    """Articles a second; milliseconds of CPU an article of the process that stores, its server's included."""

    rate: float
    parent: float


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__,
        prog="python -m benchmarks.ingest",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--articles", type=int, default=172, help="in each run; the seeds are 86")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each kind; figures are their medians")
    parser.add_argument(
        "--processes", type=int, nargs="+", default=[1, 2], help="how many read, in backfills"
    )
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    options = parser.parse_args()
    print(f"{options.articles} articles a run, {options.rounds} rounds, {os.cpu_count()} cores\n")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.ndjson"
        written(source, WARM + options.articles)
        if options.only != "postgresql":
            print(measured("SQLite", sqlite_urls(Path(folder)), source, options), flush=True)
        if options.only != "sqlite":
            with private_server() as server:
                print("\n" + measured("PostgreSQL", postgresql_urls(server), source, options), flush=True)


def written(file: Path, count: int) -> None:
    """Writes ``count`` articles, no two the same, as lines of NDJSON."""
    seeds = [json.loads(line) for line in SEEDS.read_text(encoding="utf-8").splitlines() if line.strip()]
    with file.open("w", encoding="utf-8") as lines:
        for number, fields in enumerate(islice(cycle(seeds), count)):
            known = {name: value for name, value in fields.items() if name not in ("url", "external_id")}
            known |= {"external_id": str(number), "text": f"{fields['text']}\n\nEdition {number}."}
            lines.write(json.dumps(known) + "\n")


def measured(name: str, urls: Iterator[str], source: Path, options: argparse.Namespace) -> str:
    """The table of one database; its runs take turns, so that all have the same weather."""
    kinds: dict[str, Callable[[], Run]] = {"quotes ingest": lambda: one_by_one(source)}
    for count in options.processes:
        kinds[f"quotes backfill, {count} read"] = lambda count=count: filled(source, count)
    runs: dict[str, list[Run]] = {kind: [] for kind in kinds}
    for _ in range(options.rounds):
        for kind, run in kinds.items():
            with opened(next(urls)):
                runs[kind].append(run())
    rates = {kind: median(run.rate for run in done) for kind, done in runs.items()}
    first = rates[list(kinds)[1]]
    rows = [
        (
            kind,
            figure(rates[kind]),
            f"× {rates[kind] / first:.2f}",
            figure(median(run.parent for run in done)),
            " ".join(figure(run.rate) for run in done),
        )
        for kind, done in runs.items()
    ]
    return table((name, "articles/s", "to the first backfill", "parent's CPU ms/article", "runs"), rows)


def one_by_one(source: Path) -> Run:
    """As `quotes ingest` does."""

    def store(offered: Iterator[Offered]) -> None:
        for each in offered:
            ingest(each.submission, reader(), MAX_CHARS)

    return timed(source, store)


def filled(source: Path, processes: int) -> Run:
    """As `quotes backfill` does with so many processes that read."""
    crew = Processes(processes, begin)
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "journal", "benchmark")

        def store(offered: Iterator[Offered]) -> None:
            for outcome in Filling(crew, MODEL, journal, max_chars=MAX_CHARS).fill(offered):
                assert outcome.outcome == "created", outcome

        try:
            return timed(source, store)
        finally:
            journal.close()
            crew.close()


def timed(source: Path, store: Callable[[Iterator[Offered]], None]) -> Run:
    """Has all articles of the source stored, the first ones before the clock starts."""
    found = offered(source)
    store(islice(found, WARM))
    start, spent = time.perf_counter(), cpu()
    store(found)
    took, worked = time.perf_counter() - start, cpu() - spent
    ((stored,),) = database.execute_sql("SELECT COUNT(*) FROM article").fetchall()
    return Run((stored - WARM) / took, 1_000 * worked / (stored - WARM))


def offered(source: Path) -> Iterator[Offered]:
    for item in documents(source):
        fields = fields_of(item)
        yield Offered(item.where, fields, submission(fields), item.size)


def cpu() -> float:
    """Seconds so far of this process and of the one at PostgreSQL that it talks to."""
    seconds = time.process_time()
    if is_postgresql():
        ((server,),) = database.execute_sql("SELECT pg_backend_pid()").fetchall()
        schedule = Path(f"/proc/{server}/schedstat")
        seconds += int(schedule.read_text().split()[0]) / 1e9 if schedule.exists() else 0
    return seconds


@cache
def reader() -> Reader:
    return MODEL()


@contextmanager
def opened(url: str) -> Iterator[None]:
    bound = connect(url)
    migrate(bound)
    bound.connect(reuse_if_open=True)
    yield
    bound.close_all()


def sqlite_urls(folder: Path) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"sqlite:///{folder}/{number}.db"


def postgresql_urls(server: str) -> Iterator[str]:
    import psycopg

    number = 0
    while True:
        number += 1
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE ingest_{number} ENCODING 'UTF8' TEMPLATE template0")
        yield server.replace("/postgres?", f"/ingest_{number}?")


if __name__ == "__main__":
    main()
