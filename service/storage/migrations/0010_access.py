"""API keys, how often each is used, the trail of writes, and by which key an editor decided."""

from typing import Any

from peewee import BigAutoField, CharField, Database, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Creates the tables, and the column of the history."""
    db.create_tables(_tables(db))
    db.execute_sql("ALTER TABLE history_entry ADD COLUMN key TEXT")


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops them: all keys are void, and what was done with them is forgotten."""
    db.execute_sql("ALTER TABLE history_entry DROP COLUMN key")
    db.drop_tables(_tables(db))


def _tables(db: Database) -> tuple[Any, ...]:
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class ApiKey(Table):
        pk = BigAutoField()
        id = CharField(26, unique=True)
        name = TextField()
        prefix = CharField(8, unique=True)
        digest = CharField(64)
        scopes = TextField()
        rate_limit = IntegerField(null=True)
        expires_on = CharField(10, null=True)
        created_at = CharField(27)
        revoked_at = CharField(27, null=True)
        last_used_at = CharField(27, null=True)

    class KeyWindow(Table):
        key_id = CharField(26, primary_key=True)
        window = IntegerField()
        used = IntegerField()

    class AuditEntry(Table):
        pk = BigAutoField()
        id = CharField(26, unique=True)
        key_id = CharField(26, null=True)
        key_name = TextField(null=True)
        operation = CharField(64)
        record_id = TextField(null=True)
        status = IntegerField(null=True)
        request_id = CharField(64, null=True)
        at = CharField(27)

        class Meta:
            indexes = ((("key_id", "pk"), False), (("record_id", "pk"), False), (("operation", "pk"), False))

    return ApiKey, KeyWindow, AuditEntry
