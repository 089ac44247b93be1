"""``quotes keys``: who may call the service."""

from datetime import date

import click
from rich.console import Console
from rich.table import Column, Table

from service.commands import opening
from service.settings import Settings
from service.storage import audit, keys
from service.storage.database import write
from service.storage.records import KeyRecord, NewKey

PAGE = 100


@click.group(short_help="Make, list and revoke API keys.")
def command() -> None:
    """Make, list and revoke the keys that callers of the API send.

    \b
    Example:
      quotes keys create "CMS plug-in" --scope write
    """


@command.command()
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    default=["read"],
    show_default=True,
    type=click.Choice(keys.SCOPES),
    help="What it may do; may be given several times. write and review include read, admin all.",
)
@click.option("--expires", "expires_on", metavar="YYYY-MM-DD", help="Its last day, UTC. [default: none]")
@click.option(
    "--rate-limit",
    type=click.IntRange(1, 1_000_000),
    help="Requests a minute it may make. [default: RATE_LIMIT]",
)
@click.pass_obj
def create(
    settings: Settings, name: str, scopes: tuple[str, ...], expires_on: str | None, rate_limit: int | None
) -> None:
    """Make a key; NAME says whose it is or what for. Its token is printed this once, and not kept.

    Only the token goes to standard output, so that it can be piped to where it belongs.

    \b
    Example:
      quotes keys create "CMS plug-in" --scope write --expires 2027-06-30
    """
    if not name.strip() or len(name) > 100 or "\0" in name:
        raise click.BadParameter("must have 1 to 100 characters, not all white space", param_hint="NAME")
    _check_day(expires_on)

    def operation() -> NewKey:
        key = keys.create(name, scopes, expires_on=expires_on, rate_limit=rate_limit)
        audit.append("keys create", record_id=key.key.id)
        return key

    with opening.database(settings):
        made = write(operation)
    until = f", until {expires_on}" if expires_on else ""
    click.echo(f"{name} ({', '.join(made.key.scopes)}{until}). Keep this, it is not shown again:", err=True)
    click.echo(made.token)


@command.command("list")
@click.pass_obj
def list_(settings: Settings) -> None:
    """List the keys, revoked and expired ones too.

    \b
    Example:
      quotes keys list
    """
    table = Table(
        # On a narrow terminal the others take more lines: what a key is revoked by is there whole.
        Column("key", no_wrap=True),
        "name",
        "scopes",
        Column("state", no_wrap=True),
        Column("expires", no_wrap=True),
        Column("made", no_wrap=True),
        "last used",
    )
    with opening.database(settings):
        for key in _all():
            table.add_row(
                key.prefix,
                key.name,
                " ".join(key.scopes),
                key.state,
                key.expires_on or "never",
                key.created_at[:10],
                (key.last_used_at or "never")[:16].replace("T", " "),
            )
    Console().print(table if table.row_count else "There are no keys. Make one: quotes keys create NAME")


@command.command()
@click.argument("key")
@click.pass_obj
def revoke(settings: Settings, key: str) -> None:
    """Revoke a key: it is refused from now on. KEY is how it begins (qt_1a2b3c4d), or its id.

    \b
    Example:
      quotes keys revoke qt_7m2kq0xd
    """

    def operation() -> KeyRecord:
        found = keys.revoke(keys.named(key).id)
        audit.append("keys revoke", record_id=found.id)
        return found

    with opening.database(settings):
        revoked = write(operation)
    click.echo(f"{revoked.prefix} ({revoked.name}) is revoked")


def _all() -> list[KeyRecord]:
    page = keys.find(limit=PAGE)
    found = [*page.items]
    while page.next_cursor:
        page = keys.find(limit=PAGE, cursor=page.next_cursor)
        found += page.items
    return found


def _check_day(day: str | None) -> None:
    try:
        if day is not None and len(day) != len("2026-01-31"):
            raise ValueError
        date.fromisoformat(day or "2026-01-31")
    except ValueError:
        raise click.BadParameter(
            f"{day!r} is no day of the calendar, YYYY-MM-DD", param_hint="--expires"
        ) from None
