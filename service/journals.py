"""The file in which a command that runs for hours notes what is done: killed, it goes on from there.

A journal is a SQLite file of one command and of one target, the archive or the service that it fills.
"""

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from service.errors import TrackerError

_OF = "CREATE TABLE IF NOT EXISTS journal (command TEXT NOT NULL, target TEXT NOT NULL)"


class JournalError(TrackerError):
    """The journal can't be used; the message says why."""


def opened(
    file: Path | str, *, command: str, target: str, tables: str, synchronous: Literal["NORMAL", "OFF"]
) -> sqlite3.Connection:
    """The journal in ``file``, made if there is none; one process at a time has it open.

    ``command`` writes it ("quotes ingest"), ``target`` says to where its articles go, and ``tables`` is the
    SQL that makes its tables where they are missing. Raises JournalError where it is another's: of a process
    that has it open, of another command or target, or no journal at all; then the file stays as it was.
    """
    try:
        journal = sqlite3.connect(file, isolation_level=None, timeout=0)
        try:
            journal.execute("PRAGMA locking_mode=EXCLUSIVE")
            journal.execute(f"PRAGMA synchronous={synchronous}")
            _check(journal, file, command, target)
            journal.executescript(f"BEGIN EXCLUSIVE;{tables}COMMIT;")
        except BaseException:
            journal.close()
            raise
    except sqlite3.OperationalError as error:
        reason = "another process has it open" if "locked" in str(error) else str(error)
        raise JournalError(f"the journal {file} can't be used: {reason}") from error
    except sqlite3.DatabaseError as error:
        raise JournalError(f"{file} is no journal of {command}: {error}") from error
    return journal


def _check(journal: sqlite3.Connection, file: Path | str, command: str, target: str) -> None:
    present = {name for (name,) in journal.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if present and "journal" not in present:
        raise JournalError(f"{file} is no journal of {command}, but another database")
    with journal:
        journal.execute("BEGIN EXCLUSIVE")
        journal.execute(_OF)
        known = journal.execute("SELECT command, target FROM journal").fetchone()
        if known is None:
            known = (command, target)
            journal.execute("INSERT INTO journal VALUES (?, ?)", known)
    if known[0] != command:
        raise JournalError(f"{file} is no journal of {command}, but of {known[0]}; name another with --state")
    if known[1] != target:
        raise JournalError(
            f"the journal {file} is of what went to {known[1]}, not {target}; name another with --state"
        )


def spelled(fields: Mapping[str, object]) -> bytes:
    """An article's ``fields`` as JSON, the same bytes for the same fields."""
    # ASCII: half a surrogate pair is written as it came, and refused where it is read, with a reason.
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()


def digest(line: bytes) -> bytes:
    """What knows an article again by its ``spelled`` fields and nothing else: 16 bytes."""
    return hashlib.sha256(line).digest()[:16]
