"""Removes what has been kept for long enough: jobs that ended, and answers for who asks twice.

In small transactions, and not for long at a time: articles are stored meanwhile, and a lease is renewed.
Articles, quotes, their history and the trail are none of its business.
"""

import time
from collections.abc import Callable

from service.storage import idempotency, jobs

KEPT_DAYS = 30
"""How long a job that ended can be asked for."""

TURN_SECONDS = 1.0
LOOK_SECONDS = 3_600.0


class Keeping:
    """Removes jobs that ended more than ``days`` ago."""

    def __init__(self, days: int = KEPT_DAYS) -> None:
        self._days = days
        self._look_at = 0.0

    def turn(self) -> None:
        """Removes some of what is too old; once nothing is left, jobs are looked at again in an hour."""
        _while_there_are(idempotency.purge)
        if time.monotonic() >= self._look_at and _while_there_are(lambda: jobs.forget(kept_days=self._days)):
            self._look_at = time.monotonic() + LOOK_SECONDS


def _while_there_are(remove: Callable[[], int]) -> bool:
    """Calls ``remove`` until it removes nothing or the turn is over; whether nothing is left."""
    until = time.monotonic() + TURN_SECONDS
    while time.monotonic() < until:
        if not remove():
            return True
    return False
