"""python -m benchmarks.chaos: what clients are told and what is kept when something breaks.

Starts the service as it is run (gunicorn with two processes, a job worker, a database of its own), has
clients post articles and read quotes, breaks something, and counts. Ends with 1 if anything acknowledged was
lost, doubled or half stored, if an answer was no precise problem, or if the service was not back in time.
Nothing is shared with a service that runs on this machine.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.tables import figure, table
from tests.chaos.faults import FAULTS, Fault
from tests.chaos.reader import MODEL
from tests.chaos.stack import can_mount
from tests.chaos.trials import Counts, run

HEAD = (
    "fault",
    "database",
    "sent",
    "acknowledged",
    "refused",
    "no answer",
    "sent again",
    "lost",
    "doubled",
    "half",
    "wrong answers",
    "back after, s",
    "slowest, s",
    "slowest read, s",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chaos", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), action="append", default=[])
    parser.add_argument(
        "--only", action="append", default=[], help="a part of a fault's name; may come again"
    )
    parser.add_argument("--model", action="store_true", help="read with the model, not by hand")
    options = parser.parse_args()
    os.environ[MODEL] = "yes" if options.model else "no"
    done, bad = [], []
    for fault in FAULTS:
        for engine in fault.engines:
            if engine not in (options.database or fault.engines) or not _asked(fault, options.only):
                continue
            if fault.small_disk and not can_mount():
                print(f"{fault.name} on {engine}: left out, a disk of its own can't be mounted here")
                continue
            with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
                try:
                    counts = run(fault, engine, Path(folder))
                except AssertionError as error:
                    bad.append(f"{fault.name} on {engine}: {error}")
                    continue
            done.append(counts)
            bad += [f"{fault.name} on {engine}: {each}" for each in counts.failings(fault)]
            print(f"{fault.name} on {engine}: {counts.seconds:.0f} s", file=sys.stderr)
    print(table(HEAD, [_row(each) for each in done]))
    print("\n".join(["", *bad] if bad else ["", "nothing lost, doubled or half stored"]))
    sys.exit(bool(bad))


def _asked(fault: Fault, only: list[str]) -> bool:
    return not only or any(each in fault.name for each in only)


def _row(one: Counts) -> tuple[object, ...]:
    told = (one.sent, one.acknowledged, one.refused, one.unanswered, one.resent)
    kept = (one.lost, one.doubled, len(one.half), sum(one.wrong.values()))
    return (
        one.fault,
        one.engine,
        *told,
        *kept,
        figure(one.back),
        figure(one.slowest),
        figure(one.slowest_read),
    )


if __name__ == "__main__":
    main()
