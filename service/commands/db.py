"""``quotes db``: the database's tables."""

import click

from service.commands import opening
from service.settings import Settings
from service.storage.database import migrate, pending_migrations


@click.group(short_help="Create the database, bring it up to date, look at its state.")
def command() -> None:
    """Create the database that DATABASE_URL names, bring it up to date, look at its state.

    \b
    Example:
      DATABASE_URL=postgresql://localhost/quotes quotes db upgrade
    """


@command.command()
@click.pass_obj
def upgrade(settings: Settings) -> None:
    """Create the tables, or change them to what this version needs. Safe to run again.

    \b
    Example:
      quotes db upgrade
    """
    database = opening.connected(settings)
    pending = pending_migrations(database)
    migrate(database)
    for name in pending:
        click.echo(f"applied {name}")
    click.echo(f"{settings.database_label} is up to date")


@command.command()
@click.pass_obj
def status(settings: Settings) -> None:
    """List the migrations that are yet to be applied; exit 1 if there are any.

    \b
    Example:
      quotes db status
    """
    pending = pending_migrations(opening.connected(settings))
    for name in pending:
        click.echo(f"pending {name}")
    if pending:
        raise click.ClickException(f"{settings.database_label} is not up to date; run: quotes db upgrade")
    click.echo(f"{settings.database_label} is up to date")
