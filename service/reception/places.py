"""What a request that is answered takes up: one of the places of those that work, and one of its client's."""

import threading
import time
from collections.abc import Callable
from typing import Protocol

LEAST_SECONDS = 0.005
MOST_SECONDS = 0.05
RESTS = 3
"""A long answer works LEAST_SECONDS before it gives way again, and then waits RESTS times as long as it
worked (of which MOST_SECONDS count) at most: whatever else is asked for, it has a quarter of the time."""


class Lot(Protocol):
    """Whose places they are. What changes them is done by one thread, which ``defer`` hands it to."""

    quiet: threading.Event
    """Set while no short answer is wanted."""

    def defer(self, what: Callable[["Place"], None], place: "Place") -> None:
        """Does ``what`` with ``place`` in the thread that may."""

    def left(self, place: "Place") -> None:
        """It only waits."""

    def returned(self, place: "Place") -> None:
        """It works again."""

    def stepped_aside(self, place: "Place") -> None:
        """It lets a short answer go first, and is still one of its client's."""

    def stepped_back(self, place: "Place") -> None:
        """It goes on."""

    def lengthened(self, place: "Place") -> None:
        """Its answer is a long one."""

    def learned(self, place: "Place") -> None:
        """Its key is known."""


class Place:
    """The place of one request of the client ``who``; ``credential`` is the digest of its key, if any."""

    def __init__(self, lot: Lot, who: str, credential: bytes | None) -> None:
        self.who, self.credential = who, credential
        self.key_id: str | None = None
        self.long = self.aside = False
        self._lot = lot
        self._worked_since = 0.0

    def leave(self) -> None:
        """The thread only waits from now on."""
        self._lot.defer(self._lot.left, self)

    def back(self) -> None:
        """It goes on."""
        self._lot.defer(self._lot.returned, self)

    def asked_by(self, key_id: str) -> None:
        """The request came with this key, which is in force."""
        if self.key_id is None and self.credential is not None:
            self.key_id = key_id
            self._lot.defer(self._lot.learned, self)

    def give_way(self) -> None:
        """Waits while short answers are wanted, but not for long: see RESTS."""
        now = time.monotonic()
        if not self._worked_since:
            self._worked_since = now
            self._lot.defer(self._lot.lengthened, self)
            return
        worked = now - self._worked_since
        if worked < LEAST_SECONDS or self._lot.quiet.is_set():
            return
        self._lot.defer(self._lot.stepped_aside, self)
        self._lot.quiet.wait(RESTS * min(worked, MOST_SECONDS))
        self._lot.defer(self._lot.stepped_back, self)
        self._worked_since = time.monotonic()
