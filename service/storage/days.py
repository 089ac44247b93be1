"""Moments and days as columns: text that sorts and compares the same on every database."""

import calendar
import re
from datetime import UTC, date, datetime, timedelta

from service.errors import InvalidSearch

SAID_ON = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def moment() -> datetime:
    """This moment: what is due, run out or over is told by no other clock."""
    return datetime.now(UTC)


def now() -> str:
    """This moment in RFC 3339, UTC."""
    return utc(moment())


def after(seconds: float) -> str:
    """The moment so many seconds from now."""
    return utc(moment() + timedelta(seconds=seconds))


def published_columns(published_at: str | None) -> tuple[str | None, str | None]:
    """The day as printed, and the instant in UTC that sorts; both None where ``published_at`` is."""
    if published_at is None:
        return None, None
    moment = datetime.fromisoformat(published_at)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.date().isoformat(), utc(moment)


def said_columns(said_on: str | None) -> tuple[str | None, str | None]:
    """The first and the last day of ``said_on`` ("2022-01" is 2022-01-01 to 2022-01-31)."""
    matched = SAID_ON.fullmatch(said_on or "")
    if matched is None:
        return None, None
    year, month, day = matched.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None, None
    last_month = int(month or 12)
    last = int(day or calendar.monthrange(first.year, last_month)[1])
    return first.isoformat(), first.replace(month=last_month, day=last).isoformat()


def bound(value: str, *, last: bool, field: str) -> str:
    """The day that ``value`` (a date, a month, a year or a date-time) stands for as a bound of a filter."""
    first_day, last_day = said_columns(value)
    try:
        return (last_day if last else first_day) or datetime.fromisoformat(value).date().isoformat()
    except ValueError as error:
        message = f"{field} must be a date such as 2022-01-31, not {value[:60]!r}."
        raise InvalidSearch(message, field=field) from error


def shifted(day: str, days: int) -> str:
    """The day ``days`` later, or the calendar's own end where there is none."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return day


def utc(moment: datetime) -> str:
    """``moment`` in RFC 3339, UTC, with microseconds: 27 characters that sort as time does."""
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:  # The first and last day of the calendar have no other zone to go to.
        moment = moment.replace(tzinfo=UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")
