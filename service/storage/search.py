"""Full text on either database: what a person types, read into terms, and the terms as each engine's query.

``flood wall`` finds both words, ``"flood wall"`` the phrase, ``-levee`` leaves out, ``flood*`` a beginning.
Everything else is taken for words: nothing a user types is an operator of the engine.
"""

import re
from dataclasses import dataclass
from typing import Any

from peewee import SQL, Table, fn

from service.storage.database import database, is_postgresql
from service.storage.names import fold

TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))(?P<star>\*?)')
DOUBLE_MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"') | {"\0": " "})

COLUMNS = {"quote": ("text", "role"), "article": ("title", "text")}
"""What each table is searched by, as the migration made it."""

MOST_TERMS = 32
"""A longer query is cut: each term costs a look-up, and nobody types so many."""

INDEXED_BYTES = 400_000
"""A tsvector holds a megabyte at most; of a longer text PostgreSQL finds what stands in the first part."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand together; ``prefix``: the last of them may go on."""

    words: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """What must be found, and what must not be."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)


def read(query: str) -> Terms:
    """The terms of what a person typed; none where it has no word."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for match in TERM.finditer(query.translate(DOUBLE_MARKS)):
        words = match["word"] if match["phrase"] is None else match["phrase"]
        star = bool(match["star"]) or (match["phrase"] is None and words.endswith("*"))
        if not fold(words):
            continue
        (unwanted if match["minus"] else wanted).append(Term(words, star))
    return Terms(tuple(wanted[:MOST_TERMS]), tuple(unwanted[:MOST_TERMS]))


def words_of(text: str) -> Terms:
    """Every word of ``text`` as a term that must be found."""
    return Terms(tuple(Term(word) for word in text.split()[:MOST_TERMS] if fold(word)), ())


def matching(table: str, columns: tuple[str, ...], terms: Terms) -> list[Any]:
    """Selects of the ``pk`` to be in, then the ``pk`` to be not in: (select, wanted) pairs."""
    pairs: list[Any] = []
    if terms.wanted:
        pairs.append((_hits(table, columns, terms.wanted), True))
    pairs += [(_hits(table, columns, (term,)), False) for term in terms.unwanted]
    return pairs


def scored(table: str, column: str, terms: Terms) -> Any:
    """A subquery of (pk, hits): how often each row has the wanted terms. It depends on that row alone.

    A score that knew the whole archive (bm25) would change while pages are turned, and skip or repeat rows.
    """
    source = Table(f"{table}_search").alias("found")
    if is_postgresql():
        query = _tsquery(terms.wanted)
        hits = SQL(f"ts_rank_cd('{{1,1,1,1}}', found.{column}, to_tsquery('tracker', %s))", (query,))
        condition = SQL(f"found.{column} @@ to_tsquery('tracker', %s)", (query,))
        return source.select(SQL("found.pk").alias("pk"), hits.alias("hits")).where(condition).alias("hit")
    marked = f"highlight({table}_search, 0, char(2), '')"
    hits = SQL(f"length({marked}) - length({column})")
    condition = SQL(f"{table}_search MATCH ?", (_match((column,), terms.wanted),))
    return source.select(SQL("rowid").alias("pk"), hits.alias("hits")).where(condition).alias("hit")


def index(table: str, rows: list[tuple[int, tuple[str | None, ...]]]) -> None:
    """Puts rows (pk, texts in the columns' order) into the index; SQLite's triggers have done it already."""
    if not rows or not is_postgresql():
        return
    target = Table(f"{table}_search")
    columns = COLUMNS[table]
    target.delete().where(target.c.pk.in_([pk for pk, _ in rows])).execute(database.obj)
    documents = [
        {target.c.pk: pk}
        | {getattr(target.c, column): _document(text) for column, text in zip(columns, texts, strict=True)}
        for pk, texts in rows
    ]
    target.insert(documents).execute(database.obj)


def _document(text: str | None) -> Any:
    words = fold(text or "").encode()[:INDEXED_BYTES].decode(errors="ignore")
    return fn.to_tsvector("tracker", words)


def _hits(table: str, columns: tuple[str, ...], terms: tuple[Term, ...]) -> SQL:
    if is_postgresql():
        # Each term may stand in another column: one look-up a column and term, which the indexes serve.
        either = " OR ".join(f"found.{column} @@ to_tsquery('tracker', %s)" for column in columns)
        every = " AND ".join(f"({either})" for _ in terms)
        parameters = tuple(_tsquery((term,)) for term in terms for _ in columns)
        return SQL(f"(SELECT found.pk FROM {table}_search AS found WHERE {every})", parameters)  # noqa: S608 - names of ours, no words of a user
    match = _match(columns, terms)
    return SQL(f"(SELECT rowid FROM {table}_search WHERE {table}_search MATCH ?)", (match,))  # noqa: S608


def _match(columns: tuple[str, ...], terms: tuple[Term, ...]) -> str:
    """An FTS5 query: every term a quoted string, which has no operators."""
    phrases = (f'"{term.words}"' + (" *" if term.prefix else "") for term in terms)
    return f"{{{' '.join(columns)}}} : ({' AND '.join(phrases)})"


def _tsquery(terms: tuple[Term, ...]) -> str:
    """A tsquery: only letters and digits stand between its marks."""
    phrases = []
    for term in terms:
        words = " <-> ".join(f"'{word}'" for word in fold(term.words).split())
        phrases.append(f"({words}{':*' if term.prefix else ''})")
    return " & ".join(phrases)
