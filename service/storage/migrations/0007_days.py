"""Indexes by which quotes are counted day by day."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

COLUMNS = (
    ("published_on",),
    ("speaker_id", "published_on"),
    ("medium", "published_on"),
    ("publication_key", "published_on"),
    ("status", "published_on"),
    ("said_first", "said_last"),
    ("speaker_id", "said_first", "said_last"),
)


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Creates the indexes."""
    for columns in COLUMNS:
        db.execute_sql(f"CREATE INDEX quote_{'_'.join(columns)} ON quote ({', '.join(columns)})")


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops the indexes."""
    for columns in COLUMNS:
        db.execute_sql(f"DROP INDEX quote_{'_'.join(columns)}")
