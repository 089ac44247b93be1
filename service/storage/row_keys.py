"""Keys of rows that are not sent yet: rows of several tables refer to each other by them, and each table
takes one statement. Within a transaction.
"""

from collections.abc import Iterator

from service.storage import statements
from service.storage.database import is_postgresql

TABLES = ("article", "speaker", "quote")
AHEAD = " UNION ALL ".join(
    f"SELECT '{table}', nextval('{table}_pk_seq') FROM generate_series(1, ?)"  # noqa: S608 - names of ours
    for table in TABLES
)
LAST = "SELECT " + ", ".join(f"(SELECT COALESCE(MAX(pk), 0) FROM {table})" for table in TABLES)  # noqa: S608


def ahead(*, article: int, speaker: int, quote: int) -> dict[str, Iterator[int]]:
    """So many keys for new rows of each table, ascending; what is not used of them is lost.

    On SQLite they are this transaction's until it adds rows of the table without them.
    """
    wanted = (article, speaker, quote)
    if not is_postgresql():  # one writer at a time: nobody else adds rows meanwhile
        (last,) = statements.rows(LAST)
        return {
            table: iter(range(top + 1, top + 1 + many))
            for table, top, many in zip(TABLES, last, wanted, strict=True)
        }
    found: dict[str, list[int]] = {table: [] for table in TABLES}
    for table, key in statements.rows(AHEAD, *wanted):
        found[table].append(key)
    return {table: iter(sorted(keys)) for table, keys in found.items()}
