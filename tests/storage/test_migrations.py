"""The migrations and the models say the same; they can be taken back and run again."""

from peewee import Database
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from service.storage import decisions, history, quotes
from service.storage.database import MIGRATIONS, connect, migrate, pending_migrations
from service.storage.tables import TABLES
from service.tracker.intake import Submission
from service.tracker.processing import ingest, reextract
from tests.scripted import Line, ScriptedReader, article


def test_the_migrated_schema_is_that_of_the_models(database: Database) -> None:
    assert not diff_models(database, TABLES), "write a migration for what the models changed"


def test_nothing_is_pending_after_migrating(database: Database) -> None:
    assert pending_migrations(database) == []
    assert migrate(database) == []


def test_a_new_database_lacks_every_migration_until_migrated(tmp_path: object) -> None:
    empty = connect(f"sqlite:///{tmp_path}/new.db")
    names = pending_migrations(empty)
    assert names == sorted(path.stem for path in MIGRATIONS.glob("[0-9]*.py"))
    assert migrate(empty) == names
    assert pending_migrations(empty) == []


def test_the_migrations_can_be_taken_back(database: Database) -> None:
    runner = Runner(database, str(MIGRATIONS))
    try:
        assert runner.down("0001_initial")[-1] == "0001_initial"
        assert database.get_tables() == ["schema_migration"]
    finally:
        migrate(database)
    assert not diff_models(database, TABLES)


def test_decisions_that_were_stored_before_the_history_stay_in_force(database: Database) -> None:
    line = Line(words="Build the wall", by="Ada Byron", role="mayor")
    stored = ingest(Submission(text=article(line)), ScriptedReader(line), 10_000).quotes[0]
    decisions.record(stored.id, "corrected", by="vera", why="rang her", fields={"role": "governor"})
    runner = Runner(database, str(MIGRATIONS))
    runner.down("0004_history")
    assert "decision" in database.get_tables()
    migrate(database)
    (entry,) = history.find(stored.id).items
    assert (entry.status, entry.by, entry.why) == ("corrected", "vera", "rang her")
    reextract(stored.article.id, ScriptedReader(Line(words="Build the wall", by="Ada Byron", role="baker")))
    assert quotes.get(stored.id).role == "governor"
    back = decisions.record(stored.id, "extracted", by="vera")
    assert (back.role, back.segments) == ("baker", stored.segments)
