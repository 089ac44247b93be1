"""Numbers of each topic, which triggers keep. A quote's topic has the quote's article as long as lists show
the quote: what has one is counted."""

from peewee import Database, PostgresqlDatabase
from playhouse.migrate import SchemaMigrator

# Who writes waits from the start: what is stored after the count and before the triggers would never be
# counted. In the order in which articles are stored, or two would wait for each other.
LOCK = "LOCK TABLE article, topic, quote, quote_topic IN SHARE ROW EXCLUSIVE MODE"
# SQLite keeps them in their key alone; PostgreSQL's pages leave room to change rows where they are.
KEPT = {True: "WITH (fillfactor = 70)", False: "WITHOUT ROWID"}
TABLE = (
    "CREATE TABLE topic_count (topic_id BIGINT NOT NULL REFERENCES topic (pk) ON DELETE CASCADE, "
    "slot INTEGER NOT NULL, quotes INTEGER NOT NULL, articles INTEGER NOT NULL, "
    "PRIMARY KEY (topic_id, slot)) {kept}"
)
UNSHOWN = "quote_id IN (SELECT pk FROM quote WHERE status = 'rejected')"
FILL = (
    f"UPDATE quote_topic SET article_id = NULL WHERE {UNSHOWN}",  # noqa: S608 - words of ours
    "INSERT INTO topic_count SELECT topic_id, 0, COUNT(*), COUNT(DISTINCT article_id) FROM quote_topic "
    "WHERE article_id IS NOT NULL GROUP BY topic_id",
)
UNFILL = (
    "UPDATE quote_topic SET article_id = "  # noqa: S608 - words of ours
    f"(SELECT article_id FROM quote WHERE quote.pk = quote_topic.quote_id) WHERE {UNSHOWN}"
)
ADDED = "quotes = topic_count.quotes + excluded.quotes, articles = topic_count.articles + excluded.articles"
IF_SHOWN = "(SELECT article_id FROM quote WHERE pk = new.quote_id{0})"
NOT_REJECTED = " AND status <> 'rejected'"

# Row by row: an article counts if no other quote in it has the topic.
ROW = """
INSERT INTO topic_count (topic_id, slot, quotes, articles)
    SELECT {row}.topic_id, 0, {n}, {n} * NOT EXISTS (SELECT 1 FROM quote_topic
        WHERE topic_id = {row}.topic_id AND article_id = {row}.article_id AND quote_id <> {row}.quote_id)
    WHERE {row}.article_id IS NOT NULL
    ON CONFLICT (topic_id, slot) DO UPDATE SET {added};
"""
ON_SQLITE = {
    "insert": ("AFTER INSERT ON quote_topic WHEN new.article_id IS NOT NULL", (("new", 1),)),
    "delete": ("AFTER DELETE ON quote_topic WHEN old.article_id IS NOT NULL", (("old", -1),)),
    "update": ("AFTER UPDATE OF article_id, topic_id ON quote_topic", (("old", -1), ("new", 1))),
}
ARTICLE_ON_SQLITE = """
CREATE TRIGGER quote_topic_article AFTER INSERT ON quote_topic WHEN new.article_id IS NULL BEGIN
    UPDATE quote_topic SET article_id = {article}
    WHERE quote_id = new.quote_id AND topic_id = new.topic_id; END
"""
STATUS = "UPDATE quote_topic SET article_id = {article} WHERE quote_id = new.pk"
IF_NOW_SHOWN = "CASE WHEN new.status = 'rejected' THEN NULL ELSE new.article_id END"
STATUS_TRIGGER = (
    "CREATE TRIGGER quote_topic_shown AFTER UPDATE OF status ON quote FOR EACH ROW "
    "WHEN ((old.status = 'rejected') <> (new.status = 'rejected')) {0}"
)

