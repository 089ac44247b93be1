"""With which API key editors decided on speakers and on topics."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

TABLES = ("speaker_entry", "topic_entry")


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Adds the columns; of what was decided before no key is known."""
    for table in TABLES:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN key TEXT")


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops them."""
    for table in TABLES:
        db.execute_sql(f"ALTER TABLE {table} DROP COLUMN key")
