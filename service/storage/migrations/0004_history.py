"""One append-only history a quote: decisions with what they changed, and the machine's re-readings."""

from typing import Any

from peewee import (
    BigAutoField,
    CharField,
    Database,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator

REREAD = "CREATE INDEX quote_reread ON quote (reread, published_sort, pk) WHERE reread IS NOT NULL"
KEPT = ("id", "quote", "status", "by", "why", "at")
"""What a decision and its entry in the history share."""


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Moves the decisions into the history, and keeps the spans of the machine's reading with its values."""
    quote, entry, decision = _tables(db)
    db.create_tables([entry])
    for row in decision.select().order_by(decision.pk).dicts():
        fields = sorted(row["fields"])
        rest = {"kind": "decision", "fields": fields, "changes": [], "revision": 1}
        entry.create(**{name: row[name] for name in KEPT}, **rest)
    db.drop_tables([decision])
    db.execute_sql("ALTER TABLE quote ADD COLUMN reread VARCHAR(8)")
    db.execute_sql(REREAD)
    for row in quote.select().where(quote.reading.is_null(False)):
        row.reading = row.reading | _spans(db, row)
        row.save()


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Puts the decisions back; what they changed and what the machine read since is lost."""
    _, entry, decision = _tables(db)
    db.execute_sql("DROP INDEX quote_reread")
    db.execute_sql("ALTER TABLE quote DROP COLUMN reread")
    db.create_tables([decision])
    for row in entry.select().where(entry.kind == "decision").order_by(entry.pk).dicts():
        given = {change["field"]: change["now"] for change in row["changes"]}
        fields = {name: _plain(given[name]) for name in row["fields"] if name in given and name != "segments"}
        decision.create(**{name: row[name] for name in KEPT}, fields=fields)
    db.drop_tables([entry])


def _plain(value: Any) -> Any:
    return value["id"] if isinstance(value, dict) else value


def _spans(db: Database, row: Any) -> dict[str, Any]:
    segments = db.execute_sql(
        f'SELECT start, "end", text FROM segment WHERE quote_id = {int(row.pk)} ORDER BY position'  # noqa: S608
    ).fetchall()
    evidence = db.execute_sql(
        f'SELECT field, start, "end", text FROM evidence WHERE quote_id = {int(row.pk)}'  # noqa: S608
    ).fetchall()
    return {
        "segments": [list(span) for span in segments],
        "evidence": {field: [start, end, text] for field, start, end, text in evidence},
        "revision": row.revision,
        "extractor": row.extractor,
        "found": True,
        "changed_at": None,
    }


def _tables(db: Database) -> tuple[Any, Any, Any]:
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Quote(Table):
        pk = BigAutoField()
        reading = JSONField(null=True)
        revision = IntegerField()
        extractor = TextField()

    class HistoryEntry(Table):
        pk = BigAutoField()
        id = CharField(unique=True, max_length=26)
        quote = ForeignKeyField(Quote, on_delete="CASCADE", index=False)
        kind = CharField(max_length=16)
        status = CharField(max_length=16)
        fields = JSONField()
        changes = JSONField()
        by = TextField(null=True)
        why = TextField(null=True)
        origin = CharField(null=True, max_length=26)
        extractor = TextField(null=True)
        revision = IntegerField()
        at = CharField(max_length=27)

        class Meta:
            indexes = ((("quote", "pk"), False),)

    class Decision(Table):
        pk = BigAutoField()
        id = CharField(unique=True, max_length=26)
        quote = ForeignKeyField(Quote, on_delete="CASCADE", index=False)
        status = CharField(max_length=16)
        fields = JSONField()
        by = TextField()
        why = TextField(null=True)
        at = CharField(max_length=27)

        class Meta:
            indexes = ((("quote", "pk"), False),)

    return Quote, HistoryEntry, Decision
