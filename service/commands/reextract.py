"""``quotes reextract``: what this version reads of articles that an older one read."""

from collections.abc import Iterator

import click

from service.commands import opening
from service.commands.rereading import read_all
from service.extraction.reader import Reader
from service.settings import Settings
from service.storage import articles


@click.command(short_help="Read stored articles again; editors' decisions stay.")
@click.option(
    "--article", "chosen", multiple=True, metavar="ID", help="Only this article; may be given again."
)
@click.option("--all", "every", is_flag=True, help="Every article, those that this version read too.")
@click.option(
    "--extractor",
    metavar="OLD",
    help="Only articles that this version read last, such as rules-2+en_core_web_sm-3.8.0.",
)
@click.option("--dry-run", is_flag=True, help="Store nothing; print what would change, quote by quote.")
@click.pass_obj
def command(
    settings: Settings, chosen: tuple[str, ...], every: bool, extractor: str | None, dry_run: bool
) -> None:
    """Read stored articles with the rules and the model of today, by default all that another version read.

    What an editor decided stays in force, whatever is read now; where it is read otherwise, the quote's
    history tells, and GET /v1/quotes?reading=changed lists it. Each article is stored on its own:
    interrupted, the command goes on where it stopped when it is run again.

    \b
    Example:
      quotes reextract --dry-run
      quotes reextract --article 01jx3v5k8m9n2p4q6r7s8t9v0w
    """
    if sum((bool(chosen), every, extractor is not None)) > 1:
        raise click.UsageError("--article, --all and --extractor can't be had together")
    with opening.database(settings):
        reader = opening.reader(settings)
        total, ids = _chosen(chosen, every, extractor, reader)
        tally = read_all(ids, total, reader, dry_run=dry_run)
    click.echo(str(tally))
    for failure in tally.failures:
        click.echo(failure, err=True)
    if tally.interrupted:
        left = total - tally.articles - len(tally.failures)
        click.echo(f"interrupted with {left} of {total} to go; run it again", err=True)
    if tally.failures or tally.interrupted:
        raise click.exceptions.Exit(1)


def _chosen(
    chosen: tuple[str, ...], every: bool, extractor: str | None, reader: Reader
) -> tuple[int, Iterator[str]]:
    if chosen:
        return len(set(chosen)), iter(dict.fromkeys(chosen))
    return articles.read_by(extractor, other_than=None if every or extractor else reader.version)
