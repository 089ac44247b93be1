"""Holding the articles whose quotes are to change: of two who change an article's, one waits for the other.

Who stores an article holds it first, and what it speaks of after it: so do others where they can, or two
would wait for each other. SQLite has one writer at a time anyway. Within a transaction.
"""

from collections.abc import Collection

from service.storage import statements
from service.storage.database import is_postgresql

HELD = "SELECT COUNT(*) FROM (SELECT pk FROM article WHERE pk IN ({}) ORDER BY pk FOR NO KEY UPDATE) AS held"
QUOTING = HELD.format("SELECT article_id FROM quote WHERE speaker_id = (SELECT pk FROM speaker WHERE id = ?)")
OF_QUOTES = HELD.format("SELECT article_id FROM quote WHERE pk = ANY(?)")


def quoting(speaker_id: str) -> None:
    """No other transaction changes an article that quotes this speaker until this one ends."""
    if is_postgresql():
        statements.rows(QUOTING, speaker_id)


def of_quotes(pks: Collection[int]) -> None:
    """No other transaction changes the articles of these quotes until this one ends."""
    if is_postgresql():
        statements.rows(OF_QUOTES, list(pks))
