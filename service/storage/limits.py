"""How many requests of a key were counted in the current minute, by all processes on all machines."""

from typing import Any

from peewee import EXCLUDED, Case, fn

from service.storage.database import is_postgresql, write
from service.storage.models import KeyWindow

WINDOW_SECONDS = 60


def claim(key_id: str, window: int, wanted: int) -> int:
    """Counts ``wanted`` more requests of the key in ``window``; returns how many there are now.

    One row a key, so nothing piles up. ``window`` is the number of the minute: a machine whose clock is
    behind adds to the later window that another began, so it can't wind the count back.
    """
    insert = KeyWindow.insert(key_id=key_id, window=window, used=wanted)
    same = KeyWindow.window >= EXCLUDED.window
    later = fn.GREATEST if is_postgresql() else fn.MAX
    query: Any = insert.on_conflict(
        conflict_target=[KeyWindow.key_id],
        update={
            KeyWindow.used: Case(None, [(same, KeyWindow.used + EXCLUDED.used)], EXCLUDED.used),
            KeyWindow.window: later(KeyWindow.window, EXCLUDED.window),
        },
    ).returning(KeyWindow.used)

    def operation() -> int:
        return int(next(iter(list(query.tuples().execute())))[0])

    return write(operation)
