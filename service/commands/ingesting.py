"""Stores the articles that were found, one by one: a bad one is counted and told at the end, never fatal."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from service.commands.submissions import Refused, submission
from service.errors import TrackerError
from service.extraction.reader import Reader
from service.settings import Settings
from service.sources.found import Found, Unreadable
from service.tracker.processing import ingest

# Where there is no terminal to draw a bar on, a line now and then shows that it lives.
LINE_EVERY = 200


@dataclass
class Tally:
    """What became of the articles: how many had each outcome, their quotes, and the failures in order."""

    outcomes: Counter[str] = field(default_factory=Counter)
    quotes: int = 0
    failures: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """One line for a person."""
        kinds = ("created", "revised", "unchanged")
        counts = ", ".join(f"{self.outcomes[kind]} {kind}" for kind in kinds)
        articles = self.outcomes.total()
        failed = f", {len(self.failures)} failed" if self.failures else ""
        return f"{articles} article{'' if articles == 1 else 's'} ({counts}), {self.quotes} quotes{failed}"


def ingest_all(
    found: Iterable[Found], settings: Settings, reader: Reader, *, label: str, size: int | None
) -> Tally:
    """Store every article of ``found``; ``size`` is how many bytes they take together, None if unknown."""
    tally = Tally()
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task(label, total=size or None)
        for number, item in enumerate(found, start=1):
            _store(item, settings, reader, tally)
            progress.update(bar, advance=item.size, description=f"{label} {number}")
            if not console.is_terminal and number % LINE_EVERY == 0:
                click.echo(f"{label} {number}", err=True)
        progress.update(bar, completed=size or 1, total=size or 1)
    return tally


def _store(item: Found, settings: Settings, reader: Reader, tally: Tally) -> None:
    try:
        if isinstance(item, Unreadable):
            raise Refused(item.reason)
        stored = ingest(submission(item.fields), reader, settings.max_text_chars)
    except TrackerError as error:
        tally.failures.append(f"{item.where}: {error}")
        return
    tally.outcomes[stored.outcome] += 1
    tally.quotes += len(stored.quotes)
