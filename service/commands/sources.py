"""The SOURCEs of ``quotes ingest`` and ``quotes backfill``: their articles, and the place of a journal."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from service.sources.files import STDIN, Reading, documents, files
from service.sources.found import Found

argument = click.argument(
    "paths", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(path_type=Path, allow_dash=True)
)
first_line_title = click.option(
    "--first-line-title", is_flag=True, help="The first line of a plain text is its headline."
)


@dataclass(frozen=True, slots=True)
class Sources:
    """The articles of some files, in their order; how many bytes the files have, None if unknown."""

    found: Iterator[Found]
    size: int | None


def named(paths: tuple[Path, ...], *, first_line_title: bool, failures: Path | None) -> Sources:
    """The articles of all that ``paths`` name; what is not there, or has none, is click's error.

    So is a file for ``failures`` that is one of them: it is written anew before it could be read.
    """
    every = _files(paths)
    if failures is not None and failures.resolve() in {file.resolve() for file in every if file != STDIN}:
        raise click.BadParameter(f"{failures} is a source; name another file", param_hint="--failures")
    reading = Reading(first_line_title=first_line_title)
    return Sources(
        found=(item for file in every for item in documents(file, reading)),
        size=None if STDIN in every else sum(file.stat().st_size for file in every),
    )


def journal_beside(paths: tuple[Path, ...], suffix: str) -> Path:
    """The journal's place where none is named: beside the first source."""
    if paths[0] == STDIN:
        raise click.UsageError("standard input has no place for a journal: name one with --state")
    return paths[0].with_name(paths[0].resolve().name + suffix)


def _files(paths: tuple[Path, ...]) -> list[Path]:
    missing = [path for path in paths if path != STDIN and not path.exists()]
    if missing:
        raise click.BadParameter(f"there is no {', '.join(map(str, missing))}", param_hint="SOURCE")
    every = [file for path in paths for file in files(path)]
    if not every:
        where = ", ".join(map(str, paths))
        raise click.ClickException(f"no file of a kind that can be read (docs/sources.md) in {where}")
    return every
