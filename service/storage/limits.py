"""How many requests of a key were counted in the current minute, by all processes on all machines."""

from typing import Any

from peewee import EXCLUDED, Case

from service.storage.access_tables import KeyWindow
from service.storage.database import write_soon

WINDOW_SECONDS = 60


MOST_AHEAD = 1
"""By how many minutes the clock of another machine may be ahead."""


def claim(key_id: str, window: int, wanted: int) -> int | None:
    """Counts ``wanted`` more requests of the key in ``window``; returns how many there are now.

    None where that can't be stored at once: who asks is not to wait for it.

    One row a key, so nothing piles up. ``window`` is the number of the minute: a machine whose clock is
    behind adds to the later window that another began, so it can't wind the count back. One further ahead
    was begun before the clock was set back, and would keep the key waiting until that moment comes again.
    """
    insert = KeyWindow.insert(key_id=key_id, window=window, used=wanted)
    same = KeyWindow.window.between(EXCLUDED.window, EXCLUDED.window + MOST_AHEAD)
    query: Any = insert.on_conflict(
        conflict_target=[KeyWindow.key_id],
        update={
            KeyWindow.used: Case(None, [(same, KeyWindow.used + EXCLUDED.used)], EXCLUDED.used),
            KeyWindow.window: Case(None, [(same, KeyWindow.window)], EXCLUDED.window),
        },
    ).returning(KeyWindow.used)

    def operation() -> int:
        return int(next(iter(list(query.tuples().execute())))[0])

    return write_soon(operation)
