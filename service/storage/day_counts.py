"""How many of the quotes that lists show each day has: kept by triggers (migration 0015)."""

from service.storage.database import database

KINDS = {"published": ("published_on", "published_on"), "said": ("said_first", "said_last")}
"""By which days quotes are counted, and the columns that hold them."""

SHOWN = "status <> 'rejected'"
"""As the triggers and the indexes have it, to the letter."""


def of(kind: str) -> dict[tuple[str, str], int]:
    """The quotes by the day, or the first and the last day that may be meant; none without a day."""
    query = (
        f"SELECT first_day, last_day, SUM(quotes) FROM day_count WHERE kind = '{_known(kind)}' GROUP BY 1, 2"  # noqa: S608
    )
    return {(first, last): int(number) for first, last, number in database.execute_sql(query) if number}


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
