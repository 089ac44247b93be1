"""What was sent and what came of it, in a file that outlives the process: who is killed goes on from here.

A batch is written down before it is sent, with its key, and struck off when its job is done: whatever the
moment of death, it is known afterwards what must be sent again, and under which key.
"""

import hashlib
import json
import sqlite3
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.errors import TrackerError

TABLES = """
CREATE TABLE IF NOT EXISTS about (url TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS batch (id INTEGER PRIMARY KEY, key TEXT NOT NULL, body BLOB NOT NULL,
  wheres TEXT NOT NULL, size INTEGER NOT NULL, job TEXT);
CREATE TABLE IF NOT EXISTS article (digest BLOB PRIMARY KEY, batch INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS article_batch ON article (batch) WHERE batch IS NOT NULL;
"""


class JournalError(TrackerError):
    """The journal can't be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles that are sent together: one JSON object a line. ``wheres`` says where each was found."""

    id: int
    key: str
    body: bytes
    wheres: Sequence[str]
    size: int
    job: str | None

    def digests(self) -> list[bytes]:
        """What knows its articles again, in their order."""
        return [_digest(line) for line in self.body.splitlines()]


@dataclass(frozen=True, slots=True)
class Sendable:
    """An article as it is sent: ``line`` is its JSON."""

    where: str
    line: bytes
    size: int

    @classmethod
    def of(cls, where: str, fields: Mapping[str, object], size: int) -> "Sendable":
        """The article with these ``fields``."""
        # ASCII: half a surrogate pair is sent as it was written, and refused there, with a reason.
        line = json.dumps(fields, sort_keys=True, separators=(",", ":"))
        return cls(where, line.encode(), size)

    @property
    def digest(self) -> bytes:
        """What knows the article again: its fields and nothing else."""
        return _digest(self.line)


def _digest(line: bytes) -> bytes:
    return hashlib.sha256(line).digest()[:16]


class Journal:
    """The journal in ``file`` of what goes to the service at ``url``; one process at a time has it open."""

    def __init__(self, file: Path | str, url: str) -> None:
        try:
            self._db = sqlite3.connect(file, isolation_level=None, timeout=0)
            self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._db.execute("PRAGMA synchronous=NORMAL")
            self._db.executescript(f"BEGIN EXCLUSIVE;{TABLES}COMMIT;")
        except sqlite3.OperationalError as error:
            reason = "another process has it open" if "locked" in str(error) else str(error)
            raise JournalError(f"the journal {file} can't be used: {reason}") from error
        except sqlite3.DatabaseError as error:
            raise JournalError(f"{file} is no journal of quotes ingest: {error}") from error
        self._check(file, url)

    def _check(self, file: Path | str, url: str) -> None:
        known = self._db.execute("SELECT url FROM about").fetchone()
        if known is None:
            self._db.execute("INSERT INTO about VALUES (?)", (url,))
        elif known[0] != url:
            raise JournalError(
                f"the journal {file} is of what went to {known[0]}, not {url}; name another one with --state"
            )

    def knows(self, article: Sendable) -> bool:
        """Whether the article was sent, and stored or is on its way."""
        row = self._db.execute("SELECT 1 FROM article WHERE digest = ?", (article.digest,)).fetchone()
        return row is not None

    def plan(self, articles: Sequence[Sendable]) -> Batch:
        """Writes down that ``articles`` are to be sent together."""
        body = b"".join(article.line + b"\n" for article in articles)
        wheres, size = [article.where for article in articles], sum(article.size for article in articles)
        # Not made of the articles: what failed and is planned again must be another request.
        key = str(uuid.uuid4())
        with self._transaction():
            number = self._db.execute(
                "INSERT INTO batch (key, body, wheres, size) VALUES (?, ?, ?, ?)",
                (key, body, json.dumps(wheres), size),
            ).lastrowid
            assert number is not None
            rows = ((article.digest, number) for article in articles)
            self._db.executemany("INSERT OR IGNORE INTO article VALUES (?, ?)", rows)
        return Batch(number, key, body, wheres, size, None)

    def accepted(self, batch: Batch, job: str) -> Batch:
        """Writes down that the service made ``job`` of ``batch``."""
        self._db.execute("UPDATE batch SET job = ? WHERE id = ?", (job, batch.id))
        return Batch(batch.id, batch.key, batch.body, batch.wheres, batch.size, job)

    def settle(self, batch: Batch, failed: Iterable[int]) -> None:
        """Strikes ``batch`` off: the lines of ``failed`` are to be sent again, the others are stored."""
        digests = batch.digests()
        again = [(digests[index],) for index in failed]
        with self._transaction():
            self._db.executemany("DELETE FROM article WHERE digest = ?", again)
            self._db.execute("UPDATE article SET batch = NULL WHERE batch = ?", (batch.id,))
            self._db.execute("DELETE FROM batch WHERE id = ?", (batch.id,))

    def unsettled(self) -> list[Batch]:
        """What was planned or sent, and not settled, in that order."""
        rows = self._db.execute("SELECT id, key, body, wheres, size, job FROM batch ORDER BY id")
        return [
            Batch(number, key, body, json.loads(wheres), size, job)
            for number, key, body, wheres, size, job in rows.fetchall()
        ]

    def close(self) -> None:
        """Let another process have it."""
        self._db.close()

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._db)


class _Transaction:
    """All of what is done within, or nothing."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *_: object) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")
