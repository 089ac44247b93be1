"""What is stored already, in a file that outlives the process: a resumed backfill reads none of it again.

An article is known by its fields. It is written down right after it was stored: killed in between, a backfill
finds it in the archive itself, and stores it no second time.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from service import journals

TABLES = """
CREATE TABLE IF NOT EXISTS done (digest BLOB PRIMARY KEY) WITHOUT ROWID;
"""


class Journal:
    """The journal in ``file`` of what is stored in ``archive``; one process at a time has it open."""

    def __init__(self, file: Path | str, archive: str) -> None:
        # What a power cut takes from the journal is found in the archive.
        self._db = journals.opened(
            file, command="quotes backfill", target=archive, tables=TABLES, synchronous="OFF"
        )

    def knows(self, digest: bytes) -> bool:
        """Whether the article with this ``digest`` is stored."""
        return self._db.execute("SELECT 1 FROM done WHERE digest = ?", (digest,)).fetchone() is not None

    def add(self, digests: Iterable[bytes]) -> None:
        """Writes down that the articles with these ``digests`` are stored."""
        self._db.execute("BEGIN")
        self._db.executemany("INSERT OR IGNORE INTO done VALUES (?)", [(digest,) for digest in digests])
        self._db.execute("COMMIT")

    def close(self) -> None:
        """Let another process have it."""
        self._db.close()


def digest(fields: Mapping[str, object]) -> bytes:
    """What knows an article again: its fields and nothing else."""
    return journals.digest(journals.spelled(fields))
