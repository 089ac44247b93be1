"""python -m benchmarks.hostile: how long a healthy client waits while others do their worst.

Starts the service as the Procfile does, on a database of invented quotes and with keys, and asks it from one
address (127.0.0.1) for what an editor asks for, while another (127.0.0.2) attacks. Each figure is of the
healthy client; the ratio is to the same requests without an attack, right before it.
"""

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.attacks import ATTACKS, LOOK, Scene
from benchmarks.bulk import fill
from benchmarks.running import empty, service
from benchmarks.tables import figure, table
from service.storage import keys
from service.storage.database import connect

PATIENCE = 90.0
FORK = multiprocessing.get_context("fork")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("--connections", type=int, default=2000)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--articles", type=int, default=1000, help="of ten quotes")
    parser.add_argument("--only", default="", help="only attacks whose name has this in it")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder), options) as scene:
        _ask(scene, 20)
        for name, attack in ATTACKS:
            if options.only not in name:
                continue
            before = _ask(scene, options.requests)
            # A process of its own: the healthy client must not wait for its attacker's interpreter.
            over = FORK.Event()
            attacker = FORK.Process(target=attack, args=(scene, options.connections, over), daemon=True)
            attacker.start()
            time.sleep(3)
            during = _ask(scene, options.requests)
            over.set()
            attacker.join(30)
            attacker.kill()
            time.sleep(2)
            rows.append((name, *_told(before), *_told(during), f"× {_p95(during) / _p95(before):.1f}"))
            print(f"{name}: {rows[-1][-1]}", flush=True)
    print(
        f"\n{options.workers} processes, {options.connections:,} connections that only hold, 32 that flood\n"
    )
    print(table(("attack", "p50 ms", "p95 ms", "p50 then", "p95 then", "p95"), rows))


def _ask(scene: Scene, number: int) -> list[float]:
    """Milliseconds of so many requests of a healthy client, one after the other; each is answered 200."""
    parts, found = urlsplit(scene.url), []
    for _ in range(number):
        begun = time.perf_counter()
        with closing(HTTPConnection(parts.netloc, timeout=PATIENCE)) as connection:
            connection.request("GET", LOOK, headers={"Authorization": f"Bearer {scene.key}"})
            answer = connection.getresponse()
            answer.read()
        assert answer.status == 200, answer.status
        found.append(1000 * (time.perf_counter() - begun))
        time.sleep(0.005)
    return sorted(found)


def _p95(times: list[float]) -> float:
    return times[int(0.95 * (len(times) - 1))]


def _told(times: list[float]) -> tuple[str, str]:
    return figure(times[len(times) // 2]), figure(_p95(times))


@contextmanager
def _served(folder: Path, options: argparse.Namespace) -> Iterator[Scene]:
    url = empty(folder)
    database = connect(url)
    database.connect(reuse_if_open=True)
    for _ in fill(options.articles):
        pass
    key = keys.create("healthy", ["read", "write"], rate_limit=10_000_000).token
    limited = keys.create("limited", ["read"], rate_limit=60).token
    database.close_all()
    settings = {"AUTH": "required", "TMPDIR": str(folder)}
    with service(url, folder, web=options.workers, worker=False, **settings) as running:
        yield Scene(running.url, key, limited)


if __name__ == "__main__":
    main()
