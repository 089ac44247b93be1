"""PostgreSQL's own tools: ``pg_dump`` in its custom format, and ``pg_restore``."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import Database
from psycopg.conninfo import conninfo_to_dict, make_conninfo

# What migrations make: tables with all that hangs on them, functions that are no extension's, text search.
EMPTY = """
DO $$ DECLARE one RECORD; BEGIN
FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE IF EXISTS %%I CASCADE', one.tablename); END LOOP;
FOR one IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e') LOOP
    EXECUTE format('DROP FUNCTION IF EXISTS %%s CASCADE', one.name); END LOOP;
FOR one IN SELECT cfgname FROM pg_ts_config WHERE cfgnamespace = current_schema()::regnamespace LOOP
    EXECUTE format('DROP TEXT SEARCH CONFIGURATION %%I CASCADE', one.cfgname); END LOOP;
FOR one IN SELECT dictname FROM pg_ts_dict WHERE dictnamespace = current_schema()::regnamespace LOOP
    EXECUTE format('DROP TEXT SEARCH DICTIONARY %%I CASCADE', one.dictname); END LOOP;
END $$
"""
OWNERLESS = ("--no-owner", "--no-acl")
"""Who restores owns what is restored: the roles of another server need not be there."""


class Failed(Exception):
    """A tool is not there, or said that it could not do it."""


def save(url: str, target: Path) -> None:
    """Dumps the database at ``url``, as it is when this begins, into ``target``."""
    with _named(url) as name:
        _run("pg_dump", "--format=custom", *OWNERLESS, f"--file={target}", f"--dbname={name}")


def migrations(file: Path) -> list[str]:
    """The names of the migrations of the dump ``file``; none if it has none."""
    rows = _run("pg_restore", "--data-only", "--table=schema_migration", "--file=-", str(file))
    inside = rows.partition("COPY ")[2].partition("\\.")[0].splitlines()
    if not inside:
        return []
    columns = [column.strip() for column in inside[0].partition("(")[2].partition(")")[0].split(",")]
    return [row.split("\t")[columns.index("name")] for row in inside[1:]]


def restore(db: Database, url: str, file: Path) -> None:
    """Drops the tables of ``db`` (at ``url``) and makes those of ``file``, in one transaction each."""
    _run("pg_restore", "--file=/dev/null", str(file))  # read through: nothing is dropped for a damaged file
    with db.connection_context():
        db.execute_sql(EMPTY)
    with _named(url) as name:
        try:
            _run("pg_restore", "--single-transaction", *OWNERLESS, f"--dbname={name}", str(file))
        except Failed as error:
            raise Failed(f"{error}. The database is empty now; run it again when that is mended") from error


@contextmanager
def _named(url: str) -> Iterator[str]:
    """The database as the tools are told of it: the password in a file, not where processes are listed."""
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    if password is None:
        yield make_conninfo("", **parts)
        return
    with tempfile.NamedTemporaryFile("w", prefix="quotes-pass-", encoding="utf-8") as kept:  # mode 600
        escaped = str(password).replace("\\", "\\\\").replace(":", "\\:")
        kept.write(f"*:*:*:*:{escaped}\n")
        kept.flush()
        yield make_conninfo("", **parts, passfile=kept.name)


def _run(tool: str, *arguments: str) -> str:
    """What ``tool`` prints."""
    found = shutil.which(tool)
    if found is None:
        raise Failed(f"{tool} is not installed here; it comes with PostgreSQL's client programs")
    done = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = " ".join(done.stderr.split()) or f"exit status {done.returncode}"
        raise Failed(f"{tool} failed: {said}")
    return done.stdout
