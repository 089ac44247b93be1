"""python -m benchmarks.service: how soon `quotes serve` answers its first request, and how long one takes.

Starts the command on a free port with an empty database of its own, asks it for the quotes of one article of
about 800 words, one request after the other, and stops it again.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.tables import figure, table
from benchmarks.texts import SEEDS, of_words, read

ROOT = Path(__file__).resolve().parent.parent
WORDS = 800
PATIENCE = 60.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.service", description=__doc__)
    parser.add_argument("--requests", type=int, default=25)
    parser.add_argument("--starts", type=int, default=3, help="cold starts; the figure is their median")
    options = parser.parse_args()
    text = of_words(read([SEEDS]), WORDS)
    body = json.dumps({"text": text, "published_at": "2025-03-12"}).encode()
    firsts, times = [], []
    for _ in range(options.starts):
        started = time.perf_counter()
        with _serving() as url:
            quotes = _first_answer(url, body)
            firsts.append(time.perf_counter() - started)
            times += [_timed(url, body) for _ in range(options.requests)]
    times.sort()
    print(f"an article of {len(text.split())} words with {quotes} quotes; {options.starts} cold starts, each")
    print(f"followed by {options.requests} requests, one after the other\n")
    rows = [
        ("cold start to the first answer, s", figure(median(firsts))),
        ("POST /v1/extract, median ms", figure(1000 * median(times))),
        ("POST /v1/extract, 95th percentile ms", figure(1000 * times[int(0.95 * (len(times) - 1))])),
    ]
    print(table(("", "figure"), rows))


@contextmanager
def _serving() -> Iterator[str]:
    """The URL to post to, while the command runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/quotes.db", "LOG_LEVEL": "error"}
        command = [sys.executable, "-m", "service", "serve", "--port", str(port)]
        log = Path(folder, "log")
        with log.open("wb") as kept:
            process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=kept, stderr=kept)
        try:
            yield f"http://127.0.0.1:{port}/v1/extract"
        except OSError:
            print(log.read_text(encoding="utf-8"), file=sys.stderr)
            raise
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def _first_answer(url: str, body: bytes) -> int:
    """Asks until there is somebody to answer; how many quotes the answer has."""
    deadline = time.perf_counter() + PATIENCE
    while True:
        try:
            return len(json.loads(_ask(url, body))["quotes"])
        except urllib.error.HTTPError:
            raise
        except OSError:
            if time.perf_counter() > deadline:
                raise
            time.sleep(0.01)


def _timed(url: str, body: bytes) -> float:
    start = time.perf_counter()
    _ask(url, body)
    return time.perf_counter() - start


def _ask(url: str, body: bytes) -> bytes:
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        content: bytes = answer.read()
    return content


if __name__ == "__main__":
    main()
