"""An even part of the quotes in an index of words of their own: off it SQLite estimates what very many have.

The index of all would be read from end to end. PostgreSQL reads some of its pages instead.
"""

from importlib import import_module

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

STEMS = import_module("service.storage.migrations.0006_stems")

PART = "% 32 = 0"
"""Which keys are in it: as ``search.SAMPLED`` has it."""


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Makes the index and puts into it what is stored: a pass over all quotes."""
    if isinstance(db, PostgresqlDatabase):
        return
    for statement in STEMS._sqlite("quote", ("text", "role")):
        mine = statement.replace("quote_search", "sample_search")
        mine = mine.replace("FROM quote", f"FROM quote WHERE pk {PART}")
        for event, row in (("INSERT", "new"), ("DELETE", "old"), ("UPDATE OF text, role", "new")):
            mine = mine.replace(f"AFTER {event} ON quote ", f"AFTER {event} ON quote WHEN {row}.pk {PART} ")
        db.execute_sql(mine)
    db.execute_sql("INSERT INTO sample_search(sample_search) VALUES ('rebuild')")


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops it."""
    if isinstance(db, PostgresqlDatabase):
        return
    for event in ("added", "removed", "changed"):
        db.execute_sql(f"DROP TRIGGER sample_search_{event}")
    db.execute_sql("DROP TABLE sample_search")
    db.execute_sql("DROP VIEW sample_searched")
