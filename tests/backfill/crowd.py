"""One of several backfills at once, in a process of its own, which soon loses patience with the others."""

import sys
from pathlib import Path

from service import logs
from service.backfill.crew import Processes
from service.backfill.reading import begin
from service.commands import opening
from service.commands.backfilling import fill_all
from service.commands.failures import Failures
from service.commands.ingesting import tell
from service.settings import Settings
from service.sources.files import documents
from service.storage import database
from service.tracker import pacing
from tests.backfill.reader import load

if __name__ == "__main__":
    database_url, source = sys.argv[1:]
    database.BUSY_SECONDS = 1
    pacing.LOCK_SECONDS, pacing.PAUSE_SECONDS = 0.02, 0.1
    logs.configure(level="info")
    settings = Settings(database_url=database_url)
    with opening.database(settings), Failures(None) as report:
        tally = fill_all(
            documents(Path(source)),
            settings,
            Processes(1, begin),
            load,
            state=Path(f"{source}.journal"),
            batch=20,
            size=None,
            report=report,
        )
    tell(tally)
