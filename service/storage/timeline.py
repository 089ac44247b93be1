"""How many quotes there are day by day, week by week …: of all, or of those that filters describe."""

import operator
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from typing import Any

from peewee import SQL, fn

from service.errors import InvalidSearch
from service.storage import day_counts, days, quotes, searches, statements
from service.storage.database import database, plain, reading
from service.storage.quote_filters import QUOTE
from service.storage.quotes import QuoteFilter
from service.storage.searches import Search

MOST = 1_000
"""Of intervals: a longer series is no picture any more."""

COUNTED = 3_000
"""Of the quotes that other tables find, so many are looked at: of more an even part."""

INTERVALS = ("day", "week", "month", "year")

DATES = {"published": (QUOTE.published_on, QUOTE.published_on), "said": (QUOTE.said_first, QUOTE.said_last)}
"""By which days quotes are counted: the first and the last that may be meant."""

DAYS = {
    by: f"SELECT {first.name} || '/' || {last.name} FROM quote "  # noqa: S608 - names of ours
    f"WHERE pk {{keys}} AND {first.name} IS NOT NULL"
    for by, (first, last) in DATES.items()
}
"""The same of some quotes, from the first to the last as ISO 8601 writes it: half as long as two columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The days ``start`` to ``end``, both included, and how many quotes there are."""

    start: str
    end: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Every interval from the first to the last, empty ones too; ``total`` is the sum of all.

    Not ``exact`` is one that was counted on an even part of very many quotes.
    """

    intervals: tuple[Interval, ...]
    total: int
    exact: bool = True


def series(wanted: QuoteFilter, interval: str, *, by: str = "published") -> Timeline:
    """The quotes that ``wanted`` describes, counted by ``interval`` of the day that ``by`` names.

    It reaches over the days that ``wanted`` bounds, else from the first to the last that there is. A day
    known as a month or a year counts where the interval has all of it. Raises InvalidSearch.
    """
    with reading():
        search = quotes.search_of(wanted)
        if search.members:
            return _of_members(search, wanted, interval, by)
        kept = _kept(wanted, by)
        bounds = _bounds(wanted, by, lambda: day_counts.ends(by) if kept else _ends(search, by))
        spans = _spans(*bounds, interval) if bounds else []
        if kept:
            return _told(spans, day_counts.within(by, _clipped(spans, *_asked(wanted, by))))
        counts = _by_range(search, spans, by) if spans else []
    return _told(spans, counts)


def _kept(wanted: QuoteFilter, by: str) -> bool:
    """Whether triggers keep the counts: of all quotes that lists show, whatever days are asked for."""
    return replace(wanted, **{f"{by}_from": None, f"{by}_to": None}) == QuoteFilter()


def _clipped(spans: list[tuple[str, str]], first: str | None, last: str | None) -> list[tuple[str, str]]:
    """What of the intervals lies within the days ``first`` to ``last``, where these are asked for."""
    return [(max(start, first or start), min(end, last or end)) for start, end in spans]


def _of_members(search: Search, wanted: QuoteFilter, interval: str, by: str) -> Timeline:
    """Where words or topics are searched for: the days of the quotes that have them, of many a part."""
    pks, each = searches.sampled(search, COUNTED)
    # To count some thousand rows here takes half as long as to have them grouped.
    found = Counter(statements.column_of_keys(DAYS[by], pks))
    counted = {(span[:10], span[11:]): number for span, number in found.items()}
    return _of_days(counted, wanted, interval, by, each)


def _of_days(
    counted: Mapping[tuple[str, str], int], wanted: QuoteFilter, interval: str, by: str, each: int = 1
) -> Timeline:
    """The series of counts by day, of which each quote stands for ``each``."""
    ends = (min(counted)[0], max(counted)[0]) if counted else None
    bounds = _bounds(wanted, by, lambda: ends)
    spans = _spans(*bounds, interval) if bounds else []
    return _told(spans, [each * number for number in _placed(counted, spans)], exact=each == 1)


def _told(spans: list[tuple[str, str]], counts: list[int], *, exact: bool = True) -> Timeline:
    intervals = tuple(
        Interval(start=start, end=end, count=number)
        for (start, end), number in zip(spans, counts, strict=True)
    )
    return Timeline(intervals=intervals, total=sum(counts), exact=exact)


def _bounds(
    wanted: QuoteFilter, by: str, ends: Callable[[], tuple[str, str] | None]
) -> tuple[str, str] | None:
    """The days that ``wanted`` bounds; where it does not, those of the ``ends`` of what there is."""
    begin, end = _asked(wanted, by)
    if begin is None or end is None:
        known = ends()
        if known is None:
            return None
        begin, end = begin or known[0], end or known[1]
    return None if begin > end else (begin, end)


def _asked(wanted: QuoteFilter, by: str) -> tuple[str | None, str | None]:
    """The first and the last of the days that ``wanted`` bounds."""
    first = wanted.published_from if by == "published" else wanted.said_from
    last = wanted.published_to if by == "published" else wanted.said_to
    begin = days.bound(first, last=False, field=f"{by}_from") if first else None
    return begin, days.bound(last, last=True, field=f"{by}_to") if last else None


def _ends(search: Search, by: str) -> tuple[str, str] | None:
    """The first and the last day, off the ends of an index."""
    column = DATES[by][0]
    known = search.whole().where(column.is_null(False))
    rows = [plain(known.select(column).order_by(each).limit(1)) for each in (column, column.desc())]
    return (rows[0][0][0], rows[1][0][0]) if rows[0] else None


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


def _by_range(search: Search, spans: list[tuple[str, str]], by: str) -> list[int]:
    """Each interval as a stretch of an index; what an editor rejected is counted apart and taken off."""
    counts = _stretches(search.plain, spans, by)
    if search.without is not None:
        left_out = reduce(operator.and_, (*search.plain, QUOTE.pk.in_(search.without)))
        off = _placed(_days(left_out, by), spans)
        counts = [number - less for number, less in zip(counts, off, strict=True)]
    return counts


def _stretches(conditions: tuple[Any, ...], spans: list[tuple[str, str]], by: str) -> list[int]:
    first, last = DATES[by]
    start, end = SQL("span.first"), SQL("span.last")
    within = [first >= start, first <= end, *([last <= end] if last is not first else [])]
    counted = QUOTE.select(fn.COUNT(SQL("1"))).where(reduce(operator.and_, (*conditions, *within)))
    sql, parameters = counted.sql()
    rows = ", ".join(f"({number}, '{first}', '{last}')" for number, (first, last) in enumerate(spans))
    query = f"WITH span(place, first, last) AS (VALUES {rows}) SELECT place, ({sql}) FROM span ORDER BY place"  # noqa: S608 - days of the calendar
    return [int(number) for _, number in database.execute_sql(query, parameters).fetchall()]


def _days(condition: Any, by: str) -> dict[tuple[str, str], int]:
    """How many quotes with the condition each day has, or each stretch of days that may be meant."""
    first, last = DATES[by]
    return Counter(plain(QUOTE.select(first, last).where(condition, first.is_null(False))))


def _placed(counted: Mapping[tuple[str, str], int], spans: list[tuple[str, str]]) -> list[int]:
    """The counts by interval: where one has all the days that may be meant."""
    counts = [0] * len(spans)
    starts = [start for start, _ in spans]
    for (begin, end), number in counted.items():
        place = bisect_right(starts, begin) - 1
        if place >= 0 and end <= spans[place][1]:
            counts[place] += number
    return counts
