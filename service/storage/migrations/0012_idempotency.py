"""Requests that were done once and are answered again, by caller and Idempotency-Key."""

from typing import Any

from peewee import BigAutoField, BlobField, CharField, Database, IntegerField, Model, TextField
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Creates the table."""
    db.create_tables([_table(db)])


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops it: what is sent again is done again."""
    db.drop_tables([_table(db)])


def _table(db: Database) -> Any:
    class IdempotentRequest(Model):
        pk = BigAutoField()
        owner = CharField(26)
        key = CharField(255)
        fingerprint = CharField(64)
        token = CharField(26)
        status = IntegerField(null=True)
        headers = TextField(null=True)
        body = BlobField(null=True)
        record_id = TextField(null=True)
        lease_until = CharField(27)
        expires_at = CharField(27, index=True)

        class Meta:
            database = db
            legacy_table_names = False
            indexes = ((("owner", "key"), True),)

    return IdempotentRequest
