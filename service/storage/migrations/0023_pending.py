"""PostgreSQL keeps what is new in an index of words apart, to add much of it at once, and each search reads
all of that: 256 kB at most from here on, where it would be 4 MB."""

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

INDEXES = [
    f"{table}_search_{column}"
    for table, columns in {"article": ("title", "text", "words"), "quote": ("text", "role", "words")}.items()
    for column in columns
]


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Sets the bound; what is apart above it is added with the next rows."""
    if isinstance(db, PostgresqlDatabase):
        for index in INDEXES:
            db.execute_sql(f"ALTER INDEX {index} SET (gin_pending_list_limit = 256)")


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Sets the server's own."""
    if isinstance(db, PostgresqlDatabase):
        for index in INDEXES:
            db.execute_sql(f"ALTER INDEX {index} RESET (gin_pending_list_limit)")
