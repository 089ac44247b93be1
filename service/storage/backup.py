"""A database as one file and back: which files are taken, what is overwritten, what must fit."""

from collections.abc import Sequence
from pathlib import Path

from peewee import Database, PostgresqlDatabase, SqliteDatabase

from service.errors import TrackerError
from service.storage import postgresql_backup, sqlite_backup
from service.storage.database import MIGRATIONS, pending_migrations
from service.storage.tables import TABLES


class BackupRefused(TrackerError):
    """The backup or the restore can't be done as it was asked for."""

    slug = "backup-refused"


def save(db: Database, url: str, file: Path) -> int:
    """Writes all that ``db`` (at ``url``) holds at one moment into ``file``; returns its size in bytes.

    Others may write meanwhile: what they commit after that moment is not in it. Raises BackupRefused.
    """
    if file.exists():
        raise BackupRefused(f"{file} exists already; name a file that does not")
    if not file.absolute().parent.is_dir():
        raise BackupRefused(f"there is no folder {file.absolute().parent} to write to")
    if not _applied(db):
        raise BackupRefused("the database has no tables, so there is nothing to back up")
    # Under its name once it is whole: half a backup must not pass for one.
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    try:
        if isinstance(db, SqliteDatabase):
            sqlite_backup.save(Path(db.database), part)
        else:
            postgresql_backup.save(url, part)
        part.rename(file)
    except (sqlite_backup.Failed, postgresql_backup.Failed) as error:
        raise BackupRefused(str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return file.stat().st_size


def restore(db: Database, url: str, file: Path, *, force: bool = False) -> list[str]:
    """Puts what ``file`` holds into ``db`` (at ``url``); returns the migrations that it lacks by now.

    A database that holds anything is overwritten with ``force`` only. Raises BackupRefused, and then has
    changed nothing, unless PostgreSQL failed on the way: then the database is empty, and it is said.
    """
    if not file.is_file():
        raise BackupRefused(f"there is no file {file}")
    if not force and not _is_empty(db):
        raise BackupRefused("the database is not empty; --force overwrites all that it holds")
    sqlite = isinstance(db, SqliteDatabase)
    try:
        _check(file, sqlite_backup.migrations(file) if sqlite else postgresql_backup.migrations(file))
        if sqlite:
            sqlite_backup.restore(file, Path(db.database))
        else:
            postgresql_backup.restore(db, url, file)
    except (sqlite_backup.Failed, postgresql_backup.Failed) as error:
        raise BackupRefused(str(error)) from error
    return pending_migrations(db)


def _check(file: Path, applied: Sequence[str]) -> None:
    known = {path.stem for path in MIGRATIONS.glob("[0-9]*.py")}
    if not applied:
        raise BackupRefused(f"{file} is no backup of this service: it tells of no migrations")
    if newer := sorted(set(applied) - known):
        raise BackupRefused(f"{file} was made by a newer version: this one does not know {', '.join(newer)}")


def _applied(db: Database) -> bool:
    with db.connection_context():
        return bool(db.table_exists("schema_migration"))


def _is_empty(db: Database) -> bool:
    if isinstance(db, SqliteDatabase) and not Path(db.database).exists():
        return True
    with db.connection_context():
        if isinstance(db, PostgresqlDatabase) and not db.table_exists("schema_migration"):
            return not db.get_tables()
        names = [str(table._meta.table_name) for table in TABLES]
        there = [name for name in names if db.table_exists(name)]
        return not any(db.execute_sql(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone() for name in there)  # noqa: S608
