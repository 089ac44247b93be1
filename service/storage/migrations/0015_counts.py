"""Counts by day that triggers keep, and indexes off which speakers and topics are counted."""

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

TABLE = """
CREATE TABLE day_count (
    kind VARCHAR(9) NOT NULL, first_day VARCHAR(10) NOT NULL, last_day VARCHAR(10) NOT NULL,
    slot INTEGER NOT NULL, quotes INTEGER NOT NULL, PRIMARY KEY (kind, first_day, last_day, slot))
"""

INDEXES = {
    "quote_of_speaker": "quote (speaker_id, article_id) WHERE status <> 'rejected'",
    "quote_of_speaker_by_day": "quote (speaker_id, published_on, role) WHERE status <> 'rejected'",
    "quotetopic_topic_id_article_id_quote_id": "quote_topic (topic_id, article_id, quote_id)",
}

FILL_ARTICLES = """
UPDATE quote_topic SET article_id = (SELECT article_id FROM quote WHERE quote.pk = quote_topic.quote_id)
"""

# One select a kind of day, of the quotes that lists show: what is added and what is taken away.
DAYS = (
    "SELECT 'published' AS kind, {row}published_on AS first_day, {row}published_on AS last_day, {n} AS n "
    "{source} WHERE {row}status <> 'rejected' AND {row}published_on IS NOT NULL "
    "UNION ALL SELECT 'said', {row}said_first, {row}said_last, {n} "
    "{source} WHERE {row}status <> 'rejected' AND {row}said_first IS NOT NULL"
)
ADD = (
    "INSERT INTO day_count (kind, first_day, last_day, slot, quotes) "
    "SELECT kind, first_day, last_day, {slot}, SUM(n) FROM ({days}) AS changed "
    "WHERE TRUE GROUP BY kind, first_day, last_day HAVING SUM(n) <> 0 ORDER BY kind, first_day, last_day "
    "ON CONFLICT (kind, first_day, last_day, slot) DO UPDATE SET quotes = day_count.quotes + excluded.quotes"
)

# Writers on PostgreSQL would wait for each other at the row of today: each process has a slot of its own.
FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; RETURN NULL; END $$
"""
SLOT = "mod(pg_backend_pid(), 64)"
ON_POSTGRESQL = {
    "INSERT": "REFERENCING NEW TABLE AS new_rows",
    "DELETE": "REFERENCING OLD TABLE AS old_rows",
    "UPDATE": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
}

ARTICLE_ON_SQLITE = """
CREATE TRIGGER quote_topic_article AFTER INSERT ON quote_topic WHEN new.article_id IS NULL BEGIN
    UPDATE quote_topic SET article_id = (SELECT article_id FROM quote WHERE pk = new.quote_id)
    WHERE quote_id = new.quote_id AND topic_id = new.topic_id; END
"""
ARTICLE_FUNCTION = """
CREATE FUNCTION quote_topic_article() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    SELECT article_id INTO NEW.article_id FROM quote WHERE pk = NEW.quote_id; RETURN NEW; END $$
"""
ARTICLE_ON_POSTGRESQL = """
CREATE TRIGGER quote_topic_article BEFORE INSERT ON quote_topic FOR EACH ROW
    WHEN (NEW.article_id IS NULL) EXECUTE FUNCTION quote_topic_article()
"""


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Creates them and counts what is stored."""
    postgresql = isinstance(db, PostgresqlDatabase)
    db.execute_sql(TABLE)
    db.execute_sql(ADD.format(slot=0, days=DAYS.format(row="", n=1, source="FROM quote")))
    db.execute_sql("ALTER TABLE quote_topic ADD COLUMN article_id BIGINT")
    db.execute_sql(FILL_ARTICLES)
    for name, on in INDEXES.items():
        db.execute_sql(f"CREATE INDEX {name} ON {on}")
    for statement in _postgresql() if postgresql else _sqlite():
        db.execute_sql(statement)


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops them: all is counted when asked."""
    postgresql = isinstance(db, PostgresqlDatabase)
    on = " ON quote" if postgresql else ""
    for event in ON_POSTGRESQL:
        db.execute_sql(f"DROP TRIGGER day_count_{event.lower()}{on}")
    db.execute_sql(f"DROP TRIGGER quote_topic_article{' ON quote_topic' if postgresql else ''}")
    if postgresql:
        for event in ON_POSTGRESQL:
            db.execute_sql(f"DROP FUNCTION day_count_{event.lower()}")
        db.execute_sql("DROP FUNCTION quote_topic_article")
    for name in INDEXES:
        db.execute_sql(f"DROP INDEX {name}")
    db.execute_sql("ALTER TABLE quote_topic DROP COLUMN article_id")
    db.execute_sql("DROP TABLE day_count")


def _sqlite() -> list[str]:
    statements = [ARTICLE_ON_SQLITE]
    rows = {"new": DAYS.format(row="new.", n=1, source=""), "old": DAYS.format(row="old.", n=-1, source="")}
    events = {
        "insert": ("AFTER INSERT", rows["new"]),
        "delete": ("AFTER DELETE", rows["old"]),
        "update": (
            "AFTER UPDATE OF status, published_on, said_first, said_last",
            f"{rows['old']} UNION ALL {rows['new']}",
        ),
    }
    for name, (event, days) in events.items():
        body = ADD.format(slot=0, days=days)
        statements.append(f"CREATE TRIGGER day_count_{name} {event} ON quote BEGIN {body}; END")
    return statements


def _postgresql() -> list[str]:
    statements = [ARTICLE_FUNCTION, ARTICLE_ON_POSTGRESQL]
    new = DAYS.format(row="", n=1, source="FROM new_rows")
    old = DAYS.format(row="", n=-1, source="FROM old_rows")
    days = {"INSERT": new, "DELETE": old, "UPDATE": f"{old} UNION ALL {new}"}
    for event, tables in ON_POSTGRESQL.items():
        name = f"day_count_{event.lower()}"
        statements.append(FUNCTION.format(name=name, body=ADD.format(slot=SLOT, days=days[event])))
        on = f"AFTER {event} ON quote {tables} FOR EACH STATEMENT"
        statements.append(f"CREATE TRIGGER {name} {on} EXECUTE FUNCTION {name}()")
    return statements
