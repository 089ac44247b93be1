"""A reader for other processes: made by hand, slow where the text says so, and killed by some texts."""

import os
import signal
import sys
import time
from pathlib import Path

from service import logs
from service.backfill import filling
from service.backfill.crew import Processes
from service.backfill.journal import Journal
from service.backfill.reading import begin
from service.commands import opening
from service.commands.backfilling import fill_all
from service.commands.failures import Failures
from service.commands.ingesting import tell
from service.settings import Settings
from service.sources.files import documents
from service.tracker import bulk
from tests.api.reader import FakeReader


class FragileReader(FakeReader):
    def extract(self, text: str, **given: str | None):
        if "Poison" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "Fault" in text:
            raise RuntimeError("a bug of the reader")
        time.sleep(0.3 if "Slow" in text else 0.01)
        return super().extract(text, **given)


def load() -> FragileReader:
    return FragileReader()


def missing() -> FragileReader:
    raise OSError("no such model")


def die_at(moment: str) -> None:
    """Be killed with the second batch: begun, written but not committed, or committed and not yet told."""
    owner, name = {
        "begun": (filling, "store_all"),
        "written": (bulk, "_note"),
        "committed": (Journal, "end"),
    }[moment]
    real, left = getattr(owner, name), 2

    def dying(*given: object) -> object:
        nonlocal left
        left -= 1
        if left or moment == "written":
            result = real(*given)
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, dying)


if __name__ == "__main__":
    # A backfill in a process of its own, to be killed: the database, the source, the journal.
    database_url, source, state, *moment = sys.argv[1:]
    logs.configure(level="error")
    if moment:
        die_at(*moment)
    settings = Settings(database_url=database_url)
    crew = Processes(2, begin)
    with opening.database(settings), Failures(None) as report:
        tally = fill_all(
            documents(Path(source)),
            settings,
            crew,
            load,
            state=Path(state),
            batch=5,
            size=Path(source).stat().st_size,
            report=report,
        )
    tell(tally)
