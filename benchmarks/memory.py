"""python -m benchmarks.memory: what each process holds, and whether it grows with the articles it reads.

Starts gunicorn with one web process and a job worker over an empty SQLite database. Half of the articles are
posted one by one, which the web process reads, the other half in jobs, which the worker reads. Their words
are invented, and new ones come as often as in news. "Own" is what the process does not share, files aside.
"""

import argparse
import tempfile
import time
from itertools import islice
from pathlib import Path

import requests

from benchmarks import posts
from benchmarks.running import Running, empty, held, service
from benchmarks.tables import figure, table

STEPS = 10
WARM = 3
"""Steps after which nothing should grow any more."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000, help="50,000 of four quotes take hours")
    parser.add_argument("--quotes", type=int, default=4, help="of each article")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = empty(folder)
        with service(url, folder) as running:
            print(_grown(running, options.articles, options.quotes))


def _grown(running: Running, articles: int, quotes: int) -> str:
    session = requests.Session()
    waiting = posts.bodies(articles, quotes)
    rows = [_row(running, 0)]
    for step in range(1, STEPS + 1):
        some = list(islice(waiting, articles // STEPS))
        _read(session, running.url, some)
        rows.append(_row(running, step * (articles // STEPS)))
        print(
            "{:,.0f} articles: web {:.0f} MB of its own, worker {:.0f}".format(*rows[-1][:2], rows[-1][3]),
            flush=True,
        )
    told = [(f"{row[0]:,.0f}", *map(figure, row[1:])) for row in rows]
    names = ("web own MB", "web all MB", "worker own MB", "worker all MB")
    later = 1_000 / (rows[-1][0] - rows[WARM][0])
    web, worker = ((rows[-1][at] - rows[WARM][at]) * later for at in (1, 3))
    return (
        f"{table(('articles', *names), told)}\n\nMB per 1,000 articles after {rows[WARM][0]:,.0f}: "
        f"web {web:+.2f}, worker {worker:+.2f}"
    )


def _row(running: Running, articles: int) -> tuple[float, ...]:
    return (articles, *held(running.web()[0]), *held(running.working()))


def _read(session: requests.Session, url: str, some: list[dict[str, str]]) -> None:
    half = len(some) // 2
    jobs = [_made(session, url, some[at : min(at + 500, half)]) for at in range(0, half, 500)]
    for body in some[half:]:
        session.post(f"{url}/v1/articles", json=body, timeout=120).raise_for_status()
    for job in jobs:
        while session.get(f"{url}/v1/jobs/{job}", timeout=60).json()["state"] not in ("done", "failed"):
            time.sleep(0.2)


def _made(session: requests.Session, url: str, some: list[dict[str, str]]) -> str:
    answer = session.post(f"{url}/v1/articles/batch", json=some, timeout=120)
    answer.raise_for_status()
    return str(answer.json()["id"])


if __name__ == "__main__":
    main()
