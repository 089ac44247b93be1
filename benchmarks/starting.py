"""python -m benchmarks.starting: how long each process takes from its start until it does its work.

The service until /readyz says that it is ready (an empty SQLite database); a web process in the place of one
that was killed, until /readyz answers again; a job worker until the article that waited for it is stored.
"""

import argparse
import os
import signal
import tempfile
import time
from pathlib import Path
from statistics import median

import requests

from benchmarks import posts
from benchmarks.running import empty, process, ready, service
from benchmarks.tables import figure, table


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.starting", description=__doc__)
    parser.add_argument("--starts", type=int, default=3, help="figures are medians of so many")
    options = parser.parse_args()
    spent = [_seconds(seed) for seed in range(options.starts)]
    whole, again, worker = (median(column) for column in zip(*spent, strict=True))
    rows = [
        ("gunicorn, from nothing to /readyz", figure(whole)),
        ("a web process, in the place of a killed one", figure(again)),
        ("a job worker, to its first article stored", figure(worker)),
    ]
    print(table(("seconds", "median"), rows))


def _seconds(seed: int) -> tuple[float, float, float]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = empty(folder)
        start = time.perf_counter()
        with service(url, folder, worker=False) as running:
            whole = time.perf_counter() - start
            (web,) = running.web()
            os.kill(web, signal.SIGKILL)
            start = time.perf_counter()
            ready(running.url, folder / "web.log", every=0.01)
            again = time.perf_counter() - start
            return whole, again, _worker(running.url, url, folder, seed)


def _worker(address: str, database_url: str, folder: Path, seed: int) -> float:
    (body,) = posts.bodies(1, seed=seed)
    answer = requests.post(f"{address}/v1/articles/batch", json=[body], timeout=60)
    answer.raise_for_status()
    job = answer.json()["id"]
    env = os.environ | {"DATABASE_URL": database_url, "QUEUE_URL": f"sqlite:///{folder}/jobs.db"}
    start = time.perf_counter()
    with process(["-m", "service", "worker"], env, folder / "worker.log"):
        while requests.get(f"{address}/v1/jobs/{job}", timeout=60).json()["state"] != "done":
            time.sleep(0.02)
        return time.perf_counter() - start


if __name__ == "__main__":
    main()
