"""How many of the quotes that lists show each day has: as kept, nothing is counted (``kept_counts``)."""

from collections.abc import Sequence

from service.storage.database import database

KINDS = ("published", "said")
"""By which days quotes are counted."""


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


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError(f"quotes are counted by {', '.join(KINDS)}, not by {kind!r}")
    return kind
