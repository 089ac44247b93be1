"""How many articles are stored at once where other writers hold what they need: fewer, after a moment."""

import random
import time

import structlog
from peewee import IntegrityError

from service.storage.database import lost_a_race

log = structlog.get_logger(__name__)

LOCK_SECONDS = 3.0
"""How long one of many articles waits for a lock: what the others hold meanwhile, other writers wait for."""

PATIENCE_SECONDS = 600.0
"""How long the same articles are tried again until it is told that they can't be stored."""

PAUSE_SECONDS = 1.0
"""After each try that was lost there is a pause of up to so long: those who lost are not to meet again."""


class Pace:
    """So many articles at once, ``most`` at first: half after a loss, twice as many after a success."""

    def __init__(self, most: int) -> None:
        self.number = self._most = most
        self._since = time.monotonic()

    def won(self) -> None:
        """They are stored."""
        self.number, self._since = min(2 * self.number, self._most), time.monotonic()

    def lost(self, error: Exception) -> None:
        """Nothing of them is: waits a little. Raises ``error`` where to wait does not help."""
        seconds = time.monotonic() - self._since
        again = isinstance(error, IntegrityError) and self.number == 1  # alone it was tried often enough
        if again or not lost_a_race(error) or seconds > PATIENCE_SECONDS:
            raise error
        log.info("articles wait for other writers", articles=self.number, seconds=round(seconds, 1))
        self.number = max(1, self.number // 2)
        time.sleep(random.uniform(0, PAUSE_SECONDS))  # noqa: S311 - spreads the losers, no secret
