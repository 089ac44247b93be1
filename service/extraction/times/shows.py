"""Programmes that carry their day in their name: "on this weekend's broadcast of “Fox News Sunday”"."""

import re
from datetime import date, timedelta

from service.extraction.dates import Precision, Resolved

_DAYS = {"Saturday": 5, "Sunday": 6}
_SHOW = re.compile(
    r"\b[Tt]his (?:past )?weekend[’']s (?:broadcast|edition|episode|show|program|programme|instal?lment) of "
    r"[^.\n]{0,40}?\b(Saturday|Sunday)\b"
)


def weekend_shows(text: str, anchor: date | None) -> dict[int, Resolved]:
    """The day of each such broadcast, by where its phrase starts in ``text``."""
    if anchor is None:
        return {}
    return {show.start(): _latest(_DAYS[show[1]], anchor) for show in _SHOW.finditer(text)}


def _latest(weekday: int, anchor: date) -> Resolved:
    day = anchor - timedelta(days=(anchor.weekday() - weekday) % 7)
    return Resolved(day.isoformat(), Precision.DAY)
