"""Runs a backfill: offers what was found, shows how far it has come, counts and reports what came of it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from service.backfill import reading
from service.backfill.crew import Crew
from service.backfill.filling import Filling, Offered, Outcome
from service.backfill.journal import Journal
from service.backfill.reading import Load
from service.commands.failures import Failures, problem_of
from service.commands.ingesting import Tally, fields_of
from service.commands.progress import Shown
from service.commands.submissions import submission
from service.errors import TrackerError
from service.settings import Settings
from service.sources.found import Found, Unreadable


class Interrupted(TrackerError):
    """Ctrl-C; what is stored is in the journal."""


def fill_all(
    found: Iterable[Found],
    settings: Settings,
    crew: Crew,
    load: Load,
    *,
    state: Path,
    batch: int,
    size: int | None,
    report: Failures,
) -> Tally:
    """Store every article of ``found`` that the journal in ``state`` does not know, read by ``crew``."""
    tally = Tally(report, before="stored before")
    try:
        _check_model(crew, load, settings.model)
        journal = Journal(state, _archive(settings))
        filling = Filling(
            crew,
            load,
            journal,
            max_chars=settings.max_text_chars,
            batch=batch,
            attempts=settings.job_item_attempts,
        )
        try:
            with Shown("Filling", size) as shown:
                for outcome in filling.fill(_offered(found, tally, shown)):
                    _count(outcome, tally, shown)
        finally:
            journal.close()
    except KeyboardInterrupt as error:
        click.echo(str(tally))
        raise Interrupted("interrupted. Run the same command again to go on where it stopped") from error
    finally:
        crew.close()
    return tally


def _archive(settings: Settings) -> str:
    """What tells this database from others, wherever the command is run."""
    scheme, _, path = settings.database_url.partition("sqlite:///")
    return settings.database_label if scheme else f"sqlite:///{Path(path).absolute()}"


def _check_model(crew: Crew, load: Load, model: str) -> None:
    """Have one process load the model: where it is not installed, no article is to blame."""
    try:
        crew.submit(reading.version, load).result()
    except Exception as error:
        if not isinstance(error, (OSError, ImportError, *crew.deadly)):
            raise
        raise click.ClickException(
            f"the spaCy model {model!r} can't be loaded by a process that is to read ({error}). "
            "SPACY_MODEL names an installed pipeline, or the folder of one"
        ) from error


def _offered(found: Iterable[Found], tally: Tally, shown: Shown) -> Iterator[Offered]:
    for item in found:
        try:
            fields = fields_of(item)
            yield Offered(item.where, fields, submission(fields), item.size)
        except TrackerError as error:
            tally.fail(item.where, problem_of(error), None if isinstance(item, Unreadable) else item.fields)
            shown.advance(item.size)


def _count(outcome: Outcome, tally: Tally, shown: Shown) -> None:
    offered, known = outcome.offered, outcome.outcome == "known"
    if outcome.error is not None:
        tally.fail(offered.where, problem_of(outcome.error), offered.fields)
    elif known:
        tally.known += 1
    else:
        tally.store(str(outcome.outcome), outcome.quotes)
    # What an earlier run did is no measure of how fast this one is.
    shown.advance(offered.size, 0 if known else 1)
