"""The header Retry-After (RFC 9110, 10.2.3): how long somebody asks to be left in peace."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST = 86_400
"""In seconds: what a number too long to be meant stands for."""


def retry_after(value: str | None, now: datetime) -> int | None:
    """The seconds that ``value``, a number or a date, asks for; None where it asks for none.

    There is no bound to it: how long is worth waiting is the asker's to say.
    """
    value = (value or "").strip()
    if value.isascii() and value.isdecimal():
        return int(value) if len(value) < 10 else LONGEST
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0, round((moment - now).total_seconds()))
