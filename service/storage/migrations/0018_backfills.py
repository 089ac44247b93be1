"""How far each backfill has come, told by the database that it fills."""

from typing import Any

from peewee import CharField, Database, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Creates the table."""
    db.create_tables([_table(db)])


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops it: a backfill that goes on compares every article with the database again."""
    db.drop_tables([_table(db)])


def _table(db: Database) -> Any:
    class Backfill(Model):
        journal = CharField(26, primary_key=True)
        batch = IntegerField()
        stored = TextField()
        at = CharField(27)

        class Meta:
            database = db
            legacy_table_names = False

    return Backfill