# Statement by statement: an article counts if it has the topic, less if it had it before.
OLD = "SELECT topic_id, article_id, -1 AS n FROM old_rows WHERE article_id IS NOT NULL"
NEW = "SELECT topic_id, article_id, 1 AS n FROM new_rows WHERE article_id IS NOT NULL"
ON_POSTGRESQL = {
    "INSERT": ("REFERENCING NEW TABLE AS new_rows", NEW),
    "DELETE": ("REFERENCING OLD TABLE AS old_rows", OLD),
    "UPDATE": ("REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows", f"{OLD} UNION ALL {NEW}"),
}
# Of two who change topics of one article, the second must see what the first did. Whoever adds some has made
# the article, or holds it.
HOLD = """
PERFORM 1 FROM article WHERE pk IN (SELECT article_id FROM ({changed}) AS changed
    GROUP BY topic_id, article_id HAVING SUM(n) <> 0) ORDER BY pk FOR NO KEY UPDATE;
"""
# Plans are kept from when the tables were small, so they must go by the index from the start.
FUNCTION = """
CREATE FUNCTION topic_count_{event}() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$ BEGIN
{hold}
INSERT INTO topic_count (topic_id, slot, quotes, articles)
    SELECT topic_id, mod(pg_backend_pid(), 64), SUM(n), SUM((now > 0)::integer - (now - n > 0)::integer)
    FROM (SELECT topic_id, article_id, SUM(n) AS n, (SELECT COUNT(*) FROM quote_topic AS other
            WHERE other.topic_id = changed.topic_id AND other.article_id = changed.article_id) AS now
        FROM ({changed}) AS changed GROUP BY topic_id, article_id HAVING SUM(n) <> 0) AS pairs
    GROUP BY topic_id ORDER BY topic_id
    ON CONFLICT (topic_id, slot) DO UPDATE SET {added};
RETURN NULL; END $$
"""
TRIGGER = (
    "CREATE TRIGGER topic_count_{event} AFTER {event} ON quote_topic {tables} FOR EACH STATEMENT "
    "EXECUTE FUNCTION topic_count_{event}()"
)
ROW_FUNCTION = (
    "CREATE OR REPLACE FUNCTION {0}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {1}; RETURN NEW; END $$"
)
ARTICLE = "SELECT article_id INTO NEW.article_id FROM quote WHERE pk = NEW.quote_id{0}"


def up(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Creates them and counts what is stored."""
    postgresql = isinstance(db, PostgresqlDatabase)
    if postgresql:
        db.execute_sql(LOCK)
    db.execute_sql(TABLE.format(kept=KEPT[postgresql]))
    _article(db, NOT_REJECTED)
    for statement in (*FILL, *(_postgresql() if postgresql else _sqlite())):
        db.execute_sql(statement)


def down(migrator: SchemaMigrator, db: Database) -> None:  # noqa: ARG001 - the runner's signature
    """Drops them: all is counted when asked."""
    postgresql = isinstance(db, PostgresqlDatabase)
    for name, table in (
        *((f"topic_count_{event}", "quote_topic") for event in ON_SQLITE),
        ("quote_topic_shown", "quote"),
    ):
        db.execute_sql(f"DROP TRIGGER {name}{f' ON {table}' if postgresql else ''}")
        if postgresql:
            db.execute_sql(f"DROP FUNCTION {name}")
    _article(db, "")
    db.execute_sql(UNFILL)
    db.execute_sql("DROP TABLE topic_count")


def _article(db: Database, if_shown: str) -> None:
    """What gives a quote's topic the quote's article, from now on ``if_shown``."""
    if isinstance(db, PostgresqlDatabase):
        db.execute_sql(ROW_FUNCTION.format("quote_topic_article", ARTICLE.format(if_shown)))
    else:
        db.execute_sql("DROP TRIGGER quote_topic_article")
        db.execute_sql(ARTICLE_ON_SQLITE.format(article=IF_SHOWN.format(if_shown)))


def _sqlite() -> list[str]:
    statements = [STATUS_TRIGGER.format(f"BEGIN {STATUS.format(article=IF_NOW_SHOWN)}; END")]
    for event, (when, rows) in ON_SQLITE.items():
        body = "".join(ROW.format(row=row, n=n, added=ADDED) for row, n in rows)
        statements.append(f"CREATE TRIGGER topic_count_{event} {when} BEGIN {body} END")
    return statements


def _postgresql() -> list[str]:
    statements = [
        ROW_FUNCTION.format("quote_topic_shown", STATUS.format(article=IF_NOW_SHOWN)),
        STATUS_TRIGGER.format("EXECUTE FUNCTION quote_topic_shown()"),
    ]
    for event, (tables, changed) in ON_POSTGRESQL.items():
        hold = "" if event == "INSERT" else HOLD.format(changed=changed)
        statements.append(FUNCTION.format(event=event.lower(), changed=changed, hold=hold, added=ADDED))
        statements.append(TRIGGER.format(event=event.lower(), tables=tables))
    return statements
