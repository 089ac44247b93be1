"""Full text on either database: what a person types, read into terms, and the terms as each engine's query.

``flood wall`` finds both words, ``"flood wall"`` the phrase, ``-levee`` leaves out, ``flood*`` a beginning.
Everything else is taken for words: nothing a user types is an operator of the engine. The engines keep stems
that are made here, so both find the same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from peewee import SQL

from service.storage import statements
from service.storage.database import database, is_postgresql
from service.storage.names import fold
from service.storage.stems import inflected, stem
from service.storage.stems import words_of as split

TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))(?P<star>\*?)')
DOUBLE_MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"') | {"\0": " "})

COLUMNS = {"quote": ("text", "role"), "article": ("title", "text")}
"""What each table is searched by, as the migration made it; a column ``words`` has inflected forms."""

SAMPLED = 32
"""SQLite has the quotes whose key is a multiple of it in an index of words of their own (migration 0021)."""

MOST_TERMS = 32
"""A longer query is cut: each term costs a look-up, and nobody types so many."""

LAST_PLACE, MOST_PLACES = 16_383, 255
"""Of a word in a tsvector: PostgreSQL's own bounds."""

INDEXED_BYTES = 400_000
"""A tsvector holds a megabyte at most; of a longer text PostgreSQL finds what stands in the first part."""


@dataclass(frozen=True)
class Term:
    """Words that must stand together, as they were typed; ``prefix``: the last of them may go on."""

    words: str
    prefix: bool = False

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The words as they are compared."""
        return tuple(split(self.words))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The stems of the words."""
        return tuple(map(stem, self.folded))

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """How the words begin in any text that has them: of a stem, what every word of it begins with."""
        single = self.prefix and len(self.stems) == 1
        return tuple(map(begun, self.folded if single else self.stems))


