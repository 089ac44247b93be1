"""Items of jobs: on which line they were sent, how often a worker began them."""

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Adds the columns."""
    db.execute_sql("ALTER TABLE job_item ADD COLUMN line INTEGER")
    db.execute_sql("ALTER TABLE job_item ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0")


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops them; an item that a worker is at waits again."""
    db.execute_sql("UPDATE job_item SET state = 'queued' WHERE state = 'running'")
    db.execute_sql("ALTER TABLE job_item DROP COLUMN line")
    db.execute_sql("ALTER TABLE job_item DROP COLUMN attempts")
