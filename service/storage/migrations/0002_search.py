"""Full text: FTS5 kept in step by triggers on SQLite, tsvector tables on PostgreSQL."""

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

# The words of the quote and of its role; the words of an article's title and text.
SOURCES: dict[str, tuple[str, ...]] = {"quote": ("text", "role"), "article": ("title", "text")}

SQLITE = """
CREATE VIRTUAL TABLE {table}_search USING fts5(
    {columns}, content='{table}', content_rowid='pk', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER {table}_search_added AFTER INSERT ON {table} BEGIN
    INSERT INTO {table}_search(rowid, {columns}) VALUES (new.pk, {new}); END;
CREATE TRIGGER {table}_search_removed AFTER DELETE ON {table} BEGIN
    INSERT INTO {table}_search({table}_search, rowid, {columns}) VALUES ('delete', old.pk, {old}); END;
CREATE TRIGGER {table}_search_changed AFTER UPDATE OF {columns} ON {table} BEGIN
    INSERT INTO {table}_search({table}_search, rowid, {columns}) VALUES ('delete', old.pk, {old});
    INSERT INTO {table}_search(rowid, {columns}) VALUES (new.pk, {new}); END
"""

# English stems as PostgreSQL has them, but no stop words: "to be or not to be" is a quote.
DICTIONARY = """
CREATE TEXT SEARCH DICTIONARY tracker_stem (TEMPLATE = snowball, Language = english);
CREATE TEXT SEARCH CONFIGURATION tracker (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION tracker ALTER MAPPING FOR asciiword, word, hword, hword_part, hword_asciipart,
    asciihword WITH tracker_stem
"""

POSTGRESQL = """
CREATE TABLE {table}_search (
    pk bigint PRIMARY KEY REFERENCES {table} (pk) ON DELETE CASCADE, {documents});
{indexes}
"""

# Columns whose order is seen or which are searched by their beginning: by code point, as on SQLite.
BY_CODE_POINT = {
    "speaker": ("key varchar(240)",),
    "topic": ("key varchar(240)", "slug varchar(240)"),
    "alias_word": ("word varchar(240)",),
}


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Creates the search tables; there are no rows to index yet."""
    for statement in _postgresql() if isinstance(db, PostgresqlDatabase) else _sqlite():
        db.execute_sql(statement)


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops the search tables."""
    for table in SOURCES:
        if not isinstance(db, PostgresqlDatabase):
            for event in ("added", "removed", "changed"):
                db.execute_sql(f"DROP TRIGGER {table}_search_{event}")
        db.execute_sql(f"DROP TABLE {table}_search")
    if isinstance(db, PostgresqlDatabase):
        db.execute_sql("DROP TEXT SEARCH CONFIGURATION tracker")
        db.execute_sql("DROP TEXT SEARCH DICTIONARY tracker_stem")


def _sqlite() -> list[str]:
    statements = []
    for table, columns in SOURCES.items():
        script = SQLITE.format(
            table=table,
            columns=", ".join(columns),
            new=", ".join(f"new.{column}" for column in columns),
            old=", ".join(f"old.{column}" for column in columns),
        )
        # A trigger's body has semicolons of its own: only those before CREATE end a statement.
        statements += ["CREATE" + part.rstrip(" ;\n") for part in script.split("CREATE")[1:]]
    return statements


def _postgresql() -> list[str]:
    script = [DICTIONARY]
    for table, columns in SOURCES.items():
        index = "CREATE INDEX {table}_search_{column} ON {table}_search USING gin ({column});"
        documents = ", ".join(f"{column} tsvector NOT NULL" for column in columns)
        indexes = "".join(index.format(table=table, column=column) for column in columns)
        script.append(POSTGRESQL.format(table=table, documents=documents, indexes=indexes))
    for table, columns in BY_CODE_POINT.items():
        for column in columns:
            name, kind = column.split()
            script.append(f'ALTER TABLE {table} ALTER COLUMN {name} TYPE {kind} COLLATE "C"')
    return [part.strip() for block in script for part in block.split(";") if part.strip()]
