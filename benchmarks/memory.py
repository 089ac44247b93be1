"""python -m benchmarks.memory: what each process holds, and whether it grows with the articles it reads.

Starts gunicorn with one web process and a job worker over an empty SQLite database. Half of the articles are
posted one by one, which the web process reads, the other half in jobs, which the worker reads. Their words
are invented; of an article with one quote (34 words) six are new at first, one or two after 10,000 articles.
"Own" is what the process does not share, files aside; "most" the most of it since the row before, looked at
every second. Both processes are renewed after 10,000 articles, so "processes" counts those that there were.
"""

import argparse
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice, pairwise
from pathlib import Path

import requests

from benchmarks import posts
from benchmarks.running import Running, empty, held, service
from benchmarks.tables import figure, table

SHARES = (0, 0.04, 0.2, 0.4, 0.6, 0.8, 1)
"""After which parts of the articles a row is printed."""

NAMES = ("web own MB", "most", "all", "processes", "worker own MB", "most", "all", "processes")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory", description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000, help="50,000 of one quote take half an hour")
    parser.add_argument("--quotes", type=int, default=4, help="of each article")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = empty(folder)
        with service(url, folder, RATE_LIMIT="1000000") as running:
            print(_grown(running, options.articles, options.quotes))


class Held:
    """What the latest of several processes that followed each other holds, and the most that one held."""

    def __init__(self, latest: Callable[[], int]) -> None:
        self._latest = latest
        self._were: set[int] = set()
        self._most = 0.0

    def look(self) -> tuple[float, float]:
        """Megabytes now: its own, and all."""
        while True:
            try:
                own, everything = held(pid := self._latest())
            except (OSError, KeyError, IndexError):  # it has just made room for the next
                continue
            self._were.add(pid)
            self._most = max(self._most, own)
            return own, everything

    def row(self) -> tuple[float, ...]:
        """Its figures in the order of NAMES; "most" begins anew."""
        own, everything = self.look()
        most, self._most = self._most, own
        return own, most, everything, len(self._were)


def _grown(running: Running, articles: int, quotes: int) -> str:
    session = requests.Session()
    waiting = posts.bodies(articles, quotes)
    processes = (Held(lambda: running.web()[-1]), Held(running.working))
    begun, told = time.monotonic(), []
    with _looked_at(processes):
        for before, now in pairwise((0, *(round(share * articles) for share in SHARES))):
            _read(session, running.url, list(islice(waiting, now - before)))
            told.append((f"{now:,}", *(figure(each) for one in processes for each in one.row())))
            print(f"{time.monotonic() - begun:,.0f} s:", *told[-1], flush=True)
    return table(("articles", *NAMES), told)


@contextmanager
def _looked_at(processes: tuple[Held, ...]) -> Iterator[None]:
    """Each of them every second."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(1):
            for each in processes:
                each.look()

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield
    finally:
        over.set()
        looking.join()


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
