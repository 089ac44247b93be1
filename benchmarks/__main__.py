"""python -m benchmarks [TABLE …]: the tables of docs/operations.md, each by the command that prints it.

Without a name all are printed that need no more than what is installed and some minutes. What follows ``--``
are options of the one table that is named.
"""

import argparse
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

TABLES = {
    "extraction": ("benchmarks.extraction", ["--beside", "textacy"]),
    "starting": ("benchmarks.starting", []),
    "memory": ("benchmarks.memory", []),
    "load": ("benchmarks.load", []),
    "scale": ("benchmarks.scale", []),
    "ingest": ("benchmarks.ingest", []),
    "faults": ("benchmarks.chaos", []),
    "hostile": ("benchmarks.hostile", []),
}
"""The module that prints each table, and the options that it is printed with."""


def main() -> None:
    given = sys.argv[1:]
    at = given.index("--") if "--" in given else len(given)
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=", ".join(TABLES))
    names = parser.parse_args(given[:at]).tables
    unknown = [name for name in names if name not in TABLES]
    if unknown or (given[at + 1 :] and len(names) != 1):
        parser.error(f"there is no table {unknown[0]!r}" if unknown else "options go to one table")
    failed = [name for name in names or TABLES if _printed(name, given[at + 1 :])]
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def _printed(name: str, options: list[str]) -> bool:
    """Prints the table and how it came about; whether that failed."""
    module, usual = TABLES[name]
    if find_spec(module) is None:
        print(f"## {name}\n\n{module} is not here.\n", flush=True)
        return False
    command = ["-m", module, *usual, *options]
    print(f"## {name}: python {' '.join(command)}\n", flush=True)
    start = time.perf_counter()
    code = subprocess.run([sys.executable, *command], cwd=ROOT, check=False).returncode
    print(f"\n{time.perf_counter() - start:,.0f} s\n", flush=True)
    return code != 0


if __name__ == "__main__":
    main()
