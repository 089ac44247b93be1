"""The IPTC Media Topics of articles. Those stored before have none until they are read again."""

from typing import Any

from peewee import (
    BigAutoField,
    CharField,
    CompositeKey,
    Database,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Creates the table."""
    db.create_tables([_table(db)])


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops it."""
    db.drop_tables([_table(db)])


def _table(db: Database) -> Any:
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Article(Table):
        pk = BigAutoField()

    class ArticleSubject(Table):
        article = ForeignKeyField(Article, on_delete="CASCADE", index=False)
        code = CharField(8)
        weight = DoubleField()
        start = IntegerField()
        end = IntegerField()
        text = TextField()

        class Meta:
            primary_key = CompositeKey("article", "code")
            indexes = ((("code", "article"), False),)

    return ArticleSubject
