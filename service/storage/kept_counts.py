"""Numbers that triggers keep in tables of their own (migrations 0015, 0019, 0020), and what counting gives.

What a table holds is the sum over ``slot``: each process of PostgreSQL's has its own.
"""

from typing import NamedTuple

from service.storage import statements

SHOWN = "status <> 'rejected'"
"""Of quotes, what lists show: as the triggers and the indexes have it, to the letter."""


class Kept(NamedTuple):
    """What each row of a table is about, the numbers it has, and the select that counts these."""

    keys: str
    numbers: tuple[str, ...]
    counted: str


def _days(kind: str, first: str, last: str) -> str:
    columns = f"'{kind}' AS kind, {first} AS first_day, {last} AS last_day, COUNT(*) AS quotes"
    return f"SELECT {columns} FROM quote WHERE {SHOWN} AND {first} IS NOT NULL GROUP BY {first}, {last}"  # noqa: S608


OF_SPEAKERS = f"FROM quote WHERE {SHOWN} AND speaker_id IS NOT NULL"
OF_TOPICS = f"FROM quote_topic JOIN quote ON quote.pk = quote_topic.quote_id WHERE {SHOWN}"
DAYS = (_days("published", "published_on", "published_on"), _days("said", "said_first", "said_last"))

TABLES = {
    "day_count": Kept("kind, first_day, last_day", ("quotes",), " UNION ALL ".join(DAYS)),
    "speaker_count": Kept(
        "speaker_id",
        ("quotes", "articles"),
        f"SELECT speaker_id, COUNT(*) AS quotes, COUNT(DISTINCT article_id) AS articles {OF_SPEAKERS} "
        "GROUP BY speaker_id",
    ),
    "speaker_role_count": Kept(
        "speaker_id, role",
        ("quotes",),
        f"SELECT speaker_id, role, COUNT(*) AS quotes {OF_SPEAKERS} AND role IS NOT NULL "
        "GROUP BY speaker_id, role",
    ),
    "topic_count": Kept(
        "topic_id",
        ("quotes", "articles"),
        f"SELECT topic_id, COUNT(*) AS quotes, COUNT(DISTINCT quote.article_id) AS articles {OF_TOPICS} "
        "GROUP BY topic_id",
    ),
}


def wrong() -> list[str]:
    """The tables that hold other numbers than counting gives, each with some of the rows.

    For checks: it reads every quote.
    """
    found = []
    for name, kept in TABLES.items():
        held = set(map(tuple, statements.rows(_held(name, kept))))
        counted = set(map(tuple, statements.rows(kept.counted)))
        if held != counted:
            found.append(f"{name} has {sorted(held - counted)[:3]}, not {sorted(counted - held)[:3]}")
    return found


def recount() -> None:
    """Counts all again, after a load that passed the triggers by; within a transaction."""
    for name, kept in TABLES.items():
        columns = f"{kept.keys}, {', '.join(kept.numbers)}"
        statements.run(f"DELETE FROM {name}")  # noqa: S608 - names of ours
        statements.run(
            f"INSERT INTO {name} ({columns}, slot) SELECT {columns}, 0 FROM ({kept.counted}) AS counted"  # noqa: S608
        )


def _held(name: str, kept: Kept) -> str:
    sums = [f"SUM({number})" for number in kept.numbers]
    some = " OR ".join(f"{number} <> 0" for number in sums)
    return f"SELECT {kept.keys}, {', '.join(sums)} FROM {name} GROUP BY {kept.keys} HAVING {some}"  # noqa: S608
