"""python -m benchmarks.conformance: Schemathesis against the service as it is run: gunicorn, keys, a worker.

Every operation in every phase (examples, coverage, fuzzing, stateful), with all of Schemathesis's checks.
Runs follow each other, each with a seed of its own, until there were as many cases as were asked for. Ends
with 1 if anything failed. What Schemathesis prints goes to stdout as it is.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import requests

from benchmarks.running import prepare, service
from benchmarks.tables import table
from service.storage import keys
from service.storage.database import connect
from tests.api import allowances
from tests.api.news import BUDGET, article
from tests.databases import private_server

ROOT = Path(__file__).resolve().parent.parent
TAIL = 2_000
CASES = re.compile(r"^\s*([\d,]+) generated", re.M)
CONFIG = """
[generation]
allow-x00 = false
with-security-parameters = false
database = "none"
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.conformance", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--cases", type=int, default=20_000, help="how many, all runs together")
    parser.add_argument("--examples", type=int, default=50, help="the most per operation, phase and run")
    parser.add_argument("--seed", type=int, default=1, help="of the first run")
    parser.add_argument("--phases", default="examples,coverage,fuzzing,stateful")
    parser.add_argument("--only", action="append", default=[], help="an operationId; may come again")
    options = parser.parse_args()
    made, rows, failed, seen = 0, [], False, Counter[str]()
    seed = options.seed
    while made < options.cases:
        started = time.perf_counter()
        # A service of its own: to the one before, this run's Idempotency-Keys would be another request's.
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            code, cases = _run(folder, options, seed)
            seen.update(json.loads((folder / "seen.json").read_text("utf-8")))
        failed |= code != 0
        made += cases
        rows.append((seed, f"{cases:,}", f"{time.perf_counter() - started:.0f}", code))
        seed += 1
        if not cases:
            break
    print(f"\n{options.database}: {made:,} cases, {'something failed' if failed else 'nothing failed'}\n")
    print(table(("seed", "cases", "seconds", "exit"), rows))
    print("\n" + table(("answer", "times"), _answers(seen)))
    sys.exit(failed)


def _answers(seen: Counter[str]) -> list[tuple[str, str]]:
    """Statuses of all operations, what was let pass and why, operations that never did what was asked."""
    statuses = Counter[str]()
    operations: dict[str, set[str]] = {}
    for what, times in seen.items():
        operation, _, status = what.rpartition(" ")
        if status.isdecimal():
            statuses[status] += times
            operations.setdefault(operation, set()).add(status[0])
    rows = [(status, f"{times:,}") for status, times in sorted(statuses.items())]
    rows += [(what, f"{times:,}") for what, times in seen.items() if what.startswith("right")]
    never = sorted(operation for operation, first in operations.items() if "2" not in first)
    return [*rows, ("operations that never answered 2xx", ", ".join(never) or "none")]


def _run(folder: Path, options: argparse.Namespace, seed: int) -> tuple[int, int]:
    """One run against a service of its own; the whole logs if anything failed, or the ends of them."""
    code = 1
    try:
        with _database(options.database, folder) as url, _service(url, folder) as run:
            code, cases = _schemathesis(run, folder, options, seed)
    finally:
        for log in sorted(folder.glob("*.log")):
            written = log.read_text("utf-8", "replace")
            print(written if code else written[-TAIL:], file=sys.stderr)
    return code, cases


def _schemathesis(
    run: dict[str, object], folder: Path, options: argparse.Namespace, seed: int
) -> tuple[int, int]:
    """One run: what it ended with, and how many cases it made."""
    config, spec, told = folder / "schemathesis.toml", folder / "openapi.json", folder / "run.json"
    checks = (
        f"[checks.{name}]\nexpected-statuses = {json.dumps(check['expected-statuses'])}\n"
        for name, check in allowances.CHECKS.items()
    )
    config.write_text(CONFIG + "\n".join(checks), encoding="utf-8")
    served = requests.get(f"{run['url']}/openapi.json", timeout=30).json()
    spec.write_text(json.dumps(allowances.small(served)), encoding="utf-8")
    told.write_text(json.dumps(run | {"seen": str(folder / "seen.json")}), encoding="utf-8")
    command = [str(Path(sys.executable).with_name("st")), "--config-file", str(config), "run", str(spec)]
    command += ["--url", str(run["url"]), "-H", f"X-API-Key: {run['key']}", "--seed", str(seed)]
    command += ["--phases", options.phases, "--max-examples", str(options.examples), "--workers", "2"]
    command += ["--suppress-health-check", "all", "--continue-on-failure", "--no-color", "--warnings", "off"]
    for each in options.only:
        command += ["--include-operation-id", each]
    env = os.environ | {"SCHEMATHESIS_HOOKS": "tests.api.hooks", "CONFORMANCE": str(told)}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        printed = []
        for line in process.stdout:
            print(line, end="", flush=True)
            printed.append(line)
    found = CASES.findall("".join(printed))
    return process.returncode, int(found[-1].replace(",", "")) if found else 0


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a migrated database of the run's own."""
    with ExitStack() as stack:
        url = f"sqlite:///{folder}/quotes.db"
        if kind == "postgresql":
            url = stack.enter_context(private_server())
        prepare(url)
        yield url


@contextmanager
def _service(database_url: str, folder: Path) -> Iterator[dict[str, object]]:
    """gunicorn and a worker with a few articles; what ``tests.api.hooks`` has to know of them."""
    opened = connect(database_url)
    key = keys.create("schemathesis", ["admin"], rate_limit=1_000_000)
    opened.close_all()
    settings = {
        "AUTH": "required",
        "MAX_TEXT_CHARS": str(allowances.SMALL["text"]),
        "QUEUE_URL": os.environ.get("QUEUE_URL", ""),
    }
    with service(database_url, folder, web=2, **settings) as running:
        url = running.url
        session = requests.Session()
        session.headers["X-API-Key"] = key.token
        yield {"url": url, "key": key.token, "ids": _ids(url, session)}


def _ids(url: str, session: requests.Session) -> dict[str, list[str]]:
    """Stores articles; the ids of what is then there, by the name of the parameter that takes them."""
    for each in (article(), article(text=BUDGET, external_id="cms-2", title="Budget")):
        session.post(f"{url}/v1/articles", json=each, timeout=60).raise_for_status()
    job = session.post(f"{url}/v1/articles/batch", json=[article(external_id="cms-3")], timeout=60).json()
    found = {"job_id": [str(job["id"])]}
    for name, noun, member in (
        ("article_id", "articles", "id"),
        ("quote_id", "quotes", "id"),
        ("speaker_id", "speakers", "id"),
        ("slug", "topics", "slug"),
        ("key_id", "keys", "id"),
    ):
        found[name] = [each[member] for each in session.get(f"{url}/v1/{noun}", timeout=60).json()["data"]]
        assert found[name], f"no {noun}"
    return found


if __name__ == "__main__":
    main()
