"""Topics that editors name, merge and pin: what leads to what, who decided it, and what the machine read."""

from typing import Any

from peewee import (
    BigAutoField,
    CharField,
    CompositeKey,
    Database,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator

UP = (
    "ALTER TABLE topic ADD COLUMN pinned BOOLEAN NOT NULL DEFAULT FALSE",
    "ALTER TABLE topic ADD COLUMN into_id BIGINT REFERENCES topic (pk) ON DELETE RESTRICT",
    "CREATE INDEX topic_into_id ON topic (into_id)",
    "ALTER TABLE quote_topic ADD COLUMN own BOOLEAN NOT NULL DEFAULT TRUE",
)
DOWN = (
    "ALTER TABLE quote_topic DROP COLUMN own",
    "DROP INDEX topic_into_id",
    "ALTER TABLE topic DROP COLUMN into_id",
    "ALTER TABLE topic DROP COLUMN pinned",
)


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Adds the columns and tables; nothing is merged yet."""
    for statement in UP:
        db.execute_sql(statement)
    db.create_tables(_tables(db))


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Puts back what the machine read; names that editors gave stay, what they merged and put is lost."""
    db.execute_sql("DELETE FROM quote_topic WHERE NOT own")
    db.execute_sql(
        'INSERT INTO quote_topic (quote_id, topic_id, weight, start, "end", text) '
        'SELECT quote_id, topic_id, weight, start, "end", text FROM topic_aside'
    )
    db.drop_tables(_tables(db))
    for statement in DOWN:
        db.execute_sql(statement)


def _tables(db: Database) -> list[Any]:
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Quote(Table):
        pk = BigAutoField()

    class Topic(Table):
        pk = BigAutoField()

    class TopicAside(Table):
        quote = ForeignKeyField(Quote, on_delete="CASCADE", index=False)
        topic = ForeignKeyField(Topic, on_delete="RESTRICT", index=False)
        weight = DoubleField()
        start = IntegerField()
        end = IntegerField()
        text = TextField()

        class Meta:
            primary_key = CompositeKey("quote", "topic")
            indexes = ((("topic", "quote"), False),)

    class TopicEntry(Table):
        pk = BigAutoField()
        id = CharField(unique=True, max_length=26)
        topic = ForeignKeyField(Topic, on_delete="RESTRICT", index=False)
        quote = ForeignKeyField(Quote, on_delete="CASCADE", null=True, index=False)
        kind = CharField(max_length=16)
        was = JSONField(null=True)
        now = JSONField(null=True)
        by = TextField()
        why = TextField(null=True)
        at = CharField(max_length=27)

        class Meta:
            indexes = ((("topic", "pk"), False), (("quote", "pk"), False))

    return [TopicAside, TopicEntry]
