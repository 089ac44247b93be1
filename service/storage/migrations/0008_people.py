"""Merged speakers, the log of what editors do to them, open questions of who is who, ids of elsewhere."""

from typing import Any

from peewee import (
    BigAutoField,
    CharField,
    CompositeKey,
    Database,
    ForeignKeyField,
    JSONField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator

from service.storage.name_index import slip_rows, words_rows

BATCH = 200
"""How many words are read, and how many rows are written, at a time."""

TOLD_APART = "CREATE INDEX speaker_merged_into_id ON speaker (merged_into_id)"


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Creates the tables and indexes the words of the names that are stored."""
    db.execute_sql("ALTER TABLE speaker ADD COLUMN merged_into_id BIGINT REFERENCES speaker (pk)")
    db.execute_sql(TOLD_APART)
    *created, alias_word = _tables(db)
    db.create_tables(created)
    word, slip = created[-2:]
    last = ""
    while words := _after(alias_word, last):
        _insert(word, list(words_rows(words)))
        _insert(slip, list(slip_rows(words)))
        last = words[-1]


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops the tables. Merged speakers stay apart from then on, without their quotes."""
    *created, _ = _tables(db)
    db.drop_tables(list(reversed(created)))
    db.execute_sql("DROP INDEX speaker_merged_into_id")
    db.execute_sql("ALTER TABLE speaker DROP COLUMN merged_into_id")


def _after(alias_word: Any, last: str) -> list[str]:
    query = alias_word.select(alias_word.word).where(alias_word.word > last).distinct()
    return [word for (word,) in query.order_by(alias_word.word).limit(BATCH).tuples()]


def _insert(table: Any, rows: list[dict[str, str]]) -> None:
    for first in range(0, len(rows), BATCH):
        table.insert_many(rows[first : first + BATCH]).execute()


def _tables(db: Database) -> tuple[Any, ...]:
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Speaker(Table):
        pk = BigAutoField()

    class Quote(Table):
        pk = BigAutoField()

    class AliasWord(Table):
        word = CharField(max_length=240)

        class Meta:
            primary_key = False

    class SpeakerEntry(Table):
        pk = BigAutoField()
        id = CharField(max_length=26, unique=True)
        kind = CharField(max_length=16)
        by = TextField()
        why = TextField(null=True)
        details = JSONField()
        undoes = ForeignKeyField("self", null=True, on_delete="NO ACTION", unique=True)
        at = CharField(max_length=27)

    class SpeakerEntrySpeaker(Table):
        entry = ForeignKeyField(SpeakerEntry, on_delete="CASCADE", index=False)
        speaker = ForeignKeyField(Speaker, on_delete="CASCADE", index=False)

        class Meta:
            primary_key = CompositeKey("speaker", "entry")

    class QuoteLink(Table):
        quote = ForeignKeyField(Quote, on_delete="CASCADE", primary_key=True)
        speaker = ForeignKeyField(Speaker, on_delete="CASCADE")
        key = CharField(max_length=240)

    class Ambiguity(Table):
        pk = BigAutoField()
        id = CharField(max_length=26, unique=True)
        speaker = ForeignKeyField(Speaker, on_delete="CASCADE", unique=True)
        state = CharField(max_length=16)
        entry = ForeignKeyField(SpeakerEntry, null=True, on_delete="SET NULL")
        created_at = CharField(max_length=27)

        class Meta:
            indexes = ((("state", "pk"), False),)

    class AmbiguityCandidate(Table):
        ambiguity = ForeignKeyField(Ambiguity, on_delete="CASCADE", index=False)
        speaker = ForeignKeyField(Speaker, on_delete="CASCADE")

        class Meta:
            primary_key = CompositeKey("ambiguity", "speaker")

    class ExternalId(Table):
        speaker = ForeignKeyField(Speaker, on_delete="CASCADE", index=False)
        scheme = CharField(max_length=40)
        value = CharField(max_length=200, index=True)

        class Meta:
            primary_key = CompositeKey("speaker", "scheme")
            indexes = ((("scheme", "value"), True),)

    class NameWord(Table):
        word = CharField(max_length=240, primary_key=True)
        sound = CharField(max_length=240, index=True)

    class NameSlip(Table):
        rest = CharField(max_length=240)
        word = CharField(max_length=240)

        class Meta:
            primary_key = CompositeKey("rest", "word")

    return (
        SpeakerEntry,
        SpeakerEntrySpeaker,
        QuoteLink,
        Ambiguity,
        AmbiguityCandidate,
        ExternalId,
        NameWord,
        NameSlip,
        AliasWord,
    )
