"""Fingerprints of quotes' words, by which other printings of an utterance are found."""

from typing import Any

from peewee import (
    BigAutoField,
    CompositeKey,
    Database,
    ForeignKeyField,
    IntegerField,
    Model,
    SqliteDatabase,
    TextField,
)
from playhouse.migrate import SchemaMigrator

from service.storage.prints import fingerprints

BATCH = 500
"""How many stored quotes are read at a time."""


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Creates the table and indexes what is stored."""
    quote, quote_print = _tables(db)
    db.create_tables([quote_print])
    last = 0
    while rows := _after(quote, last):
        prints = [{"hash": one, "quote": pk} for pk, text in rows for one in fingerprints(text)]
        for first in range(0, len(prints), BATCH):
            quote_print.insert_many(prints[first : first + BATCH]).execute()
        last = rows[-1][0]


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops the table."""
    db.drop_tables([_tables(db)[1]])


def _after(quote: Any, last: int) -> list[Any]:
    query = quote.select(quote.pk, quote.text).where(quote.pk > last).order_by(quote.pk)
    return list(query.limit(BATCH).tuples())


def _tables(db: Database) -> tuple[Any, Any]:
    class Quote(Model):
        pk = BigAutoField()
        text = TextField()

        class Meta:
            database = db
            table_name = "quote"

    class QuotePrint(Model):
        hash = IntegerField()
        quote = ForeignKeyField(Quote, on_delete="CASCADE")

        class Meta:
            database = db
            legacy_table_names = False
            primary_key = CompositeKey("hash", "quote")
            without_rowid = isinstance(db, SqliteDatabase)

    return Quote, QuotePrint
