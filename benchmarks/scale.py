"""python -m benchmarks.scale: how each read, and the storing of an article, grows with the archive.

Runs ``python -m benchmarks.archive`` over archives of 10,000 and 100,000 quotes, which it fills, and over
those of ``--database``, which may have a million: to fill one takes an hour. CPU is what a request cost the
service and its process of the database; storing an article is told by the clock.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.tables import figure, table

ROOT = Path(__file__).resolve().parent.parent
CPU_P50, CPU_P95 = 3, 4


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000], help="quotes")
    parser.add_argument("--database", action="append", default=[], help="URL of a filled archive")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--ingest", type=int, default=20, help="articles that are taken in, and deleted")
    options = parser.parse_args()
    asked = ["--rounds", str(options.rounds), "--ingest", str(options.ingest)]
    found = [_archive(["--quotes", str(size), *asked]) for size in options.sizes]
    found += [_archive(["--database", url, *asked]) for url in options.database]
    print(_told(found))


def _archive(arguments: Sequence[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "figures.json")
        command = [sys.executable, "-m", "benchmarks.archive", *arguments, "--json", str(told)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
        figures: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
        return figures


def _told(found: Sequence[dict[str, Any]]) -> str:
    sizes = [f"{each['quotes']:,}" for each in found]
    columns = [dict(each["measured"]) for each in found]
    rows = []
    for name, first in columns[0].items():
        shares = (CPU_P50, CPU_P95) if len(first) > CPU_P95 else (0, 1)
        rows.append((name, *(figure(column[name][share]) for share in shares for column in columns)))
    headings = [f"{share} {size}" for share in ("p50 of", "p95 of") for size in sizes]
    return table(("milliseconds of CPU", *headings), rows)


if __name__ == "__main__":
    main()
