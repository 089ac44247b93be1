"""Conditions that another table answers: the quotes about a topic, the rows that full text finds.

Each can be asked two ways, for all its keys or of one row at a time; which is cheaper depends on how many
there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from peewee import SQL

from service.storage import matching, search, statements
from service.storage.database import database, is_postgresql

LISTED = "listed"
"""What the row of the list is called in ``Membership.test``."""

BY_ROW = "LIMIT 1 OFFSET 0"
"""Ends what is asked of one row. Without it PostgreSQL, which takes a list for as long as its table, reads
beforehand all rows that the question is about: 80,000 of a frequent topic, for a page of twenty."""


class Counted(SQL):
    """A condition on the row ``listed``; ``kept`` selects how many of the rows that lists show have it."""

    def __init__(self, condition: SQL, kept: SQL) -> None:
        super().__init__(condition.sql, condition.params)
        self.kept = kept


@cache
def listed(column: str) -> SQL:
    """A column of that row."""
    return SQL(f"{LISTED}.{column}")


SURELY, SURELY_WITHOUT = 1.25, 3
"""How many times as many as a bound an estimate must say, to be taken for true: of a word as frequent as
these it is wrong by some hundredths, but takes what is left out of it for independent, as "united" and
"states" are not."""

MERGED = 20
"""So many lists at most are merged into one: each costs a hundredth of a millisecond."""

OF_TOPICS = "SELECT SUM(quotes) FROM topic_count WHERE topic_id IN"
OF_SPEAKERS = "SELECT SUM(quotes) FROM speaker_count WHERE speaker_id IN"
"""How many of the quotes that lists show they have: kept by triggers (migrations 0019 and 0020)."""

HAVING_QUOTES = (
    "SELECT pk FROM topic WHERE pk IN ({topics}) "
    "AND EXISTS (SELECT 1 FROM quote_topic WHERE topic_id = topic.pk) ORDER BY pk"
)

NO_TERMS = search.Terms((), ())


@dataclass(frozen=True, slots=True)
class Membership:
    """``keys`` is a select of the rows' keys, ``last`` the same of the last stored, at most {most} of them.

    ``test`` is whether the row ``listed`` is one of them. Where ``wanted`` is False they must not be. Where
    there is a ``column``, the ``terms`` in its text tell the same: to read a quote costs a tenth of asking an
    index of words about one row. ``indexed`` is whether the keys stand in one index of a table.
    ``each`` are conditions on the row ``listed`` of which every member has exactly one, and each of which has
    an index in the orders of lists; none where there are too many to go along all of these at once.
    ``kept`` is a select of how many of the quotes that lists show are members, where that is kept; ``topic``
    the key of the one topic that they all are about, where nothing else is asked.
    """

    keys: SQL
    last: SQL
    test: SQL
    wanted: bool = True
    column: str | None = None
    terms: search.Terms = NO_TERMS
    indexed: bool = False
    each: tuple[Any, ...] = ()
    kept: SQL | None = None
    topic: int | None = None

    @property
    def lone_word(self) -> bool:
        """Whether it is one word in one column that is looked for."""
        return self.one_wanted and not self.terms.unwanted

    @property
    def one_wanted(self) -> bool:
        """The same, whatever must not stand there."""
        single = len(self.terms.wanted) == 1 and self.column is not None
        return single and len(self.terms.wanted[0].stems) == 1 and not self.terms.wanted[0].prefix

    def fits(self, text: str) -> bool:
        """Whether ``text``, of ``column``, has the terms, all that are wanted and none that is not."""
        return matching.has(text, self.terms)

    def condition(self, pk: Any) -> Any:
        """``pk`` is among the keys, or is not."""
        return pk.in_(self.keys) if self.wanted else pk.not_in(self.keys)

    def tests(self) -> tuple[SQL, ...]:
        """What holds of the row ``listed`` if it is one: enough to know, unless its text must be read."""
        if self.column is not None:
            return matching.hints(f"{LISTED}.{self.column}", self.terms)
        return (self.test if self.wanted else SQL(f"NOT {self.test.sql}", self.test.params),)

    def fetched(self, most: int) -> list[int] | None:
        """The keys, each once; None where there are more than ``most``."""
        asked = f"SELECT keyed.* FROM {self.keys.sql} AS keyed LIMIT {most + 1:d}"  # noqa: S608
        # SQLite counts what stands in one index in a fifth of the time in which it fetches it. Where several
        # meet, to find them takes as long as all the rest, and is done once.
        if self.kept is not None:
            if statements.number(self.kept) > most:
                return None
        elif not is_postgresql() and (self.indexed or self.lone_word):
            ((count,),) = database.execute_sql(f"SELECT COUNT(*) FROM ({asked})", self.keys.params).fetchall()  # noqa: S608
            if count > most:
                return None
        elif is_postgresql() and self.one_wanted:
            surely = SURELY if self.lone_word else SURELY_WITHOUT
            if self._estimated() > surely * most:
                return None
        keys = statements.column(asked, self.keys.params or ())
        return keys if len(keys) <= most else None

    def _estimated(self) -> int:
        """How many there are by PostgreSQL's statistics, which know frequent words well."""
        asked = f"EXPLAIN (FORMAT JSON) SELECT 1 FROM {self.keys.sql} AS keyed"  # noqa: S608
        ((plan,),) = database.execute_sql(asked, self.keys.params).fetchall()
        return int(plan[0]["Plan"]["Plan Rows"])

    def latest(self, most: int) -> list[int]:
        """The keys of the ``most`` rows that were stored last."""
        last = self.last.sql.replace("{most}", str(most))
        asked = f"SELECT keyed.* FROM {last} AS keyed"  # noqa: S608
        return statements.column(asked, self.last.params or ())

    def every(self, step: int) -> list[int]:
        """One key of so many: the multiples of ``step``, or what stands in one of so many pages."""
        keys = self.keys.sql
        if not is_postgresql() and self.column is not None and step % search.SAMPLED == 0:
            keys = keys.replace("quote_search", "sample_search")
        if is_postgresql() and self.column is not None:
            # To find them all would read them all; pages are read at random, the same ones each time.
            share = f"TABLESAMPLE SYSTEM ({100 / step:.4f}) REPEATABLE (1)"
            asked = f"SELECT keyed.* FROM {keys.replace(' AS found ', f' AS found {share} ')} AS keyed"  # noqa: S608
        else:
            asked = f"WITH keyed(pk) AS {keys} SELECT pk FROM keyed WHERE pk = pk / {step:d} * {step:d}"  # noqa: S608
        return statements.column(asked, self.keys.params or ())


