"""How far each backfill has come: written by the transaction that stores its articles, so always true."""

import json
from collections.abc import Collection

from service.storage import days, statements

LAST = "SELECT batch, stored FROM backfill WHERE journal = ?"
PUT = (
    "INSERT INTO backfill (journal, batch, stored, at) VALUES (?, ?, ?, ?) ON CONFLICT (journal) DO UPDATE "
    "SET batch = excluded.batch, stored = excluded.stored, at = excluded.at"
)


def last(journal: str) -> tuple[int, frozenset[int]]:
    """The number of the last batch of this journal's that anything is stored of, and the places in it of what
    is stored; 0 and none where there is no such batch."""
    found = statements.rows(LAST, journal)
    return (found[0][0], frozenset(json.loads(found[0][1]))) if found else (0, frozenset())


def note(journal: str, batch: int, places: Collection[int]) -> None:
    """Notes that what stands at these places of the batch is stored; within the transaction that does it."""
    before, known = last(journal)
    stored = sorted({*places, *(known if before == batch else ())})
    statements.run(PUT, journal, batch, json.dumps(stored), days.now())
