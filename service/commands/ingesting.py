"""Stores the articles that were found, one by one: a bad one is counted and told at the end, never fatal."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import click

from service.commands.failures import Failures, problem_of
from service.commands.progress import Shown
from service.commands.submissions import Refused, submission
from service.errors import TrackerError
from service.extraction.reader import Reader
from service.settings import Settings
from service.sources.found import Found, Unreadable
from service.tracker.processing import ingest


@dataclass
class Tally:
    """What became of the articles: how many had each outcome, their quotes, and the failures in order.

    ``known`` were sent or stored by an earlier run, and not again.
    """

    report: Failures
    outcomes: Counter[str] = field(default_factory=Counter)
    quotes: int = 0
    known: int = 0
    before: str = "sent before"
    failures: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """One line for a person."""
        kinds = ("created", "revised", "unchanged")
        counts = ", ".join(f"{self.outcomes[kind]} {kind}" for kind in kinds)
        articles = self.outcomes.total()
        known = f", {self.known} {self.before}" if self.known else ""
        failed = f", {len(self.failures)} failed" if self.failures else ""
        plural = "" if articles == 1 else "s"
        quotes = f"{self.quotes} quote{'' if self.quotes == 1 else 's'}"
        return f"{articles} article{plural} ({counts}), {quotes}{known}{failed}"

    def store(self, outcome: str, quotes: int) -> None:
        """An article was stored."""
        self.outcomes[outcome] += 1
        self.quotes += quotes

    def fail(self, where: str, problem: Mapping[str, object], article: Mapping[str, object] | None) -> None:
        """An article was not stored."""
        self.failures.append(f"{where}: {problem['detail']}")
        self.report.add(where, problem, article)


def ingest_all(
    found: Iterable[Found],
    settings: Settings,
    reader: Reader,
    *,
    label: str,
    size: int | None,
    report: Failures | None = None,
) -> Tally:
    """Store every article of ``found``; ``size`` is how many bytes they take together, None if unknown."""
    tally = Tally(report or Failures(None))
    with Shown(label, size) as shown:
        for item in found:
            _store(item, settings, reader, tally)
            shown.advance(item.size)
    return tally


def tell(tally: Tally) -> None:
    """Say what became of the articles; with failures the exit code is 1."""
    click.echo(str(tally))
    for failure in tally.failures:
        click.echo(failure, err=True)
    if tally.failures:
        raise click.exceptions.Exit(1)


def fields_of(item: Found) -> dict[str, object]:
    """The fields of the article that was found; raises Refused where there is none."""
    if isinstance(item, Unreadable):
        raise Refused(item.reason)
    return item.fields


def _store(item: Found, settings: Settings, reader: Reader, tally: Tally) -> None:
    try:
        stored = ingest(submission(fields_of(item)), reader, settings.max_text_chars)
    except TrackerError as error:
        tally.fail(item.where, problem_of(error), None if isinstance(item, Unreadable) else item.fields)
        return
    tally.store(stored.outcome, len(stored.quotes))