def nothing() -> Membership:
    """No row at all."""
    none = SQL("(SELECT 0 AS pk WHERE 1 = 0)")
    return Membership(none, none, SQL("(1 = 0)"))


def of_words(table: str, columns: tuple[str, ...], terms: search.Terms) -> Membership:
    """The rows of ``table`` that have the words in one of ``columns``."""
    return Membership(
        search.hits(table, columns, terms),
        search.hits(table, columns, terms, most="{most}"),
        search.has(table, f"{LISTED}.pk", columns, terms),
        wanted=bool(terms.wanted),
        column=columns[0] if table == "quote" else None,
        terms=terms,
    )


def of_topics(topics: Sequence[int]) -> Membership:
    """The quotes about one of the topics with these keys; none where there is no key."""
    if len(topics) > 1:  # those merged into another have none of their own
        topics = [pk for (pk,) in statements.rows(HAVING_QUOTES.replace("{topics}", _spelled(topics)))]
    if not topics:
        return nothing()
    about = f"topic_id IN ({_spelled(topics)})"
    keys = f"SELECT DISTINCT quote_id FROM quote_topic WHERE {about}"  # noqa: S608 - keys are integers of ours
    if len(topics) == 1:
        keys = keys.replace("DISTINCT ", "")
    test = f"EXISTS (SELECT 1 FROM quote_topic WHERE quote_id = {LISTED}.pk AND {about} {BY_ROW})"  # noqa: S608
    members = _of(keys, "quote_id", test)
    if len(topics) > 1:  # a quote about two of them would count twice
        return members
    return replace(members, kept=SQL(f"{OF_TOPICS} ({_spelled(topics)})"), topic=topics[0])


