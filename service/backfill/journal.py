"""What is stored already, in a file that outlives the process: a resumed backfill reads none of it again.

An article is known by its fields. It is written down right after it was stored: killed in between, a backfill
finds it in the archive itself, and stores it no second time.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from service.errors import TrackerError

TABLES = """
CREATE TABLE IF NOT EXISTS backfill (archive TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS done (digest BLOB PRIMARY KEY) WITHOUT ROWID;
"""


class JournalError(TrackerError):
    """The journal can't be used; the message says why."""


class Journal:
    """The journal in ``file`` of what is stored in ``archive``; one process at a time has it open."""

    def __init__(self, file: Path | str, archive: str) -> None:
        try:
            self._db = sqlite3.connect(file, isolation_level=None, timeout=0)
            self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
            # What a power cut takes from the journal is found in the archive.
            self._db.execute("PRAGMA synchronous=OFF")
            self._db.executescript(f"BEGIN EXCLUSIVE;{TABLES}COMMIT;")
        except sqlite3.OperationalError as error:
            reason = "another process has it open" if "locked" in str(error) else str(error)
            raise JournalError(f"the journal {file} can't be used: {reason}") from error
        except sqlite3.DatabaseError as error:
            raise JournalError(f"{file} is no journal of quotes backfill: {error}") from error
        known = self._db.execute("SELECT archive FROM backfill").fetchone()
        if known is None:
            self._db.execute("INSERT INTO backfill VALUES (?)", (archive,))
        elif known[0] != archive:
            self._db.close()
            raise JournalError(
                f"the journal {file} is of what is in {known[0]}, not {archive}; name another with --state"
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
    line = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(line.encode()).digest()[:16]
