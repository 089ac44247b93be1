"""What is stored already, in a file that outlives the process: a resumed backfill reads none of it again.

An article is known by its fields. What a batch is made of is written here before it is stored; what of it is
stored, in the database, by the transaction that does it. Whatever is lost of either, by a kill, a power cut
or an older copy of the database put back: what the database has is known when the backfill goes on.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from service import journals
from service.storage import ids

TABLES = """
CREATE TABLE IF NOT EXISTS name (id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS stored (digest BLOB PRIMARY KEY, batch INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pending (place INTEGER PRIMARY KEY, digest BLOB NOT NULL, batch INTEGER NOT NULL);
"""


class Journal:
    """The journal in ``file`` of what is stored in ``archive``; one process at a time has it open.

    ``id`` is what the archive knows it by.
    """

    def __init__(self, file: Path | str, archive: str) -> None:
        self._db = journals.opened(
            file, command="quotes backfill", target=archive, tables=TABLES, synchronous="NORMAL"
        )
        known = self._db.execute("SELECT id FROM name").fetchone()
        self.id: str = known[0] if known else ids.new()
        if known is None:
            self._db.execute("INSERT INTO name VALUES (?)", (self.id,))
        self._batch = 0

    def resume(self, batch: int, places: Collection[int]) -> None:
        """Goes on from what the archive has: what stands at ``places`` of its last ``batch``, all before."""
        with self._db:
            self._db.execute("BEGIN")
            self._db.execute("DELETE FROM stored WHERE batch > ?", (batch,))
            self._db.execute(
                "INSERT OR IGNORE INTO stored SELECT digest, batch FROM pending "
                "WHERE batch = ? AND place IN (SELECT value FROM json_each(?))",
                (batch, json.dumps(sorted(places))),
            )
            self._db.execute("DELETE FROM pending")
        self._batch = batch

    def knows(self, digest: bytes) -> bool:
        """Whether the article with this ``digest`` is stored."""
        return self._db.execute("SELECT 1 FROM stored WHERE digest = ?", (digest,)).fetchone() is not None

    def begin(self, digests: Sequence[bytes]) -> int:
        """Writes down what the next batch is made of, in its order, before it is stored; tells its number."""
        self._batch += 1
        with self._db:
            self._db.execute("BEGIN")
            self._db.execute("DELETE FROM pending")
            rows = [(place, digest, self._batch) for place, digest in enumerate(digests)]
            self._db.executemany("INSERT INTO pending VALUES (?, ?, ?)", rows)
        return self._batch

    def end(self, places: Collection[int]) -> None:
        """Writes down that of the batch which began last what stands at ``places`` is stored."""
        self.resume(self._batch, places)

    def close(self) -> None:
        """Let another process have it."""
        self._db.close()


def digest(fields: Mapping[str, object]) -> bytes:
    """What knows an article again: its fields and nothing else."""
    return journals.digest(journals.spelled(fields))
