"""Reads articles again one by one, shows how far it has come, and tells what each quote was and would be."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from service.commands.explaining import printable
from service.commands.progress import LINE_EVERY
from service.errors import TrackerError
from service.extraction.reader import Reader
from service.storage.records import FieldChange, Reread
from service.tracker.processing import Ingested, reextract


@dataclass
class Tally:
    """How many articles were read again, what became of their quotes, and what failed."""

    dry_run: bool
    articles: int = 0
    otherwise: int = 0
    kept: int = 0
    new: int = 0
    gone: int = 0
    failures: list[str] = field(default_factory=list)
    interrupted: bool = False

    def count(self, reread: Iterable[Reread]) -> None:
        """Adds what became of an article's quotes."""
        for quote in reread:
            self.new += quote.outcome == "new"
            self.gone += quote.outcome == "gone"
            self.otherwise += quote.outcome == "otherwise"
            self.kept += any(change.kept for change in quote.changes)

    def __str__(self) -> str:
        """One line for a person."""
        articles = f"{self.articles} article{'' if self.articles == 1 else 's'}"
        plural = "" if self.otherwise == 1 else "s"
        lead = f"{articles} would be read again" if self.dry_run else f"{articles} read again"
        failed = f"; {len(self.failures)} failed" if self.failures else ""
        return (
            f"{lead}: {self.otherwise} quote{plural} read otherwise ({self.kept} kept as an editor decided), "
            f"{self.new} new, {self.gone} gone{failed}"
        )


def read_all(ids: Iterable[str], total: int, reader: Reader, *, dry_run: bool) -> Tally:
    """Read the articles with these ids again; with ``dry_run`` print what would change and store nothing."""
    tally = Tally(dry_run)
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # What is printed to a terminal goes above the bar; what goes to a file must stay out of it.
    both = sys.stdout.isatty()
    with Progress(
        *columns, console=console, disable=not console.is_terminal, redirect_stdout=both
    ) as progress:
        bar = progress.add_task("Reading", total=total)
        try:
            for number, article_id in enumerate(ids, start=1):
                _read(article_id, reader, tally)
                progress.advance(bar)
                if not console.is_terminal and number % LINE_EVERY == 0:
                    click.echo(f"Reading {number} of {total}", err=True)
        except KeyboardInterrupt:
            tally.interrupted = True
    return tally


def _read(article_id: str, reader: Reader, tally: Tally) -> None:
    try:
        done = reextract(article_id, reader, rehearse=tally.dry_run)
    except TrackerError as error:
        tally.failures.append(error.detail)
        return
    tally.articles += 1
    tally.count(done.reread)
    if tally.dry_run:
        for line in differences(done):
            click.echo(line)


def differences(done: Ingested) -> Iterator[str]:
    """The lines that show an article's quotes as they were and would be; none where all stay as they are."""
    if done.reread:
        yield printable(f"article {done.article.id} {done.article.title or ''}").rstrip()
    for quote in done.reread:
        what = quote.status if quote.outcome == "otherwise" else quote.outcome
        yield f"  {what} {quote.quote_id} “{' '.join(printable(quote.text).split())}”"
        for change in quote.changes:
            yield f"    {_difference(change)}"


def _difference(change: FieldChange) -> str:
    if change.field == "segments" and change.now is None:
        return "the machine no longer finds it; kept, an editor decided"
    if change.field == "segments" and change.was is None:
        return "the machine finds it again"
    kept = "; kept, an editor decided" if change.kept else ""
    return f"{change.field}: {_shown(change.was)} → {_shown(change.now)}{kept}"


def _shown(value: Any) -> str:  # noqa: ANN401 - a string, a speaker, segments or None, as JSON has them
    if value is None:
        return "—"
    if isinstance(value, list):
        return " ".join(f"“{printable(span['text'])}”" for span in value)
    return printable(value["name"] if isinstance(value, dict) else value)
