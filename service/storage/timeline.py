"""How many quotes there are day by day, week by week …: of all, or of those that filters describe."""

import operator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from typing import Any

from peewee import SQL, fn

from service.errors import InvalidSearch
from service.storage import days, quotes
from service.storage.database import database, reading, tuples
from service.storage.quote_filters import QUOTE
from service.storage.quotes import QuoteFilter
from service.storage.searches import Search

MOST = 1_000
"""Of intervals: a longer series is no picture any more."""

INTERVALS = ("day", "week", "month", "year")

DATES = {"published": (QUOTE.published_on, QUOTE.published_on), "said": (QUOTE.said_first, QUOTE.said_last)}
"""By which days quotes are counted: the first and the last that may be meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The days ``start`` to ``end``, both included, and how many quotes there are."""

    start: str
    end: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Every interval from the first to the last, empty ones too; ``total`` is the sum of all."""

    intervals: tuple[Interval, ...]
    total: int


def series(wanted: QuoteFilter, interval: str, *, by: str = "published") -> Timeline:
    """The quotes that ``wanted`` describes, counted by ``interval`` of the day that ``by`` names.

    It reaches over the days that ``wanted`` bounds, else from the first to the last that there is. A day
    known as a month or a year counts where the interval has all of it. Raises InvalidSearch.
    """
    with reading():
        search = quotes.search_of(wanted)
        bounds = _bounds(search, wanted, by)
        if bounds is None:
            return Timeline(intervals=(), total=0)
        spans = _spans(*bounds, interval)
        counts = _by_day(search, spans, by) if search.members else _by_range(search, spans, by)
    intervals = tuple(
        Interval(start=start, end=end, count=number)
        for (start, end), number in zip(spans, counts, strict=True)
    )
    return Timeline(intervals=intervals, total=sum(counts))


def _bounds(search: Search, wanted: QuoteFilter, by: str) -> tuple[str, str] | None:
    first = wanted.published_from if by == "published" else wanted.said_from
    last = wanted.published_to if by == "published" else wanted.said_to
    begin = days.bound(first, last=False, field=f"{by}_from") if first else None
    end = days.bound(last, last=True, field=f"{by}_to") if last else None
    column = DATES[by][0]
    if begin is None or end is None:
        known = search.whole().where(column.is_null(False))
        if search.members:
            ((least, greatest),) = tuples(known.select(fn.MIN(column), fn.MAX(column)))
        else:  # off the ends of an index
            ends = [tuples(known.select(column).order_by(each).limit(1)) for each in (column, column.desc())]
            least, greatest = (rows[0][0] if rows else None for rows in ends)
        begin, end = begin or least, end or greatest
    return None if begin is None or end is None or begin > end else (begin, end)


def _spans(first: str, last: str, interval: str) -> list[tuple[str, str]]:
    """The intervals from that of ``first`` to that of ``last``, whole ones."""
    start, end = _start(date.fromisoformat(first), interval), date.fromisoformat(last)
    spans: list[tuple[str, str]] = []
    while start <= end:
        if len(spans) == MOST:
            longer = INTERVALS[min(INTERVALS.index(interval) + 1, 3)]
            message = (
                f"From {first} to {last} there are more than {MOST:,} intervals of a {interval}; "
                f"ask for fewer days or by {longer}."
            )
            raise InvalidSearch(message, field="interval")
        following = _next(start, interval)
        if following <= start:  # the calendar ends here
            spans.append((start.isoformat(), date.max.isoformat()))
            break
        spans.append((start.isoformat(), (following - timedelta(days=1)).isoformat()))
        start = following
    return spans


def _start(day: date, interval: str) -> date:
    if interval == "week":  # as ISO 8601 has them: from Monday
        return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    return day.replace(day=1 if interval != "day" else day.day, month=1 if interval == "year" else day.month)


def _next(start: date, interval: str) -> date:
    try:
        if interval in ("day", "week"):
            return start + timedelta(days=1 if interval == "day" else 7)
        later = start.replace(day=28) + timedelta(days=4 if interval == "month" else 0)
        return later.replace(day=1) if interval == "month" else start.replace(year=start.year + 1)
    except (OverflowError, ValueError):
        return date.max


def _within(by: str, start: Any, end: Any) -> Any:
    first, last = DATES[by]
    return (first >= start) & (first <= end) & (last <= end)


def _by_range(search: Search, spans: list[tuple[str, str]], by: str) -> list[int]:
    """Each interval as a stretch of an index; what an editor rejected is counted apart and taken off."""
    counts = _stretches(search.plain, spans, by)
    if search.without is not None:
        off = _by_day(Search(QUOTE, (*search.plain, QUOTE.pk.in_(search.without))), spans, by)
        counts = [number - less for number, less in zip(counts, off, strict=True)]
    return counts


def _stretches(conditions: tuple[Any, ...], spans: list[tuple[str, str]], by: str) -> list[int]:
    start, end = SQL("span.first"), SQL("span.last")
    every = reduce(operator.and_, (*conditions, _within(by, start, end)))
    counted = QUOTE.select(fn.COUNT(SQL("1"))).where(every)
    sql, parameters = counted.sql()
    rows = ", ".join(f"({number}, '{first}', '{last}')" for number, (first, last) in enumerate(spans))
    query = f"WITH span(place, first, last) AS (VALUES {rows}) SELECT place, ({sql}) FROM span ORDER BY place"  # noqa: S608 - days of the calendar
    return [int(number) for _, number in database.execute_sql(query, parameters).fetchall()]


def _by_day(search: Search, spans: list[tuple[str, str]], by: str) -> list[int]:
    first, last = DATES[by]
    query = search.whole().where(_within(by, spans[0][0], spans[-1][1]))
    counted = tuples(query.select(first, last, fn.COUNT(search.table.pk)).group_by(first, last))
    counts = [0] * len(spans)
    for begin, end, number in counted:
        place = _place(spans, begin)
        if end <= spans[place][1]:
            counts[place] += number
    return counts


def _place(spans: list[tuple[str, str]], day: str) -> int:
    low, high = 0, len(spans)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if spans[middle][0] <= day else (low, middle)
    return low
