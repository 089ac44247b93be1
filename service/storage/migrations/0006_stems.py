"""Full text over stems that are made here, the same on both databases, and over inflected words."""

from importlib import import_module

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

from service.storage.search import COLUMNS, documents

BEFORE = import_module("service.storage.migrations.0002_search")

BATCH = 500
"""How many stored rows are indexed at a time."""

INFLECTED = {"quote": "{row}text", "article": "coalesce({row}title, '') || ' ' || {row}text"}

# The functions stems() and forms() are the service's own: service/storage/database.py registers them.
SQLITE = """
CREATE VIEW {table}_searched AS SELECT pk, {plain} FROM {table};
CREATE VIRTUAL TABLE {table}_search USING fts5(
    {columns}, content='{table}_searched', content_rowid='pk', tokenize='unicode61 remove_diacritics 0');
CREATE TRIGGER {table}_search_added AFTER INSERT ON {table} BEGIN
    INSERT INTO {table}_search(rowid, {columns}) VALUES (new.pk, {new}); END;
CREATE TRIGGER {table}_search_removed AFTER DELETE ON {table} BEGIN
    INSERT INTO {table}_search({table}_search, rowid, {columns}) VALUES ('delete', old.pk, {old}); END;
CREATE TRIGGER {table}_search_changed AFTER UPDATE OF {changing} ON {table} BEGIN
    INSERT INTO {table}_search({table}_search, rowid, {columns}) VALUES ('delete', old.pk, {old});
    INSERT INTO {table}_search(rowid, {columns}) VALUES (new.pk, {new}); END
"""


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Makes the search tables anew and indexes what is stored."""
    postgresql = isinstance(db, PostgresqlDatabase)
    for table, columns in COLUMNS.items():
        _drop(db, table)
        if postgresql:
            _create_postgresql(db, table, columns)
            _index(db, table, columns)
        else:
            for statement in _sqlite(table, columns):
                db.execute_sql(statement)
            _rebuild(db, table)
    if postgresql:
        db.execute_sql("DROP TEXT SEARCH CONFIGURATION tracker")
        db.execute_sql("DROP TEXT SEARCH DICTIONARY tracker_stem")


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Back to each engine's own stems."""
    postgresql = isinstance(db, PostgresqlDatabase)
    for table in COLUMNS:
        _drop(db, table)
        if not postgresql:
            db.execute_sql(f"DROP VIEW {table}_searched")
    for statement in BEFORE._postgresql() if postgresql else BEFORE._sqlite():
        db.execute_sql(statement)
    for table, columns in COLUMNS.items():
        if postgresql:
            made = ", ".join(f"to_tsvector('tracker', coalesce({column}, ''))" for column in columns)
            names = ", ".join(columns)
            db.execute_sql(f"INSERT INTO {table}_search (pk, {names}) SELECT pk, {made} FROM {table}")  # noqa: S608
        else:
            _rebuild(db, table)


def _rebuild(db: Database, table: str) -> None:
    db.execute_sql(f"INSERT INTO {table}_search({table}_search) VALUES ('rebuild')")  # noqa: S608


def _drop(db: Database, table: str) -> None:
    if not isinstance(db, PostgresqlDatabase):
        for event in ("added", "removed", "changed"):
            db.execute_sql(f"DROP TRIGGER {table}_search_{event}")
    db.execute_sql(f"DROP TABLE {table}_search")


def _sqlite(table: str, columns: tuple[str, ...]) -> list[str]:
    def values(row: str) -> list[str]:
        inflected = INFLECTED[table].format(row=row)
        return [*(f"stems({row}{column})" for column in columns), f"forms({inflected})"]

    names = (*columns, "words")
    script = SQLITE.format(
        table=table,
        columns=", ".join(names),
        plain=", ".join(f"{value} AS {name}" for value, name in zip(values(""), names, strict=True)),
        new=", ".join(values("new.")),
        old=", ".join(values("old.")),
        changing=", ".join(columns),
    )
    # A trigger's body has semicolons of its own: only those before CREATE end a statement.
    return ["CREATE" + part.rstrip(" ;\n") for part in script.split("CREATE")[1:]]


def _create_postgresql(db: Database, table: str, columns: tuple[str, ...]) -> None:
    names = (*columns, "words")
    kinds = ", ".join(f"{name} tsvector NOT NULL" for name in names)
    key = f"pk bigint PRIMARY KEY REFERENCES {table} (pk) ON DELETE CASCADE"
    db.execute_sql(f"CREATE TABLE {table}_search ({key}, {kinds})")
    for name in names:
        db.execute_sql(f"CREATE INDEX {table}_search_{name} ON {table}_search USING gin ({name})")


def _index(db: Database, table: str, columns: tuple[str, ...]) -> None:
    names = ", ".join((*columns, "words"))
    marks = ", ".join("%s::tsvector" for _ in (*columns, "words"))
    select = f"SELECT pk, {', '.join(columns)} FROM {table} WHERE pk > %s ORDER BY pk LIMIT {BATCH}"  # noqa: S608
    last = 0
    while rows := list(db.execute_sql(select, (last,))):
        for pk, *texts in rows:
            values = (pk, *documents(table, tuple(texts)))
            db.execute_sql(f"INSERT INTO {table}_search (pk, {names}) VALUES (%s, {marks})", values)  # noqa: S608
        last = rows[-1][0]