@dataclass(frozen=True)
class Terms:
    """What must be found, and what must not be."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)

    @cached_property
    def single(self) -> bool:
        """Whether each of them is one word."""
        return all(len(term.stems) == 1 for term in (*self.wanted, *self.unwanted))

    @cached_property
    def parts(self) -> frozenset[str]:
        """What stands in every text that has all that is wanted, in small letters."""
        return frozenset(part for term in self.wanted for part in term.beginnings)


def begun(stem_: str) -> str:
    """How every word of this stem begins: what a stemmer puts in the place of an ending has two letters more
    than the word at most ("possibl" of "possibility", "die" of "dying")."""
    return stem_[: max(len(stem_) - 2, 1)]


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


def hits(table: str, columns: tuple[str, ...], terms: Terms, *, most: str | None = None) -> SQL:
    """A select of the ``pk`` of the rows that ``terms`` describe; with ``most`` so many, the last stored.

    Terms that want nothing describe the rows that have an unwanted one.
    """
    condition, parameters = _condition(table, columns, terms)
    pk = "found.pk" if is_postgresql() else "found.rowid"
    end = "" if most is None else f" ORDER BY {pk} DESC LIMIT {most}"
    return SQL(f"(SELECT {pk} FROM {table}_search AS found WHERE {condition}{end})", parameters)  # noqa: S608 - names of ours, no words of a user


def has(table: str, row: str, columns: tuple[str, ...], terms: Terms) -> SQL:
    """Whether the one row with the key ``row`` (an SQL expression) is one of ``hits``."""
    condition, parameters = _condition(table, columns, terms)
    pk = "found.pk" if is_postgresql() else "found.rowid"
    # OFFSET 0 keeps PostgreSQL from finding all rows that have the words first.
    found = f"SELECT 1 FROM {table}_search AS found WHERE {pk} = {row} AND {condition} LIMIT 1 OFFSET 0"  # noqa: S608
    return SQL(f"EXISTS ({found})", parameters)


def index(table: str, rows: list[tuple[int, tuple[str | None, ...]]]) -> None:
    """Puts rows (pk, texts in the columns' order) into the index; SQLite's triggers have done it already."""
    if rows and is_postgresql():
        database.execute_sql(f"DELETE FROM {table}_search WHERE pk = ANY(%s)", ([pk for pk, _ in rows],))  # noqa: S608
        add(table, rows)


def add(table: str, rows: list[tuple[int, tuple[str | None, ...]]]) -> None:
    """The same of rows that are new."""
    if is_postgresql():
        values = ((pk, *documents(table, texts)) for pk, texts in rows)
        statements.insert(f"{table}_search", ("pk", *COLUMNS[table], "words"), values)


def documents(table: str, texts: tuple[str | None, ...]) -> tuple[str, ...]:
    """The tsvectors of a row, spelled out: of each column, and of the inflected words.

    They then need no parser and no dictionary of PostgreSQL's, which have their own idea of a word.
    """
    words = [split(text or "") for text in texts]
    forms = inflected(chain.from_iterable(words[:1] if table == "quote" else words))
    return (*(_document(list(map(stem, each))) for each in words), _document(forms))


def _document(words: Sequence[str]) -> str:
    places: dict[str, list[str]] = {}
    left = INDEXED_BYTES
    for place, word in enumerate(words, 1):
        left -= len(word.encode()) + 1
        if left < -1:
            break
        places.setdefault(word, []).append(str(place) if place < LAST_PLACE else str(LAST_PLACE))
    return " ".join([f"'{word}':{','.join(where[:MOST_PLACES])}" for word, where in places.items()])


def _condition(table: str, columns: tuple[str, ...], terms: Terms) -> tuple[str, tuple[str, ...]]:
    return _by_tsvector(columns, terms) if is_postgresql() else _by_fts(table, columns, terms)


def _by_fts(table: str, columns: tuple[str, ...], terms: Terms) -> tuple[str, tuple[str, ...]]:
    wanted = " AND ".join(_match(columns, term) for term in terms.wanted)
    unwanted = " OR ".join(_match(columns, term) for term in terms.unwanted)
    query = f"({wanted}) NOT ({unwanted})" if wanted and unwanted else wanted or unwanted
    return f"{table}_search MATCH ?", (query,)


def _by_tsvector(columns: tuple[str, ...], terms: Terms) -> tuple[str, tuple[str, ...]]:
    # Each term may stand in another column: one look-up a column and term, which the indexes serve.
    wanted = [_tsqueries(columns, term) for term in terms.wanted]
    unwanted = [_tsqueries(columns, term) for term in terms.unwanted]
    if not wanted:
        parameters = tuple(query for each in unwanted for _, query in each)
        return f"({' OR '.join(map(_either, unwanted))})", parameters
    together = _together(wanted, unwanted)
    if together is not None:
        return together
    parameters = tuple(query for each in (*wanted, *unwanted) for _, query in each)
    return " AND ".join([*map(_either, wanted), *(f"NOT {_either(each)}" for each in unwanted)]), parameters


def _together(
    wanted: list[list[tuple[str, str]]], unwanted: list[list[tuple[str, str]]]
) -> tuple[str, tuple[str, ...]] | None:
    """All terms as one query of the one column that they stand in; None where there are several.

    What its index finds then needs no further look at the row, as what a second query leaves out does.
    """
    alone = [each[0] for each in (*wanted, *unwanted) if len(each) == 1]
    if len(alone) < len(wanted) + len(unwanted) or len({column for column, _ in alone}) > 1:
        return None
    queries = [f"({query})" for _, query in alone]
    spelled = " & ".join([*queries[: len(wanted)], *(f"!{query}" for query in queries[len(wanted) :])])
    return f"found.{alone[0][0]} @@ %s::tsquery", (spelled,)


def _either(queries: list[tuple[str, str]]) -> str:
    return "(" + " OR ".join(f"found.{column} @@ %s::tsquery" for column, _ in queries) + ")"


def _match(columns: tuple[str, ...], term: Term) -> str:
    """An FTS5 query: every run of words a quoted string, which has no operators."""
    either = [
        f'{{{" ".join(each)}}} : "{" ".join(run)}"' + (" *" if term.prefix else "")
        for each, run in _runs(columns, term)
    ]
    return f"({' OR '.join(either)})"


def _tsqueries(columns: tuple[str, ...], term: Term) -> list[tuple[str, str]]:
    """A tsquery for each column: only letters and digits stand between its marks."""
    return [
        (column, " <-> ".join(f"'{word}'" for word in run) + (":*" if term.prefix else ""))
        for each, run in _runs(columns, term)
        for column in each
    ]


def _runs(columns: tuple[str, ...], term: Term) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The runs of words of which one must stand in one of its columns.

    A beginning may be longer than the stem of what it begins ("negotiat" of "negotiations"), so a single one
    is looked for among inflected words as well, and the last of a phrase by its own stem too.
    """
    if not term.prefix:
        return [(columns, term.stems)]
    beginning = (*term.stems[:-1], term.folded[-1])
    if len(beginning) == 1:
        return [((*columns, "words"), beginning)]
    return [(columns, run) for run in dict.fromkeys((beginning, term.stems))]
