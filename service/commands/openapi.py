"""``quotes openapi``: the specification that the code makes, and whether a file still is it."""

import difflib
from pathlib import Path

import click

from service.api.openapi import as_yaml, specification
from service.app import create_app
from service.commands import opening
from service.settings import Settings

DIFF_LINES = 60


@click.command(short_help="Print the API's OpenAPI specification, or check a file against it.")
@click.option(
    "--check",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Print nothing if this file is the specification; else the difference, and exit 1.",
)
@click.pass_obj
def command(settings: Settings, check: Path | None) -> None:
    """Print the OpenAPI 3.1 specification as YAML, made from the code.

    \b
    Example:
      quotes openapi > openapi.yaml
      quotes openapi --check openapi.yaml
    """
    app = create_app(settings, opening.reader(settings), opening.connected(settings))
    made = as_yaml(specification(app))
    if check is None:
        click.echo(made, nl=False)
        return
    kept = check.read_text(encoding="utf-8")
    diff = list(
        difflib.unified_diff(kept.splitlines(), made.splitlines(), str(check), "the code", lineterm="")
    )
    if diff:
        click.echo("\n".join(diff[:DIFF_LINES]))
        raise click.ClickException(f"{check} is not what the code makes; run: quotes openapi > {check}")
