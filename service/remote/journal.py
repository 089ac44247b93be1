"""What was sent and what came of it, in a file that outlives the process: who is killed goes on from here.

A batch is written down before it is sent, with its key, and struck off when its job is done: whatever the
moment of death, it is known afterwards what must be sent again, and under which key.
"""

import json
import sqlite3
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from service import journals

TABLES = """
CREATE TABLE IF NOT EXISTS batch (id INTEGER PRIMARY KEY, key TEXT NOT NULL, body BLOB NOT NULL,
  wheres TEXT NOT NULL, size INTEGER NOT NULL, job TEXT);
CREATE TABLE IF NOT EXISTS article (digest BLOB PRIMARY KEY, batch INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS article_batch ON article (batch) WHERE batch IS NOT NULL;
"""


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
        return [journals.digest(line) for line in self.body.splitlines()]


@dataclass(frozen=True, slots=True)
class Sendable:
    """An article as it is sent: ``line`` is its JSON."""

    where: str
    line: bytes
    size: int

    @classmethod
    def of(cls, where: str, fields: Mapping[str, object], size: int) -> "Sendable":
        """The article with these ``fields``."""
        return cls(where, journals.spelled(fields), size)

    @property
    def digest(self) -> bytes:
        """What knows the article again: its fields and nothing else."""
        return journals.digest(self.line)


class Journal:
    """The journal in ``file`` of what goes to the service at ``url``; one process at a time has it open."""

    def __init__(self, file: Path | str, url: str) -> None:
        self._db = journals.opened(
            file, command="quotes ingest", target=url, tables=TABLES, synchronous="NORMAL"
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
