"""Opens what the subcommands need: the database, brought up to date, the reader, a file for a report."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click
from peewee import Database
from playhouse.pool import PooledDatabase

from service.extraction.reader import Reader
from service.settings import Settings
from service.storage.database import connect, migrate, pending_migrations


def connected(settings: Settings) -> Database:
    """The database that the settings name, whatever its state."""
    try:
        return connect(settings.database_url)
    except ValueError as error:
        raise click.ClickException(f"DATABASE_URL: {error}") from error


@contextmanager
def database(settings: Settings) -> Iterator[Database]:
    """The database, open and up to date, closed afterwards.

    SQLite is upgraded by itself: there is nobody else to ask. A shared PostgreSQL is upgraded by who runs
    it, when the other processes are ready for it.
    """
    connection = connected(settings)
    pending = pending_migrations(connection)
    if pending and not settings.database_url.startswith("sqlite:"):
        raise click.ClickException(
            f"the database {settings.database_label} lacks {len(pending)} migrations; run: quotes db upgrade"
        )
    if pending:
        migrate(connection)
    try:
        yield connection
    finally:
        connection.close()
        if isinstance(connection, PooledDatabase):
            connection.close_idle()


def reader(settings: Settings) -> Reader:
    """The reader for the model that the settings name; a model that isn't installed is one clear line."""
    # spaCy takes two seconds to import: only those wait who need it.
    from service.extraction.extractor import Extractor

    try:
        return Extractor(settings.model)
    except (OSError, ImportError) as error:
        raise click.ClickException(
            f"the spaCy model {settings.model!r} can't be loaded ({error}). "
            "SPACY_MODEL names an installed pipeline, or the folder of one"
        ) from error


def file(path: Path) -> TextIO:
    """The file at ``path``, emptied, to be written to; click's error where that can't be."""
    try:
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise click.FileError(str(path), hint=(error.strerror or str(error)).lower()) from error
