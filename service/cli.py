"""The ``quotes`` command. Subcommands are loaded when they are asked for, so that help is instant."""

import os
from importlib import import_module

import click
from peewee import DatabaseError, InterfaceError

from service import logs
from service.errors import TrackerError
from service.settings import Settings

# Before any library that starts threads of its own is loaded: one core per article is faster than two.
os.environ.setdefault("OMP_NUM_THREADS", "1")

COMMANDS = {
    "serve": "Run the service and its docs page on this machine.",
    "extract": "Show the quotes of a text, an HTML page or a JSON article; keep nothing.",
    "ingest": "Read files, folders or NDJSON archives into the database.",
    "backfill": "Read an archive into the database with many processes, or machines.",
    "reextract": "Read stored articles again; editors' decisions stay.",
    "seed": "Load the example articles, so that there is something to look at.",
    "worker": "Process background jobs until stopped.",
    "listen": "Receive what watches send, check it and print it.",
    "keys": "Make, list and revoke API keys.",
    "db": "Create the database, bring it up to date, back it up, restore it.",
    "evaluate": "Measure how right extraction is, against articles labelled by hand.",
    "openapi": "Print the API's OpenAPI specification, or check a file against it.",
}

EPILOG = """\b
Start here:
  quotes serve --seed            a working service with example articles
  quotes extract article.txt     the quotes of one article, as a table

Settings are environment variables (DATABASE_URL and others): docs/settings.md.

Exit codes: 0 all went well; 1 something failed, and it is said what; 2 the command line is not understood.
"""


class Quotes(click.Group):
    """Loads a subcommand from ``service.commands`` by its name, and tells errors in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names, in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The subcommand of that name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"service.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of subcommands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run; what a person can mend is one line on standard error, never a traceback."""
        ctx.obj = _settings()
        logs.configure(form=ctx.obj.log_format, level=ctx.obj.log_level)
        try:
            return super().invoke(ctx)
        except TrackerError as error:
            raise click.ClickException(error.detail) from error
        except (DatabaseError, InterfaceError) as error:
            reason = " ".join(str(error).split())
            where = ctx.obj.database_label
            raise click.ClickException(f"the database {where} can't be used: {reason}") from error


def _settings() -> Settings:
    try:
        return Settings.from_env()
    except ValueError as error:
        raise click.ClickException(str(error)) from error


@click.group(cls=Quotes, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="quote-tracker", message="%(prog)s %(version)s")
def main() -> None:
    """Find every direct quote in the news: who said it, in what role, where, and on what day."""
