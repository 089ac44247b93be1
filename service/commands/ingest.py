"""``quotes ingest``: from files, folders and archives into the database."""

from pathlib import Path

import click

from service.commands import opening
from service.commands.documents import STDIN, documents, files
from service.commands.ingesting import ingest_all
from service.settings import Settings


@click.command(short_help="Read files, folders or NDJSON archives into the database.")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path, allow_dash=True)
)
@click.pass_obj
def command(settings: Settings, paths: tuple[Path, ...]) -> None:
    """Store the articles of each PATH with their quotes. Safe to run again: nothing is doubled.

    A PATH is a text, HTML or JSON file, an NDJSON archive (one article a line, with the fields of POST
    /v1/articles), a folder of such files, or `-` for standard input. An article is known again by its
    external_id within its publication, else by its url, else by its text.

    An article that can't be read is told at the end, as file:line, and the exit code is 1; the others
    are stored.

    \b
    Example:
      quotes ingest archive.ndjson clippings/
    """
    missing = [path for path in paths if path != STDIN and not path.exists()]
    if missing:
        raise click.BadParameter(f"there is no {', '.join(map(str, missing))}", param_hint="PATH")
    every = [file for path in paths for file in files(path)]
    if not every:
        raise click.ClickException("no .txt, .html, .json or .ndjson file in " + ", ".join(map(str, paths)))
    size = None if STDIN in every else sum(file.stat().st_size for file in every)
    with opening.database(settings):
        reader = opening.reader(settings)
        found = (item for file in every for item in documents(file))
        tally = ingest_all(found, settings, reader, label="Ingesting", size=size)
    click.echo(str(tally))
    for failure in tally.failures:
        click.echo(failure, err=True)
    if tally.failures:
        raise click.exceptions.Exit(1)
