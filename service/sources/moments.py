"""The times that formats write, in the form that ``published_at`` has: RFC 3339, or the day alone."""

import re
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[Tt ](?P<time>\d{2}:\d{2})(?P<seconds>:\d{2}(?:\.\d{1,9})?)?(?P<zone>[Zz]|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)


def from_iso(value: object) -> str | None:
    """``value`` (ISO 8601, as ninjs and Atom have it) as ``published_at``; None if it is no such time.

    A time without a zone may be on another day elsewhere; what is certain is its own day.
    """
    match = _ISO.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    if match["zone"] is None:
        return match["day"]
    zone = match["zone"].upper()
    if zone != "Z" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{match['day']}T{match['time']}{match['seconds'] or ':00'}{zone}"


def from_mail(value: object) -> str | None:
    """``value`` (RFC 822, as RSS has it: "Tue, 03 Mar 2026 09:30:00 GMT") as ``published_at``, else None."""
    if not isinstance(value, str):
        return None
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return from_iso(value)  # not as RSS has it, and often all the same
    # "-0000" says that the time is in UTC, and nothing of where.
    return moment.isoformat(timespec="seconds") + ("" if moment.tzinfo else "+00:00")
