"""``quotes extract``: what the reader finds in one article, for a person or for a script."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas.quotes import Extraction as ExtractionSchema
from service.api.extract import answer
from service.commands import opening
from service.commands.explaining import explain, printable
from service.commands.submissions import Refused, submission
from service.errors import TrackerError
from service.extraction.annotations import Extraction
from service.settings import Settings
from service.sources.files import documents
from service.sources.found import Unreadable
from service.tracker.extracting import extract


@click.command(short_help="Show the quotes of a text, an HTML page or a JSON article; keep nothing.")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, allow_dash=True)
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object per article, as POST /v1/extract does."
)
@click.option(
    "--explain",
    "explained",
    is_flag=True,
    help="Print the text in colour, and for each quote the rule, the words that prove each field, and the "
    "runner-up.",
)
@click.option(
    "--published-at", metavar="DATE", help="When it was published (2026-01-06): what “Thursday” counts from."
)
@click.option("--title", help="The headline.")
@click.pass_obj
def command(
    settings: Settings,
    files: tuple[Path, ...],
    as_json: bool,
    explained: bool,
    published_at: str | None,
    title: str | None,
) -> None:
    """Show who is quoted in each FILE: the exact words, the speaker, the role, the medium and the day.

    A FILE is plain text, an HTML page, or JSON with the fields of POST /v1/articles; `-` is standard
    input. Nothing is stored.

    --explain shows why: docs/commands.md says how to read it. Colours go to a terminal; FORCE_COLOR=1 sends
    them through a pipe too.

    \b
    Example:
      quotes extract article.txt --published-at 2026-01-06
      quotes extract --explain article.txt
      curl -s https://news.example/story.html | quotes extract --json -
    """
    if as_json and explained:
        raise click.UsageError("--json and --explain can't be had at once")
    given = {"published_at": published_at, "title": title}
    reader = opening.reader(settings)
    failed = False
    for found in (found for file in files for found in documents(file)):
        try:
            if isinstance(found, Unreadable):
                raise Refused(found.reason)
            fields = found.fields | {name: value for name, value in given.items() if value is not None}
            extraction = extract(submission(fields), reader, settings.max_text_chars)
        except TrackerError as error:
            failed = True
            click.echo(f"{found.where}: {error}", err=True)
            continue
        if as_json:
            click.echo(json.dumps(ExtractionSchema().dump(answer(extraction)), ensure_ascii=False))
        else:
            show(found.where, extraction, explained=explained)
    if failed:
        raise click.exceptions.Exit(1)


def show(where: str, extraction: Extraction, *, explained: bool = False) -> None:
    """Print the quotes as a table, or over the text with what decided them; beneath it what was unusual."""
    console = Console()
    if not extraction.quotes:
        console.print(Text(f"{where}: no quotes"))
    elif explained:
        explain(console, where, extraction)
    else:
        console.print(_table(where, extraction))
    for note in extraction.notes:
        console.print(Text(f"note: {note}"))
    if not extraction.supported:
        console.print(Text(f"note: the text is not in a language that can be read ({extraction.language})"))


def _table(where: str, extraction: Extraction) -> Table:
    table = Table(title=Text(where), title_justify="left", show_lines=True)
    for heading, ratio in (("Quote", 6), ("Speaker", 3), ("Role", 3), ("Medium", 2), ("Said on", 2)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    table.add_column("Sure", justify="right", no_wrap=True)
    for quote in extraction.quotes:
        table.add_row(
            Text(f"“{printable(quote.text)}”"),
            Text(printable(quote.speaker.name) if quote.speaker else "—"),
            Text(printable(quote.role or "—")),
            Text(str(quote.medium).replace("_", " ")),
            Text(quote.said_on or "—"),
            f"{quote.confidence:.0%}",
        )
    return table
