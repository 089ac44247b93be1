"""``quotes seed``: something to look at."""

import click

from service.commands import opening, seeding
from service.settings import Settings


@click.command(short_help="Load the example articles, so that there is something to look at.")
@click.pass_obj
def command(settings: Settings) -> None:
    """Store the example articles with their quotes. Safe to run again: nothing is doubled.

    The articles were written for this project; their people are invented.

    \b
    Example:
      quotes seed
    """
    with opening.database(settings):
        seeding.load(settings, opening.reader(settings))
