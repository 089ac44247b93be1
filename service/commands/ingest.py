"""``quotes ingest``: from files, folders and archives into the database, or to a service elsewhere."""

from pathlib import Path

import click

from service.commands import opening, remoting, sources
from service.commands.failures import Failures
from service.commands.ingesting import ingest_all, tell
from service.commands.remoting import Target
from service.settings import Settings


@click.command(short_help="Read files, folders or NDJSON archives into the database.")
@sources.argument
@sources.first_line_title
@click.option(
    "--failures",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write what was not stored to this file, as NDJSON that can be ingested again.",
)
@click.option("--url", help="Send the articles to the service at this address, and store nothing here.")
@click.option("--key", help="The API key for --url; better in the variable QUOTES_KEY, which nobody sees.")
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The journal of what was sent. [default: SOURCE.quotes-state beside the first source]",
)
@click.option(
    "--batch", default=100, show_default=True, type=click.IntRange(1, 1000), help="Articles sent together."
)
@click.option("--allow-http", is_flag=True, help="Send the key over http, to another machine too.")
@click.pass_obj
def command(
    settings: Settings,
    paths: tuple[Path, ...],
    first_line_title: bool,
    failures: Path | None,
    url: str | None,
    key: str | None,
    state: Path | None,
    batch: int,
    allow_http: bool,
) -> None:
    """Store the articles of each SOURCE with their quotes. Safe to run again: nothing is doubled.

    A SOURCE is a text (with or without a front matter), an HTML page, JSON or NDJSON with the fields of
    POST /v1/articles or with ninjs items, an RSS or Atom file, any of these packed with gzip, a folder of
    such files, or `-` for standard input. docs/sources.md says what is read from each. An article is known
    again by its external_id within its publication, else by its url, else by its text.

    An article that can't be read is told at the end, as file:line, and the exit code is 1; the others
    are stored.

    With --url the articles go to a service elsewhere, in batches, and are read by its workers. A journal
    remembers what arrived: stopped or killed, the same command goes on where it was.

    \b
    Example:
      quotes ingest archive.ndjson clippings/
      QUOTES_KEY=qt_… quotes ingest archive.ndjson.gz --url https://quotes.example.org
    """
    given = sources.named(paths, first_line_title=first_line_title, failures=failures)
    key = key or settings.quotes_key
    with Failures(failures) as report:
        if url:
            address = remoting.checked(url, key, allow_http=allow_http)
            journal = state or sources.journal_beside(paths, ".quotes-state")
            target = Target(url=address, key=key, state=journal, most=batch)
            tally = remoting.send_all(given.found, target, size=given.size, report=report)
        else:
            with opening.database(settings):
                reader = opening.reader(settings)
                tally = ingest_all(
                    given.found, settings, reader, label="Ingesting", size=given.size, report=report
                )
    tell(tally)
