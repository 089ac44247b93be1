"""SQLite's online backup: a copy of one moment, taken while others write."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


class Failed(Exception):
    """SQLite could not do it; says why."""


def save(source: Path, target: Path) -> None:
    """Copies the database in ``source`` into the new file ``target``, which needs no other beside it."""
    with _told(source), closing(_opened(source)) as old, closing(sqlite3.connect(target)) as new:
        # In one step: in WAL mode it holds no writer up, and no writer makes it begin again.
        old.backup(new, pages=-1)
        new.execute("PRAGMA journal_mode = delete")
        _checked(new, target)


def migrations(file: Path) -> list[str]:
    """The names of the migrations of the backup ``file``, which is read through for damage."""
    with _told(file), closing(_opened(file)) as backup:
        _checked(backup, file)
        if not backup.execute("SELECT 1 FROM sqlite_master WHERE name = 'schema_migration'").fetchone():
            return []
        return [name for (name,) in backup.execute("SELECT name FROM schema_migration")]


def restore(file: Path, target: Path) -> None:
    """Makes the database in ``target`` what ``file`` holds, in one transaction: all, or nothing changes."""
    with (
        _told(target),
        closing(_opened(file)) as backup,
        closing(sqlite3.connect(target)) as current,
    ):
        current.execute("PRAGMA busy_timeout = 15000")
        backup.backup(current, pages=-1)
        current.execute("PRAGMA journal_mode = wal")


def _opened(path: Path) -> sqlite3.Connection:
    """The database in ``path``, to be read; SQLite would make a file that is not there."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=15)


def _checked(connection: sqlite3.Connection, path: Path) -> None:
    (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise Failed(f"{path} is damaged: {said}")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise Failed(f"{path}: {error}") from error
