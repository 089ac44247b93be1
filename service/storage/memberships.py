"""Conditions that another table answers: the quotes about a topic, the rows that full text finds.

Each can be asked two ways, for all its keys or of one row at a time; which is cheaper depends on how many
there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SQL

from service.storage import matching, search
from service.storage.database import database

LISTED = "listed"
"""What the row of the list is called in ``Membership.test``."""


NO_TERMS = search.Terms((), ())


@dataclass(frozen=True, slots=True)
class Membership:
    """``keys`` is a select of the rows' keys, ``last`` the same of the last stored, at most {most} of them.

    ``test`` is whether the row ``listed`` is one of them. Where ``wanted`` is False they must not be. Where
    there is a ``column``, the ``terms`` in its text tell the same: to read a quote costs a tenth of asking an
    index of words about one row.
    """

    keys: SQL
    last: SQL
    test: SQL
    wanted: bool = True
    column: str | None = None
    terms: search.Terms = NO_TERMS

    def fits(self, text: str) -> bool:
        """Whether ``text``, of ``column``, has the terms, all that are wanted and none that is not."""
        return matching.has(text, self.terms)

    def condition(self, pk: Any) -> Any:
        """``pk`` is among the keys, or is not."""
        return pk.in_(self.keys) if self.wanted else pk.not_in(self.keys)

    def tested(self) -> SQL:
        """The same of the row ``listed``, looked up for it alone."""
        return self.test if self.wanted else SQL(f"NOT {self.test.sql}", self.test.params)

    def some(self, most: int) -> SQL:
        """``keys``, but only the ``most`` that were stored last."""
        return SQL(self.last.sql.replace("{most}", str(most)), self.last.params)

    def size(self, most: int) -> int:
        """How many keys there are; more than ``most`` are not counted on."""
        counted = (
            f"SELECT COUNT(*) FROM (SELECT 1 FROM {self.keys.sql} AS keyed LIMIT {most + 1:d}) AS counted"  # noqa: S608
        )
        ((count,),) = database.execute_sql(counted, self.keys.params).fetchall()
        return int(count)


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
    """The quotes about one of the topics with these keys."""
    about = f"topic_id IN ({_spelled(topics)})"
    keys = f"SELECT DISTINCT quote_id FROM quote_topic WHERE {about}"  # noqa: S608 - keys are integers of ours
    if len(topics) == 1:
        keys = keys.replace("DISTINCT ", "")
    test = f"EXISTS (SELECT 1 FROM quote_topic WHERE quote_id = {LISTED}.pk AND {about})"  # noqa: S608
    return _of(keys, "quote_id", test)


def of_subject(code: str) -> Membership:
    """The quotes of articles about the IPTC Media Topic with this code."""
    mark = database.obj.param
    about = f"SELECT article_id FROM article_subject WHERE code = {mark}"  # noqa: S608 - a mark, no word
    keys = f"SELECT pk FROM quote WHERE article_id IN ({about})"  # noqa: S608
    test = f"EXISTS ({about} AND article_id = {LISTED}.article_id)"
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
    return _of(f"SELECT pk FROM quote WHERE {among}", "pk", f"{LISTED}.{among}")  # noqa: S608


def _of(keys: str, key: str, test: str) -> Membership:
    return Membership(SQL(f"({keys})"), SQL(f"({keys} ORDER BY {key} DESC LIMIT {{most}})"), SQL(test))


def _spelled(keys: Sequence[int]) -> str:
    return ", ".join(str(int(key)) for key in keys)
