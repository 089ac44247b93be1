"""What a thread that answers a request tells the server: that it only waits, has much to write, who asks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Place(Protocol):
    """What a request that is answered takes up among the others."""

    def leave(self) -> None:
        """The thread only waits from now on."""

    def back(self) -> None:
        """It goes on."""

    def give_way(self) -> None:
        """Waits while short answers are wanted, but not for long."""

    def asked_by(self, key_id: str) -> None:
        """The request came with this key, which is in force."""


_thread = threading.local()


def belong(place: Place | None) -> None:
    """From now on this thread answers the request in ``place``."""
    _thread.place = place


@contextmanager
def parked() -> Iterator[None]:
    """While it lasts this thread only waits, and takes up none of the places of those that work."""
    place = _place()
    if place is None:
        yield
        return
    place.leave()
    try:
        yield
    finally:
        place.back()


def give_way() -> None:
    """Called again and again while a long answer is made, between two pieces: lets short ones go first."""
    place = _place()
    if place is not None:
        place.give_way()


def asked_by(key_id: str) -> None:
    """The request that this thread answers came with the key ``key_id``, which is in force."""
    place = _place()
    if place is not None:
        place.asked_by(key_id)


def _place() -> Place | None:
    found: Place | None = getattr(_thread, "place", None)
    return found
