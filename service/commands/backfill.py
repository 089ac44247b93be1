"""``quotes backfill``: an archive into the database, read by many processes or machines."""

import os
from pathlib import Path

import click

from service.backfill.crew import Crew, Processes, Scheduler
from service.backfill.reading import Model, begin
from service.commands import opening, sources
from service.commands.backfilling import fill_all
from service.commands.failures import Failures
from service.commands.ingesting import tell
from service.settings import Settings


@click.command(short_help="Read an archive into the database with many processes, or machines.")
@sources.argument
@click.option(
    "--processes", type=click.IntRange(1, 512), help="Processes that read here. [default: one per core]"
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Have the workers of this Dask scheduler read: tcp://host:8786."
)
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The journal of what is stored. [default: SOURCE.quotes-backfill beside the first source]",
)
@click.option(
    "--failures",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write what was not stored to this file, as NDJSON that can be backfilled again.",
)
@click.option(
    "--batch", default=50, show_default=True, type=click.IntRange(1, 1000), help="Articles per transaction."
)
@sources.first_line_title
@click.pass_obj
def command(
    settings: Settings,
    paths: tuple[Path, ...],
    processes: int | None,
    scheduler: str | None,
    state: Path | None,
    failures: Path | None,
    batch: int,
    first_line_title: bool,
) -> None:
    """Store the articles of each SOURCE as `quotes ingest` does, read by many processes at once.

    A SOURCE is what docs/sources.md says: a file, a folder, NDJSON, any of these packed with gzip, or `-`.
    Articles are stored in the order in which they are found, some in each transaction. Stopped or killed, the
    same command goes on where it was: a journal says what is stored. Nothing is doubled.

    An article that can't be read, or that kills the processes that read it, is told at the end, and the exit
    code is 1; the others are stored. docs/operations.md tells of machines and rates.

    \b
    Example:
      quotes backfill archive.ndjson.gz clippings/ --failures failed.ndjson
      quotes backfill archive/ --scheduler tcp://10.1.0.7:8786
    """
    if scheduler and processes:
        raise click.UsageError("--processes are of this machine; the scheduler has workers of its own")
    given = sources.named(paths, first_line_title=first_line_title, failures=failures)
    with opening.database(settings), Failures(failures) as report:
        crew: Crew = Scheduler(scheduler) if scheduler else Processes(processes or os.cpu_count() or 1, begin)
        tally = fill_all(
            given.found,
            settings,
            crew,
            Model(settings.model),
            state=state or sources.journal_beside(paths, ".quotes-backfill"),
            batch=batch,
            size=given.size,
            report=report,
        )
    tell(tally)
