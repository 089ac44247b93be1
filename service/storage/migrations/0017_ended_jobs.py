"""An index off which the jobs that ended long ago are found, to be removed."""

from peewee import Database
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Creates it."""
    db.execute_sql("CREATE INDEX job_finished_at ON job (finished_at)")


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops it: nothing but the removal of jobs asks for it."""
    db.execute_sql("DROP INDEX job_finished_at")
