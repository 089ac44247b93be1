"""python -m benchmarks.load --database URL: throughput and percentiles while articles are posted.

Starts gunicorn and a job worker over an archive that ``python -m benchmarks.archive`` filled (without
``--database``, a small one of its own) and has locust ask for every kind of read and post articles, which are
invented and stay there. Without ``--rate`` each client asks again as soon as it is answered: what comes of it
is the throughput, and latencies are those of a service that has all it can do. With ``--rate`` so many
requests a second are made in all. Posts wait for their quotes, or with ``--jobs`` are left to the worker.
"""

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import structlog

from benchmarks import posts
from benchmarks.archive import EACH, NoReader
from benchmarks.asked import kinds, stored_in
from benchmarks.bulk import fill
from benchmarks.environments import python_of
from benchmarks.running import service
from benchmarks.tables import figure, table
from service.app import create_app
from service.settings import Settings
from service.storage.database import connect, is_postgresql, migrate

OF_A_KIND = 40
"""Requests of each kind that are made up before, and asked over and over."""

SMALL = 10_000
POSTS, READS, WHOLE = "post an article", "all reads", "Aggregated"
"""What locustfile.py calls its posts and the sum of the others, and what locust calls the sum of all."""

PERCENTILES = ("50%", "95%", "99%")


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = options.database or f"sqlite:///{folder}/archive.db"
        reads, quotes = _reads(url)
        plan = {
            "reads": reads,
            "posts": list(posts.bodies(20 + 40 * options.seconds, seed=int(time.time()))),
            "share": options.posts,
            "rate": options.rate / options.clients if options.rate else None,
            "prefer": "respond-async" if options.jobs else None,
        }
        (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        engine = "PostgreSQL" if is_postgresql() else "SQLite"
        with service(url, folder, web=options.web) as running:
            _ask(running.url, folder, options.clients, options.warm)
            _ask(running.url, folder, options.clients, options.seconds)
        how = f"{options.rate:g} requests a second" if options.rate else "as fast as it answers"
        posted = "left to the worker" if options.jobs else "answered with their quotes"
        print(f"{quotes:,} quotes on {engine}, {options.web} web processes and a worker, {options.clients} ")
        print(f"clients, {how}, {options.posts:.0%} posts, {posted}, {options.seconds} s\n")
        print(_told(folder / "load_stats.csv"))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--database", help="URL of a filled archive; it is written to")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--warm", type=int, default=10, help="seconds before, which are not counted")
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--rate", type=float, help="requests a second in all")
    parser.add_argument("--posts", type=float, default=0.2, help="the share of requests that post an article")
    parser.add_argument("--jobs", action="store_true", help="post with Prefer: respond-async")
    parser.add_argument("--web", type=int, default=2, help="web processes")
    return parser.parse_args()


def _reads(url: str) -> tuple[dict[str, list[object]], int]:
    """The requests of each kind, and how many quotes there are."""
    opened = connect(url)
    migrate(opened)
    opened.connect(reuse_if_open=True)
    if not opened.execute_sql("SELECT 1 FROM quote LIMIT 1").fetchone():
        for _ in fill(SMALL // EACH, EACH):
            pass
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    client = create_app(Settings(database_url=url, queue_url="memory:"), NoReader(), opened).test_client()
    source = random.Random(3)
    asked = kinds(client, stored_in(opened))
    reads: dict[str, list[object]] = {name: [ask(source) for _ in range(OF_A_KIND)] for name, ask in asked}
    count = opened.execute_sql("SELECT COUNT(*) FROM quote").fetchone()[0]
    opened.close_all()
    return reads, count


def _ask(url: str, folder: Path, clients: int, seconds: int) -> None:
    locust = [str(python_of("locust")), "-m", "locust", "-f", str(Path(__file__).with_name("locustfile.py"))]
    how = ["--headless", "-u", str(clients), "-r", str(clients), "-t", f"{seconds}s", "--host", url]
    kept = ["--csv", str(folder / "load"), "--only-summary", "--loglevel", "WARNING"]
    env = os.environ | {"LOAD_PLAN": str(folder / "plan.json")}
    done = subprocess.run([*locust, *how, *kept], env=env, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):  # 1 where a request failed, which the table tells
        print(done.stdout[-2_000:], done.stderr[-2_000:], sep="\n", file=sys.stderr)
        raise SystemExit(done.returncode)


def _told(path: Path) -> str:
    """Locust's figures by kind of request, the slowest last, all reads and all requests after them."""
    with path.open(encoding="utf-8", newline="") as opened:
        rows = {row["Name"]: row for row in csv.DictReader(opened)}
    whole = [rows.pop(name) for name in (READS, WHOLE)]
    single = sorted(rows.values(), key=lambda row: float(row["95%"]))
    reads = [row for row in single if row["Name"] != POSTS]
    slow = sum(float(row["95%"]) > 25 for row in reads)
    headings = ("milliseconds", "requests", "failed", "a second", *PERCENTILES)
    return (
        table(headings, [_row(row) for row in (*single, *whole)])
        + f"\n\n{len(reads) - slow} of {len(reads)} kinds of reads have a p95 of 25 ms or less"
    )


def _row(row: dict[str, str]) -> tuple[str, ...]:
    percentiles = (figure(float(row[each])) for each in PERCENTILES)
    return (
        row["Name"],
        row["Request Count"],
        row["Failure Count"],
        figure(float(row["Requests/s"])),
        *percentiles,
    )


if __name__ == "__main__":
    main()