def of_subject(code: str) -> Membership:
    """The quotes of articles about the IPTC Media Topic with this code."""
    mark = database.obj.param
    about = f"SELECT article_id FROM article_subject WHERE code = {mark}"  # noqa: S608 - a mark, no word
    keys = f"SELECT pk FROM quote WHERE article_id IN ({about})"  # noqa: S608
    test = f"EXISTS ({about} AND article_id = {LISTED}.article_id {BY_ROW})"
    return Membership(
        SQL(f"({keys})", [code]),
        SQL(f"({keys} ORDER BY pk DESC LIMIT {{most}})", [code]),
        SQL(test, [code]),
    )


def of_headlines(terms: search.Terms) -> Membership:
    """The quotes of articles that have the words in their headline."""
    found = search.hits("article", ("title",), terms)
    keys = f"SELECT pk FROM quote WHERE article_id IN {found.sql}"  # noqa: S608
    has = search.has("article", f"{LISTED}.article_id", ("title",), terms)
    return Membership(
        SQL(f"({keys})", found.params),
        SQL(f"({keys} ORDER BY pk DESC LIMIT {{most}})", found.params),
        has,
    )


def of_articles(terms: search.Terms) -> Membership:
    """The quotes of articles that have the words in their text."""
    found = search.hits("article", ("text",), terms)
    latest = search.hits("article", ("text",), terms, most="{most}")
    keys = "SELECT pk FROM quote WHERE article_id IN"
    return Membership(
        SQL(f"({keys} {found.sql})", found.params),
        SQL(f"({keys} {latest.sql} ORDER BY pk DESC LIMIT {{most}})", latest.params),
        search.has("article", f"{LISTED}.article_id", ("text",), terms),
    )


def any_of(members: Sequence[Membership]) -> Membership:
    """The rows that are in one of ``members`` at least; none of an empty list."""
    if len(members) < 2:
        return members[0] if members else nothing()
    return Membership(
        _joined(" UNION ", [_rows(member.keys) for member in members]),
        _joined(" UNION ", [_rows(member.last) for member in members]),
        _joined(" OR ", [member.test for member in members]),
    )


def _rows(keys: SQL) -> SQL:
    """As a part of a UNION, which takes no select with an end of its own."""
    return SQL(f"SELECT * FROM {keys.sql} AS keyed", keys.params)  # noqa: S608


def _joined(word: str, parts: Sequence[SQL]) -> SQL:
    parameters = [each for part in parts for each in part.params or ()]
    return SQL(f"({word.join(part.sql for part in parts)})", parameters)


def of_speakers(speakers: Sequence[int]) -> Membership:
    """The quotes of one of the speakers with these keys."""
    among = f"speaker_id IN ({_spelled(speakers)})"
    each = [listed("speaker_id") == speaker for speaker in speakers] if len(speakers) <= MERGED else []
    members = _of(f"SELECT pk FROM quote WHERE {among}", "pk", f"{LISTED}.{among}")  # noqa: S608
    return replace(members, each=tuple(each), kept=SQL(f"{OF_SPEAKERS} ({_spelled(speakers)})"))


def _of(keys: str, key: str, test: str) -> Membership:
    return Membership(
        SQL(f"({keys})"), SQL(f"({keys} ORDER BY {key} DESC LIMIT {{most}})"), SQL(test), indexed=True
    )


def _spelled(keys: Sequence[int]) -> str:
    return ", ".join(str(int(key)) for key in keys)
