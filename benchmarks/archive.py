"""python -m benchmarks.archive --quotes N [--database URL]: how soon a large archive answers each read.

Fills an empty database (a file of its own unless a URL is given) with a synthetic archive of N quotes, ten
an article, or takes the one that is there, and asks the service through Flask's test client. Each request is
sent ``--rounds`` times with other words, names and days; the first answers of all kinds are not counted, they
fill the caches. CPU is what a request cost this process and, where it runs here, the one that serves it at
PostgreSQL: beside other work, the better measure.
Then ``--ingest`` further articles, which cost no reading, are taken in by the service, and deleted again.
"""

import argparse
import gc
import json
import random
import tempfile
import time
from functools import cache
from pathlib import Path

import structlog
from flask.testing import FlaskClient
from peewee import Database

from benchmarks import printed
from benchmarks.asked import Ask, kinds, stored_in
from benchmarks.bulk import fill
from benchmarks.printed import SyntheticReader
from benchmarks.synthetic import Archive
from benchmarks.tables import figure, table
from service.app import create_app
from service.extraction.annotations import Extraction
from service.settings import Settings
from service.storage import articles as articles_
from service.storage.database import connect, database, is_postgresql, migrate
from service.tracker.processing import ingest

EACH = 10
"""Quotes an article."""

MEASURED = ("p50", "p95", "p99", "CPU p50", "CPU p95")

Measured = list[tuple[str, list[float]]]
"""By kind of request, milliseconds: as MEASURED names them."""


class NoReader:
    """Nothing is read here."""

    version = "none"

    def extract(self, text: str, *, title: str | None = None, published_at: str | None = None) -> Extraction:  # noqa: ARG002
        return Extraction(text=text, language="en", supported=True, extractor=self.version, quotes=())


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or f"sqlite:///{folder}/archive.db"
        opened = connect(url)
        migrate(opened)
        opened.connect(reuse_if_open=True)
        seconds = _fill(opened, options.quotes)
        count = opened.execute_sql("SELECT COUNT(*) FROM quote").fetchone()[0]
        print(f"{count:,} quotes on {'PostgreSQL' if is_postgresql() else 'SQLite'}, {_size(opened, url)}")
        print(f"loaded in {seconds:,.0f} s\n" if seconds else "loaded before\n")
        stored = stored_in(opened)
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
        client = create_app(Settings(database_url=url, queue_url="memory:"), NoReader(), opened).test_client()
        asked = dict(kinds(client, stored))
        chosen = {name: ask for name, ask in asked.items() if options.only in name}
        measured = _measured(client, chosen, options.rounds)
        print(table(("milliseconds", *MEASURED), _spelled(measured)))
        if options.ingest:
            stored = _taken_in(options.ingest, count)
            print("\n" + table((f"beside {count:,} quotes", *MEASURED[:3]), _spelled(stored)))
            measured += stored
        if options.json:
            options.json.write_text(json.dumps({"quotes": count, "measured": measured}), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive", description=__doc__)
    parser.add_argument(
        "--quotes", type=int, default=100_000, help="how many an empty database is filled with"
    )
    parser.add_argument("--database", help="URL; as it is if it has quotes already")
    parser.add_argument("--rounds", type=int, default=30, help="requests of each kind")
    parser.add_argument("--only", default="", help="kinds of requests that have this in their name")
    parser.add_argument("--json", type=Path, help="where the figures are left too")
    parser.add_argument("--ingest", type=int, default=0, help="articles that are taken in afterwards")
    return parser.parse_args()


def _fill(database: Database, quotes: int) -> float:
    if database.execute_sql("SELECT 1 FROM quote LIMIT 1").fetchone():
        return 0.0
    start = time.perf_counter()
    for articles in fill(-(-quotes // EACH), EACH):
        if articles % 5_000 == 0:
            print(f"{articles * EACH:,} quotes after {time.perf_counter() - start:,.0f} s", flush=True)
    return time.perf_counter() - start


def _size(database: Database, url: str) -> str:
    if is_postgresql():
        size = database.execute_sql("SELECT pg_database_size(current_database())").fetchone()[0]
    else:
        size = Path(url.removeprefix("sqlite:///")).stat().st_size
    return f"{size / 1_000_000:,.0f} MB"


def _spelled(measured: Measured) -> list[tuple[str, ...]]:
    return [(name, *map(figure, row)) for name, row in measured]


def _measured(client: FlaskClient, kinds: dict[str, Ask], rounds: int) -> Measured:
    source = random.Random(11)
    asked = {name: [ask(source) for _ in range(rounds + 1)] for name, ask in kinds.items()}
    for name in asked:
        _timed(client, asked[name][0])
    gc.collect()
    gc.freeze()  # as service.wsgi does
    rows: Measured = []
    for name in asked:
        times = [_timed(client, each) for each in asked[name][1:]]
        wall, cpu = (sorted(1_000 * each for each in column) for column in zip(*times, strict=True))
        rows.append((name, [*_shares(wall), *_shares(cpu)[:2]]))
    return rows


def _taken_in(articles: int, quotes: int) -> Measured:
    """How long it takes to store an article, and to delete it, beside ``quotes`` quotes."""
    archive = Archive()
    archive.turn(seed=8)
    new = list(archive.articles(articles, EACH, first=quotes))
    reader = SyntheticReader(archive, new)
    ids: list[str] = []
    took: dict[str, list[float]] = {"store an article": [], "delete it": []}
    for article in new:
        start = time.perf_counter()
        ids.append(ingest(printed.post(archive, article), reader, 1_000_000).article.id)
        took["store an article"].append(1_000 * (time.perf_counter() - start))
    for article_id in ids:
        start = time.perf_counter()
        articles_.delete(article_id)
        took["delete it"].append(1_000 * (time.perf_counter() - start))
    return [(name, _shares(sorted(times))) for name, times in took.items()]


def _shares(ordered: list[float]) -> list[float]:
    return [ordered[min(int(part * len(ordered)), len(ordered) - 1)] for part in (0.5, 0.95, 0.99)]


def _spent() -> float:
    """The seconds of CPU so far of this process and of the one at PostgreSQL that it talks to."""
    seconds = time.process_time()
    if is_postgresql():
        schedule = Path(f"/proc/{_server()}/schedstat")
        seconds += int(schedule.read_text().split()[0]) / 1e9 if schedule.exists() else 0
    return seconds


@cache
def _server() -> int:
    return int(database.execute_sql("SELECT pg_backend_pid()").fetchone()[0])


def _timed(client: FlaskClient, what: str | dict[str, str]) -> tuple[float, float]:
    start, spent = time.perf_counter(), _spent()
    answer = client.get(what) if isinstance(what, str) else client.post("/v1/check", json=what)
    took = time.perf_counter() - start, _spent() - spent
    assert answer.status_code == 200, answer.get_json()
    return took


if __name__ == "__main__":
    main()
