"""How many requests a key may make a minute, counted in the database by all processes on all machines.

A process takes hundredths of a key's limit at a time and writes only then: at most a hundred writes a minute
and key for each limit used up, and one more per process to learn that it is. No process ever lets through
more than was counted, so the limit is never exceeded; of limits above 100, what a process took and did not
use is lost to the others for that minute, under one hundredth each.
"""

import threading
from dataclasses import dataclass, field

from service.api import problems
from service.api.context import services
from service.api.problems import Refusal
from service.storage import days, limits
from service.storage.limits import WINDOW_SECONDS
from service.storage.records import KeyRecord

SHARES = 100
POLICY = "requests"


@dataclass(slots=True)
class Lease:
    """What this process took of a key's window: ``left`` of it, and ``counted`` by all when it was taken."""

    window: int
    left: int = 0
    counted: int = 0
    spent: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a key stands: ``remaining`` of ``limit`` requests, as far as this process knows."""

    limit: int
    remaining: int
    reset: int

    def headers(self) -> dict[str, str]:
        """The fields of draft-ietf-httpapi-ratelimit-headers-11."""
        return {
            "RateLimit-Policy": f'"{POLICY}";q={self.limit};w={WINDOW_SECONDS}',
            "RateLimit": f'"{POLICY}";r={self.remaining};t={self.reset}',
        }


_leases: dict[str, Lease] = {}
_lock = threading.Lock()


def take(key: KeyRecord) -> Standing:
    """Counts a request of ``key``; raises the refusal of one too many."""
    limit = key.rate_limit or services().settings.rate_limit
    now = days.moment().timestamp()
    window, reset = int(now // WINDOW_SECONDS), WINDOW_SECONDS - int(now % WINDOW_SECONDS)
    left = _left(_lease(key.id, window), key.id, limit)
    if left is None:
        standing = Standing(limit, 0, reset)
        detail = f"The key {key.prefix} ({key.name}) has made its {limit:,} requests of this minute."
        headers = {"Retry-After": str(reset), **standing.headers()}
        raise Refusal(problems.TOO_MANY_REQUESTS, detail, headers=headers)
    return Standing(limit, left, reset)


def _lease(key_id: str, window: int) -> Lease:
    """This process's lease of the key's window; those of windows that are over are forgotten."""
    with _lock:
        lease = _leases.get(key_id)
        if lease is None or not _current(lease, window):
            for stale in [each for each, old in _leases.items() if not _current(old, window)]:
                del _leases[stale]
            lease = _leases[key_id] = Lease(window)
        return lease


def _current(lease: Lease, window: int) -> bool:
    """Whether it is of this minute, or of one that another clock has reached: see ``limits.claim``."""
    return window <= lease.window <= window + limits.MOST_AHEAD


def _left(lease: Lease, key_id: str, limit: int) -> int | None:
    """How many requests are left after one is taken off ``lease``; None where there was none to take."""
    with lease.lock:
        if lease.left == 0 and not lease.spent:
            wanted = max(1, limit // SHARES)
            # What the database can't count, each process counts for itself.
            lease.counted = limits.claim(key_id, lease.window, wanted) or lease.counted + wanted
            lease.left = max(0, wanted - max(0, lease.counted - limit))
            lease.spent = lease.left == 0
        if lease.left == 0:
            return None
        lease.left -= 1
        return max(0, limit - lease.counted) + lease.left
