"""Whose request is next: each client has its turn, however many requests one of them has waiting."""

from collections import Counter, deque
from collections.abc import Callable
from typing import Generic, TypeVar

TURN_SECONDS = 30.0
"""How long a whole request waits for its turn at most: beyond, who sent it has most likely gone."""

T = TypeVar("T")


class Turns(Generic[T]):
    """What waits, by whom it is from; of each client at most ``most`` are at work at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: dict[str, deque[T]] = {}
        self._held: dict[str, deque[T]] = {}
        self._at_work: Counter[str] = Counter()

    @property
    def ready(self) -> bool:
        """Whether anything waits that could be begun."""
        return bool(self._waiting)

    def count(self, who: str) -> int:
        """How many of ``who`` wait."""
        return len(self._waiting.get(who) or self._held.get(who) or ())

    def add(self, who: str, what: T) -> None:
        """Lets ``what`` wait behind all else of ``who``."""
        self._among(who).setdefault(who, deque()).append(what)

    def next(self) -> tuple[str, T] | None:
        """What waits the longest of whoever had no turn for the longest, which is at work from now on.

        None where nothing waits, or only of clients that have as many at work as they may.
        """
        for who, theirs in self._waiting.items():
            del self._waiting[who]
            what = theirs.popleft()
            self.begun(who)
            if theirs:
                self._among(who)[who] = theirs  # behind all others
            return who, what
        return None

    def begun(self, who: str) -> None:
        """One more of ``who`` is at work."""
        self._at_work[who] += 1
        if self._at_work[who] >= self._most and who in self._waiting:
            self._held[who] = self._waiting.pop(who)

    def ended(self, who: str) -> None:
        """One of ``who`` is no longer at work."""
        self._at_work[who] -= 1
        if self._at_work[who] < self._most and who in self._held:
            self._waiting[who] = self._held.pop(who)
        if not self._at_work[who]:
            del self._at_work[who]

    def late(self, is_late: Callable[[T], bool]) -> list[T]:
        """What has waited for too long, and waits no more; ``is_late`` is asked about the first ones."""
        found = []
        for waiting in (self._waiting, self._held):
            for who, theirs in list(waiting.items()):
                while theirs and is_late(theirs[0]):
                    found.append(theirs.popleft())
                if not theirs:
                    del waiting[who]
        return found

    def crowd(self) -> tuple[int, str]:
        """How many wait of the client that has the most waiting, and who that is; 0 of nobody."""
        both = (*self._waiting.items(), *self._held.items())
        return max(((len(theirs), who) for who, theirs in both), default=(0, ""))

    def give_up(self, who: str) -> T:
        """The last that ``who`` waits for, which waits no more."""
        among = self._waiting if who in self._waiting else self._held
        what = among[who].pop()
        if not among[who]:
            del among[who]
        return what

    def _among(self, who: str) -> dict[str, deque[T]]:
        """Where what ``who`` waits for belongs: among what may be begun, or not yet."""
        return self._held if self._at_work[who] >= self._most else self._waiting
