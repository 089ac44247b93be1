"""How many of the quotes that lists show each day has: kept by triggers (migration 0015)."""

from collections.abc import Sequence

from service.storage.database import database

KINDS = {"published": ("published_on", "published_on"), "said": ("said_first", "said_last")}
"""By which days quotes are counted, and the columns that hold them."""

SHOWN = "status <> 'rejected'"
"""As the triggers and the indexes have it, to the letter."""


SOME = (
    "SELECT SUM(quotes) FROM day_count WHERE kind = 'published' AND first_day < ("
    "SELECT first_day FROM day_count WHERE kind = 'published' ORDER BY first_day LIMIT 1 OFFSET 250)"
)
"""A number of quotes that lists show, of the first days, whole ones: of one process alone it may be more than
there are, as another may have deleted them."""


def of(kind: str) -> dict[tuple[str, str], int]:
    """The quotes by the day, or the first and the last day that may be meant; none without a day."""
    query = (
        f"SELECT first_day, last_day, SUM(quotes) FROM day_count WHERE kind = '{_known(kind)}' GROUP BY 1, 2"  # noqa: S608
    )
    return {(first, last): int(number) for first, last, number in database.execute_sql(query) if number}


def ends(kind: str) -> tuple[str, str] | None:
    """The first and the last day that has a quote, or that one may begin with; None without any."""
    asked = (
        f"SELECT first_day FROM day_count WHERE kind = '{_known(kind)}' "  # noqa: S608 - a name of ours
        "GROUP BY first_day, last_day HAVING SUM(quotes) <> 0 ORDER BY first_day {0}, last_day {0} LIMIT 1"
    )
    found = [row for way in ("ASC", "DESC") for row in database.execute_sql(asked.format(way)).fetchall()]
    return (found[0][0], found[1][0]) if found else None


def within(kind: str, spans: Sequence[tuple[str, str]]) -> list[int]:
    """How many quotes each of ``spans`` (first and last day) has, of those that it has all the days of."""
    if not spans:
        return []
    rows = ", ".join(f"({place}, '{first}', '{last}')" for place, (first, last) in enumerate(spans))
    counted = (
        f"SELECT SUM(quotes) FROM day_count WHERE kind = '{_known(kind)}' "  # noqa: S608 - a name of ours
        "AND first_day >= span.first AND first_day <= span.last AND last_day <= span.last"
    )
    query = f"WITH span(place, first, last) AS (VALUES {rows}) SELECT ({counted}) FROM span ORDER BY place"  # noqa: S608 - days of the calendar
    return [int(number or 0) for (number,) in database.execute_sql(query).fetchall()]


def counted(kind: str) -> dict[tuple[str, str], int]:
    """The same, counted quote by quote: what ``of`` must say."""
    first, last = KINDS[_known(kind)]
    query = f"SELECT {first}, {last}, COUNT(*) FROM quote WHERE {SHOWN} AND {first} IS NOT NULL GROUP BY 1, 2"  # noqa: S608
    return {(begin, end): number for begin, end, number in database.execute_sql(query)}


def recount() -> None:
    """Counts all again, after a load that passed the triggers by; within a transaction."""
    database.execute_sql("DELETE FROM day_count")
    for kind, (first, last) in KINDS.items():
        database.execute_sql(
            "INSERT INTO day_count (kind, first_day, last_day, slot, quotes) "  # noqa: S608 - names of ours
            f"SELECT '{kind}', {first}, {last}, 0, COUNT(*) FROM quote "
            f"WHERE {SHOWN} AND {first} IS NOT NULL GROUP BY {first}, {last}"
        )


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError(f"quotes are counted by {', '.join(KINDS)}, not by {kind!r}")
    return kind
