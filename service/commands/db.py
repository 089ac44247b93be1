"""``quotes db``: the database's tables."""

from pathlib import Path

import click

from service.commands import opening
from service.settings import Settings
from service.storage import backup as backups
from service.storage.database import migrate, pending_migrations


@click.group(short_help="Create the database, bring it up to date, back it up, restore it.")
def command() -> None:
    """Create the database that DATABASE_URL names, bring it up to date, back it up, restore it.

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


FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@command.command()
@FILE
@click.pass_obj
def backup(settings: Settings, file: Path) -> None:
    """Write all that the database holds at one moment into FILE, while the service goes on.

    SQLite: a SQLite file. PostgreSQL: an archive of pg_dump, which must be installed.

    \b
    Example:
      quotes db backup quotes-2026-03-04.backup
    """
    size = backups.save(opening.connected(settings), settings.database_url, file)
    click.echo(f"{file}: {size:,} bytes, all of {settings.database_label}")


@command.command()
@FILE
@click.option("--force", is_flag=True, help="Overwrite a database that is not empty: what it holds is lost.")
@click.pass_obj
def restore(settings: Settings, file: Path, force: bool) -> None:
    """Make the database what FILE holds, which `quotes db backup` wrote on the same kind of database.

    Stop the service and its workers first. A backup of an older version is restored as it was; then
    `quotes db upgrade` brings it up to date. One of a newer version is refused. On PostgreSQL, --force drops
    all tables and functions of the database's schema.

    \b
    Example:
      quotes db restore quotes-2026-03-04.backup
    """
    pending = backups.restore(opening.connected(settings), settings.database_url, file, force=force)
    click.echo(f"{settings.database_label} holds what {file} does")
    if pending:
        click.echo(f"It lacks {len(pending)} migrations; run: quotes db upgrade")
