"""Numbers of each speaker and of each role of one, which triggers keep; the index off which days of roles are
read goes by role.

Whoever reads is not held up meanwhile: the index in whose place that one comes goes later, by itself (0022).
"""

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

# Who writes waits from the start: what is stored after the count and before the triggers would never be
# counted. In the order in which articles are stored, or two would wait for each other.
LOCK = "LOCK TABLE article, speaker, quote IN SHARE ROW EXCLUSIVE MODE"
# SQLite keeps them in their key alone; PostgreSQL's pages leave room to change rows where they are.
KEPT = {True: "WITH (fillfactor = 70)", False: "WITHOUT ROWID"}
TABLES = (
    "CREATE TABLE speaker_count (speaker_id BIGINT NOT NULL REFERENCES speaker (pk) ON DELETE CASCADE, "
    "slot INTEGER NOT NULL, quotes INTEGER NOT NULL, articles INTEGER NOT NULL, "
    "PRIMARY KEY (speaker_id, slot)) {kept}",
    "CREATE TABLE speaker_role_count (speaker_id BIGINT NOT NULL REFERENCES speaker (pk) ON DELETE CASCADE, "
    "role TEXT NOT NULL, slot INTEGER NOT NULL, quotes INTEGER NOT NULL, "
    "PRIMARY KEY (speaker_id, role, slot)) {kept}",
)
FILL = (
    "INSERT INTO speaker_count SELECT speaker_id, 0, COUNT(*), COUNT(DISTINCT article_id) FROM quote "
    "WHERE speaker_id IS NOT NULL AND status <> 'rejected' GROUP BY speaker_id",
    "INSERT INTO speaker_role_count SELECT speaker_id, role, 0, COUNT(*) FROM quote "
    "WHERE speaker_id IS NOT NULL AND role IS NOT NULL AND status <> 'rejected' GROUP BY speaker_id, role",
)
BY_ROLE = "quote_of_speaker_by_role ON quote (speaker_id, role, published_on) WHERE status <> 'rejected'"

ADDED = (
    "quotes = speaker_count.quotes + excluded.quotes, articles = speaker_count.articles + excluded.articles"
)
ADDED_ROLE = "quotes = speaker_role_count.quotes + excluded.quotes"

# Row by row: an article counts if no other quote in it is the speaker's.
ROW = """
INSERT INTO speaker_count (speaker_id, slot, quotes, articles)
    SELECT {row}.speaker_id, 0, {n}, {n} * NOT EXISTS (SELECT 1 FROM quote WHERE speaker_id = {row}.speaker_id
        AND article_id = {row}.article_id AND status <> 'rejected' AND pk <> {row}.pk)
    WHERE {row}.speaker_id IS NOT NULL AND {row}.status <> 'rejected'
    ON CONFLICT (speaker_id, slot) DO UPDATE SET {added};
INSERT INTO speaker_role_count (speaker_id, role, slot, quotes) SELECT {row}.speaker_id, {row}.role, 0, {n}
    WHERE {row}.speaker_id IS NOT NULL AND {row}.role IS NOT NULL AND {row}.status <> 'rejected'
    ON CONFLICT (speaker_id, role, slot) DO UPDATE SET {added_role};
"""
ON_SQLITE = {
    "insert": ("AFTER INSERT ON quote", (("new", 1),)),
    "delete": ("AFTER DELETE ON quote", (("old", -1),)),
    "update": (
        "AFTER UPDATE OF speaker_id, status, role ON quote WHEN old.speaker_id IS NOT new.speaker_id "
        "OR old.status <> new.status OR old.role IS NOT new.role",
        (("old", -1), ("new", 1)),
    ),
}

