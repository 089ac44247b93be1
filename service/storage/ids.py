"""Ids: opaque, url-safe, 26 characters of Crockford's base 32."""

import hashlib
import secrets
import threading
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26
PAIRS = tuple(first + second for first in ALPHABET for second in ALPHABET)
"""The digits two by two: each stored quote has an id made."""

_lock = threading.Lock()
_last = 0


def new() -> str:
    """A random id that sorts after every id that this process made before."""
    global _last
    with _lock:
        _last = max(_last + 1, time.time_ns() // 1_000)
        moment = _last
    return _encode((moment << 70) | secrets.randbits(70))


def derived(*parts: str) -> str:
    """The id that the same ``parts`` always give."""
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return _encode(int.from_bytes(digest[:16]))


def _encode(number: int) -> str:
    """26 digits hold 130 bits; a number of 125 bits (55 of time, 70 random) or 128 fits."""
    return "".join([PAIRS[(number >> shift) & 1023] for shift in range(5 * (LENGTH - 2), -1, -10)])
