"""Fills a database with a synthetic archive, table by table: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from peewee import Model

from benchmarks.rows import COLUMNS, Row, Rows
from benchmarks.synthetic import Archive, SyntheticArticle
from service.storage import kept_counts, search
from service.storage.database import database, is_postgresql
from service.storage.models import Article, Quote

BATCH = 1_000
"""How many articles are written in one transaction."""

INDEXED: tuple[type[Model], ...] = (Quote, Article)
"""What full text is kept of."""

QUICK = {
    True: ("SET session_replication_role = replica", "SET synchronous_commit = off"),
    False: ("PRAGMA foreign_keys = off", "PRAGMA synchronous = off", "PRAGMA cache_size = -1000000"),
}
"""What a load needs no guard against, by whether it is PostgreSQL: it starts anew if it breaks off."""

SAFE = {
    True: ("RESET session_replication_role", "RESET synchronous_commit"),
    False: ("PRAGMA foreign_keys = on", "PRAGMA synchronous = normal", "PRAGMA cache_size = -32000"),
}

OWN_INDEXES = {
    True: (
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT IN "
        "(SELECT conname FROM pg_constraint)"
    ),
    False: "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
}
"""The indexes that are no part of a table's definition."""

COUNTING = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND instr(name, '_count_') > 0"
"""SQLite's triggers that keep counts: each row would be looked up in indexes that are not there."""


def fill(articles: int, each: int = 10, archive: Archive | None = None) -> Iterator[int]:
    """Writes so many articles of ``each`` quotes into the bound, empty database; yields how many so far.

    Leaves what the service would have stored of them: ``benchmarks.rows``. PostgreSQL's role must be allowed
    to leave foreign keys unchecked, as a superuser is.
    """
    archive = archive or Archive()
    rows = Rows(archive)
    with _loading():
        done: list[SyntheticArticle] = []
        for article in archive.articles(articles, each):
            done.append(article)
            if len(done) == BATCH:
                _write(rows.of(done))
                yield article.number + 1
                done = []
        if done:
            _write(rows.of(done))
            yield articles


@contextmanager
def _loading() -> Iterator[None]:
    """Indexes and counts are made at the end, which is several times as fast as to keep them."""
    engine = is_postgresql()
    _run(QUICK[engine])
    indexes = database.execute_sql(OWN_INDEXES[engine]).fetchall()
    triggers = [] if engine else database.execute_sql(COUNTING).fetchall()
    _run(f'DROP TRIGGER "{name}"' for name, _ in triggers)
    _run(f'DROP INDEX "{name}"' for name, _ in indexes)
    yield
    _run(definition for _, definition in (*indexes, *triggers))
    _run(SAFE[engine])
    if engine:
        _run(_sequences())
    kept_counts.recount()
    # The statistics that plans are made by.
    _run(["VACUUM ANALYZE" if engine else "ANALYZE"])


def _sequences() -> Iterable[str]:
    """Keys that the service gives go on after those that were written."""
    for table, columns in COLUMNS.items():
        if "pk" in columns:
            name = table._meta.table_name
            yield f"SELECT setval(pg_get_serial_sequence('{name}', 'pk'), max(pk)) FROM {name}"


def _run(statements: Iterable[str]) -> None:
    for statement in list(statements):
        database.execute_sql(statement)


def _write(rows: dict[type[Model], list[Row]]) -> None:
    with database.atomic():
        for table, columns in COLUMNS.items():
            _put(table._meta.table_name, columns, rows[table])
        for table in INDEXED if is_postgresql() else ():  # SQLite's triggers have done it
            _index(table, rows[table])


def _put(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    quoted = ", ".join(f'"{column}"' for column in columns)
    cursor = database.connection().cursor()
    if is_postgresql():
        with cursor.copy(f'COPY "{table}" ({quoted}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(columns))
        cursor.executemany(f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})', rows)


def _index(table: type[Model], rows: Iterable[Row]) -> None:
    """What the service does with every row on PostgreSQL."""
    name = table._meta.table_name
    texts = search.COLUMNS[name]
    places = [COLUMNS[table].index(column) for column in texts]
    _put(
        f"{name}_search",
        ("pk", *texts, "words"),
        ((row[0], *search.documents(name, tuple(row[place] for place in places))) for row in rows),
    )
