"""Lets a thread that answers a request tell the server that it only waits, so that another goes on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Lot(Protocol):
    """Who hands requests to threads."""

    def leave(self) -> None:
        """A thread of yours only waits from now on."""

    def back(self) -> None:
        """It goes on."""


_thread = threading.local()


def belong(lot: Lot | None) -> None:
    """From now on this thread works for ``lot``."""
    _thread.lot = lot


@contextmanager
def parked() -> Iterator[None]:
    """While it lasts this thread only waits, and takes up none of the places of those that work."""
    lot: Lot | None = getattr(_thread, "lot", None)
    if lot is None:
        yield
        return
    lot.leave()
    try:
        yield
    finally:
        lot.back()
