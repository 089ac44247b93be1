"""``quotes ingest``: from files, folders and archives into the database."""

from pathlib import Path

import click

from service.commands import opening
from service.commands.ingesting import ingest_all
from service.settings import Settings
from service.sources.files import STDIN, Reading, documents, files


@click.command(short_help="Read files, folders or NDJSON archives into the database.")
@click.argument(
    "paths", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(path_type=Path, allow_dash=True)
)
@click.option("--first-line-title", is_flag=True, help="The first line of a plain text is its headline.")
@click.pass_obj
def command(settings: Settings, paths: tuple[Path, ...], first_line_title: bool) -> None:
    """Store the articles of each SOURCE with their quotes. Safe to run again: nothing is doubled.

    A SOURCE is a text (with or without a front matter), an HTML page, JSON or NDJSON with the fields of
    POST /v1/articles or with ninjs items, an RSS or Atom file, any of these packed with gzip, a folder of
    such files, or `-` for standard input. docs/sources.md says what is read from each. An article is known
    again by its external_id within its publication, else by its url, else by its text.

    An article that can't be read is told at the end, as file:line, and the exit code is 1; the others
    are stored.

    \b
    Example:
      quotes ingest archive.ndjson clippings/
    """
    missing = [path for path in paths if path != STDIN and not path.exists()]
    if missing:
        raise click.BadParameter(f"there is no {', '.join(map(str, missing))}", param_hint="SOURCE")
    every = [file for path in paths for file in files(path)]
    if not every:
        where = ", ".join(map(str, paths))
        raise click.ClickException(f"no file of a kind that can be read (docs/sources.md) in {where}")
    size = None if STDIN in every else sum(file.stat().st_size for file in every)
    with opening.database(settings):
        reader = opening.reader(settings)
        reading = Reading(first_line_title=first_line_title)
        found = (item for file in every for item in documents(file, reading))
        tally = ingest_all(found, settings, reader, label="Ingesting", size=size)
    click.echo(str(tally))
    for failure in tally.failures:
        click.echo(failure, err=True)
    if tally.failures:
        raise click.exceptions.Exit(1)
