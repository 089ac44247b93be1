"""Whose request is next: each address has its turn, however many requests one of them has waiting."""

from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Turns(Generic[T]):
    """What waits, by whom it is from."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[T]] = {}

    def add(self, who: str, what: T) -> None:
        """Lets ``what`` wait behind all else of ``who``."""
        self._waiting.setdefault(who, deque()).append(what)

    def next(self) -> T | None:
        """What waits the longest of whoever had no turn for the longest; None if nothing waits."""
        for who, theirs in self._waiting.items():
            del self._waiting[who]
            what = theirs.popleft()
            if theirs:
                self._waiting[who] = theirs  # behind all others
            return what
        return None
