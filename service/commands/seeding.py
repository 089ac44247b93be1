"""Loads the example articles; again and again if need be, nothing is doubled."""

import click

from service.commands.ingesting import ingest_all
from service.extraction.reader import Reader
from service.settings import Settings
from service.sources.files import documents

# Somebody whom the examples quote, for a first query.
SPEAKER = "Okonjo-Reyes"


def load(settings: Settings, reader: Reader) -> None:
    """Store the articles of ``seeds/articles.ndjson`` in the open database; a bad one is an error."""
    file = settings.seeds / "articles.ndjson"
    if not file.is_file():
        raise click.ClickException(
            f"there are no example articles in {settings.seeds}; SEEDS names their folder"
        )
    tally = ingest_all(documents(file), settings, reader, label="Loading examples", size=file.stat().st_size)
    click.echo(f"Examples: {tally}")
    if tally.failures:
        raise click.ClickException("\n".join(tally.failures))