# Statement by statement: an article counts if it has quotes of the speaker, less if it had none before.
OLD = "SELECT speaker_id, article_id, role, -1 AS n FROM old_rows WHERE {0}"
NEW = "SELECT speaker_id, article_id, role, 1 AS n FROM new_rows WHERE {0}"
SHOWN = "speaker_id IS NOT NULL AND status <> 'rejected'"
ON_POSTGRESQL = {
    "INSERT": ("REFERENCING NEW TABLE AS new_rows", NEW),
    "DELETE": ("REFERENCING OLD TABLE AS old_rows", OLD),
    "UPDATE": ("REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows", f"{OLD} UNION ALL {NEW}"),
}
# Of two who change quotes of one article, the second must see what the first did. Whoever adds some has made
# the article, or holds it.
HOLD = """
PERFORM 1 FROM article WHERE pk IN (SELECT article_id FROM ({changed}) AS changed
    GROUP BY speaker_id, article_id HAVING SUM(n) <> 0) ORDER BY pk FOR NO KEY UPDATE;
"""
# Plans are kept from when the tables were small, so they must go by the index from the start.
FUNCTION = """
CREATE FUNCTION speaker_count_{event}() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$ BEGIN
{hold}
INSERT INTO speaker_count (speaker_id, slot, quotes, articles)
    SELECT speaker_id, mod(pg_backend_pid(), 64), SUM(n), SUM((now > 0)::integer - (now - n > 0)::integer)
    FROM (SELECT speaker_id, article_id, SUM(n) AS n, (SELECT COUNT(*) FROM quote
            WHERE quote.speaker_id = changed.speaker_id AND quote.article_id = changed.article_id
            AND status <> 'rejected') AS now
        FROM ({changed}) AS changed GROUP BY speaker_id, article_id HAVING SUM(n) <> 0) AS pairs
    GROUP BY speaker_id ORDER BY speaker_id
    ON CONFLICT (speaker_id, slot) DO UPDATE SET {added};
INSERT INTO speaker_role_count (speaker_id, role, slot, quotes)
    SELECT speaker_id, role, mod(pg_backend_pid(), 64), SUM(n) FROM ({changed}) AS changed
    WHERE role IS NOT NULL GROUP BY speaker_id, role HAVING SUM(n) <> 0 ORDER BY speaker_id, role
    ON CONFLICT (speaker_id, role, slot) DO UPDATE SET {added_role};
RETURN NULL; END $$
"""
TRIGGER = (
    "CREATE TRIGGER speaker_count_{event} AFTER {event} ON quote {tables} FOR EACH STATEMENT "
    "EXECUTE FUNCTION speaker_count_{event}()"
)


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Creates them and counts what is stored."""
    postgresql = isinstance(db, PostgresqlDatabase)
    if postgresql:
        db.execute_sql(LOCK)
    db.execute_sql(f"CREATE INDEX {BY_ROLE}")
    for table in TABLES:
        db.execute_sql(table.format(kept=KEPT[postgresql]))
    for statement in (*FILL, *(_postgresql() if postgresql else _sqlite())):
        db.execute_sql(statement)


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops them: all is counted when asked."""
    postgresql = isinstance(db, PostgresqlDatabase)
    for event in ON_SQLITE:
        db.execute_sql(f"DROP TRIGGER speaker_count_{event}{' ON quote' if postgresql else ''}")
        if postgresql:
            db.execute_sql(f"DROP FUNCTION speaker_count_{event}")
    db.execute_sql("DROP TABLE speaker_role_count")
    db.execute_sql("DROP TABLE speaker_count")
    db.execute_sql("DROP INDEX quote_of_speaker_by_role")


def _sqlite() -> list[str]:
    statements = []
    for event, (when, rows) in ON_SQLITE.items():
        body = "".join(ROW.format(row=row, n=n, added=ADDED, added_role=ADDED_ROLE) for row, n in rows)
        statements.append(f"CREATE TRIGGER speaker_count_{event} {when} BEGIN {body} END")
    return statements


def _postgresql() -> list[str]:
    statements = []
    for event, (tables, rows) in ON_POSTGRESQL.items():
        changed = rows.format(SHOWN)
        hold = "" if event == "INSERT" else HOLD.format(changed=changed)
        kept = {"changed": changed, "hold": hold, "added": ADDED, "added_role": ADDED_ROLE}
        statements.append(FUNCTION.format(event=event.lower(), **kept))
        statements.append(TRIGGER.format(event=event.lower(), tables=tables))
    return statements
