"""``quotes db backup`` and ``quotes db restore`` on both databases, with writes going on."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from playhouse.migrations import Runner
from psycopg import sql

from service.storage import kept_counts, postgresql_backup
from service.storage.database import MIGRATIONS, connect
from service.storage.models import Article, Quote
from service.storage.quotes import QuoteFilter, find
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.api.news import BRIDGE
from tests.api.reader import FakeReader
from tests.commands.conftest import Run, run

__all__ = ["run"]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def other_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of the same kind that has nothing, not even tables."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path}/other.db"
        return
    server = request.getfixturevalue("postgres_server")
    name = f"tracker_restored_{os.getpid()}"
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(drop)
        connection.execute(
            sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name))
        )
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        connection.execute(drop)


def counted(url: str) -> tuple[int, int, int]:
    """Articles; quotes; those that full text finds. Each article has its two quotes, or it fails."""
    opened = connect(url)
    try:
        with opened.connection_context():
            articles, quotes = Article.select().count(), Quote.select().count()
            assert quotes == 2 * articles
            assert kept_counts.wrong() == []
            return articles, quotes, find(QuoteFilter(q="bolt")).total
    finally:
        opened.close_all()


def stored(url: str, *ids: str) -> None:
    opened = connect(url)
    with opened.connection_context():
        for each in ids:
            ingest(Submission(text=BRIDGE, external_id=each), FakeReader(), 10_000)
    opened.close_all()


def test_what_was_there_comes_back_while_others_write(
    run: Run, database_url: str, other_url: str, tmp_path: Path
) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.operations.writer", database_url],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        assert writer.stdout
        before = [int(writer.stdout.readline()) for _ in range(20)][-1]
        saved = run("db", "backup", "all.backup", DATABASE_URL=database_url)
        after = int(writer.stdout.readline())
        writer.stdout.readline()  # it goes on
    finally:
        writer.kill()
        writer.wait()
    assert saved.exit_code == 0, saved.output
    assert re.match(r"all\.backup: [\d,]+ bytes, all of ", saved.output)
    restored = run("db", "restore", "all.backup", DATABASE_URL=other_url)
    assert restored.exit_code == 0, restored.output
    articles, _, found = counted(other_url)
    assert before <= articles == found
    assert after <= counted(database_url)[0]
    assert run("db", "status", DATABASE_URL=other_url).exit_code == 0
    stored(other_url, "one-more")  # keys, triggers and sequences go on where they were
    assert counted(other_url)[0] == articles + 1
    assert [file.name for file in tmp_path.glob("*backup*")] == ["all.backup"]


def test_what_is_there_is_overwritten_only_by_force(run: Run, database_url: str) -> None:
    stored(database_url, "a", "b")
    assert run("db", "backup", "two", DATABASE_URL=database_url).exit_code == 0
    stored(database_url, "c")
    refused = run("db", "restore", "two", DATABASE_URL=database_url)
    assert refused.exit_code == 1
    assert "the database is not empty; --force overwrites all that it holds" in refused.output
    assert counted(database_url)[0] == 3
    for _ in range(2):  # what was restored can be overwritten again
        forced = run("db", "restore", "two", "--force", DATABASE_URL=database_url)
        assert forced.exit_code == 0, forced.output
        assert counted(database_url)[0] == 2


def test_a_migrated_database_without_rows_is_empty(run: Run, database_url: str, other_url: str) -> None:
    stored(database_url, "a")
    assert run("db", "backup", "one", DATABASE_URL=database_url).exit_code == 0
    assert run("db", "upgrade", DATABASE_URL=other_url).exit_code == 0
    assert run("db", "restore", "one", DATABASE_URL=other_url).exit_code == 0
    assert counted(other_url)[0] == 1


def test_an_older_backup_is_restored_and_what_it_lacks_is_told(run: Run, other_url: str) -> None:
    assert run("db", "upgrade", DATABASE_URL=other_url).exit_code == 0
    opened = connect(other_url)
    with opened.connection_context():
        Runner(opened, str(MIGRATIONS)).down()
    opened.close_all()
    assert run("db", "backup", "old", DATABASE_URL=other_url).exit_code == 0
    restored = run("db", "restore", "old", DATABASE_URL=other_url)
    assert "It lacks 1 migrations; run: quotes db upgrade" in restored.output
    assert run("db", "upgrade", DATABASE_URL=other_url).exit_code == 0


def test_a_newer_backup_is_refused(run: Run, database_url: str, other_url: str) -> None:
    name = "9999_from_tomorrow"
    opened = connect(database_url)
    with opened.connection_context():
        history = Runner(opened, str(MIGRATIONS)).History
        history.create(name=name)
    try:
        assert run("db", "backup", "new", DATABASE_URL=database_url).exit_code == 0
    finally:
        opened = connect(database_url)
        with opened.connection_context():
            history.delete().where(history.name == name).execute()
        opened.close_all()
    refused = run("db", "restore", "new", DATABASE_URL=other_url)
    assert refused.exit_code == 1
    assert f"new was made by a newer version: this one does not know {name}" in refused.output


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "there is no file broken"),
        (b"", "broken"),
        (b"once upon a time" * 400, "broken"),
    ],
    ids=["none", "empty", "words"],
)
def test_what_is_no_backup_changes_nothing(
    run: Run, database_url: str, tmp_path: Path, content: bytes | None, reason: str
) -> None:
    stored(database_url, "a")
    if content is not None:
        (tmp_path / "broken").write_bytes(content)
    refused = run("db", "restore", "broken", "--force", DATABASE_URL=database_url)
    assert refused.exit_code == 1
    assert reason in refused.output or "input file" in refused.output
    assert "Traceback" not in refused.output
    assert counted(database_url)[0] == 1


def test_a_file_is_never_overwritten_by_a_backup(run: Run, tmp_path: Path, empty_sqlite: Path) -> None:
    shutil.copy(empty_sqlite, tmp_path / "quotes.db")
    (tmp_path / "kept").write_text("words")
    refused = run("db", "backup", "kept")
    assert (refused.exit_code, (tmp_path / "kept").read_text()) == (1, "words")
    assert "kept exists already" in refused.output


def test_a_backup_of_nothing_is_none(run: Run) -> None:
    refused = run("db", "backup", "nothing")
    assert refused.exit_code == 1
    assert "no tables" in refused.output


def test_a_backup_is_one_file(run: Run, tmp_path: Path, empty_sqlite: Path) -> None:
    shutil.copy(empty_sqlite, tmp_path / "quotes.db")
    assert run("db", "backup", "copy").exit_code == 0
    assert not list(tmp_path.glob("copy*-*"))
    with sqlite3.connect(tmp_path / "copy") as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)


@pytest.mark.postgres
def test_without_the_tools_it_is_said_what_to_install(
    run: Run, empty_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql_backup.shutil, "which", lambda _: None)
    refused = run("db", "backup", "nothing", DATABASE_URL=empty_postgres)
    assert refused.exit_code == 1
    assert "pg_dump is not installed here; it comes with PostgreSQL's client programs" in refused.output


def test_a_password_is_not_on_the_tools_command_line() -> None:
    with postgresql_backup._named("postgresql://desk:s%3Ae%5Ccret@db.example/quotes") as name:
        assert "cret" not in name
        (file,) = re.findall(r"passfile=(\S+)", name)
        assert Path(file).read_text() == "*:*:*:*:s\\:e\\\\cret\n"
        assert Path(file).stat().st_mode & 0o777 == 0o600
    assert not Path(file).exists()
