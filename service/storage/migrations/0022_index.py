"""The index by day that one by role has taken the place of (0019) goes, without a wait for those who read."""

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

atomic = False
"""PostgreSQL drops an index beside its readers in no transaction; it may do so twice."""

BY_DAY = "quote_of_speaker_by_day ON quote (speaker_id, published_on, role) WHERE status <> 'rejected'"


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops it, where it is still there."""
    beside = "CONCURRENTLY " if isinstance(db, PostgresqlDatabase) else ""
    db.execute_sql(f"DROP INDEX {beside}IF EXISTS quote_of_speaker_by_day")


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Makes it again."""
    db.execute_sql(f"CREATE INDEX IF NOT EXISTS {BY_DAY}")
