"""Saved searches, and what is sent to those who asked to be told."""

from typing import Any

from peewee import (
    BigAutoField,
    CharField,
    CompositeKey,
    Database,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Creates the tables."""
    db.create_tables(_tables(db))


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops them: saved searches, and what was not delivered yet, are gone."""
    db.drop_tables(_tables(db))


def _tables(db: Database) -> tuple[Any, ...]:
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Watch(Table):
        pk = BigAutoField()
        id = CharField(26, unique=True)
        name = TextField()
        filters = TextField()
        target = TextField(null=True)
        events = TextField()
        root = TextField()
        state = CharField(8)
        reason = TextField(null=True)
        disabled_at = CharField(27, null=True)
        secret = TextField()
        old_secret = TextField(null=True)
        old_until = CharField(27, null=True)
        succeeded_at = CharField(27, null=True)
        failing_since = CharField(27, null=True)
        created_at = CharField(27)
        updated_at = CharField(27)

    class WatchAnchor(Table):
        watch = ForeignKeyField(Watch, on_delete="CASCADE", backref="anchors")
        key = CharField(300)

        class Meta:
            primary_key = CompositeKey("key", "watch")

    class WatchEvent(Table):
        pk = BigAutoField()
        type = CharField(32)
        quote_id = CharField(26, null=True)
        data = JSONField(null=True)
        at = CharField(27)

    class Delivery(Table):
        pk = BigAutoField()
        id = CharField(26, unique=True)
        watch = ForeignKeyField(Watch, on_delete="CASCADE", backref="deliveries", index=False)
        event = ForeignKeyField(WatchEvent, on_delete="CASCADE", backref="deliveries")
        state = CharField(10)
        attempts = IntegerField(default=0)
        failures = IntegerField(default=0)
        next_at = CharField(27, null=True)
        attempted_at = CharField(27, null=True)
        outcome = CharField(16, null=True)
        status_code = IntegerField(null=True)
        error = TextField(null=True)
        created_at = CharField(27)
        ended_at = CharField(27, null=True)

        class Meta:
            indexes = (
                (("state", "next_at", "watch"), False),
                (("watch", "state", "next_at"), False),
                (("watch", "pk"), False),
                (("ended_at",), False),
            )

    class WebhookTally(Table):
        outcome = CharField(16, primary_key=True)
        count = IntegerField()

    return Watch, WatchAnchor, WatchEvent, Delivery, WebhookTally
