"""Ties a time expression to the calendar, by the day the article was published."""

from datetime import date, timedelta
from typing import Literal

from service.extraction.dates.expressions import (
    CalendarDay,
    CalendarMonth,
    CalendarYear,
    DayOffset,
    HolidayName,
    Precision,
    Resolved,
    TimeExpression,
    Weekday,
    Which,
)
from service.extraction.dates.holidays import falls_on

Tense = Literal["past", "future"]

# Feb. 29 may be eight years away, across 1900 or 2100.
_YEARS = 8
_LATER = (Which.NEXT, Which.NEXT_WEEK)


def resolve(
    expression: TimeExpression,
    anchor: date | None,
    *,
    previous: date | Resolved | None = None,
    tense: Tense = "past",
) -> Resolved | None:
    """The date that ``expression`` names, at the precision it supports; None where it names none.

    ``anchor`` is the day of publication: a weekday, a day or a month without a year is the latest on or
    before it (``tense`` "future": the first on or after), unless the expression says otherwise. ``previous``
    is the date of the occasion told before, from which "a day earlier" counts. Without an anchor only a date
    with its year is resolved. Never raises.
    """
    try:
        return _resolve(expression, anchor, previous, tense)
    except (OverflowError, ValueError):  # beyond the years that the calendar knows
        return None


def _resolve(
    expression: TimeExpression, anchor: date | None, previous: date | Resolved | None, tense: Tense
) -> Resolved | None:
    match expression.form:
        case CalendarYear() as year:
            return _calendar_year(year, anchor)
        case CalendarMonth() as month:
            return _month(month, anchor, tense)
        case CalendarDay() as day:
            return _on(_day(day, anchor, tense))
        case HolidayName() as holiday:
            return _on(_holiday(holiday, anchor, tense))
        case DayOffset(0, True):
            return previous if isinstance(previous, Resolved) else _on(previous)
        case DayOffset(days, from_previous):
            base = _day_of(previous) if from_previous else anchor
            return None if base is None else _on(base + timedelta(days=days))
        case Weekday() as weekday:
            return _on(_weekday(weekday, anchor, _day_of(previous), tense))
        case _:
            return None


def _on(day: date | None) -> Resolved | None:
    return None if day is None else Resolved(day.isoformat(), Precision.DAY)


def _day_of(previous: date | Resolved | None) -> date | None:
    return previous.day if isinstance(previous, Resolved) else previous


def _month(form: CalendarMonth, anchor: date | None, tense: Tense) -> Resolved | None:
    year = form.year if form.year is not None else anchor and _year_of_month(form, anchor, tense)
    return None if year is None else Resolved(f"{year:04d}-{form.month:02d}", Precision.MONTH)


def _year_of_month(form: CalendarMonth, anchor: date, tense: Tense) -> int | None:
    """ "last July" in September may be this July or the one a year ago: nobody can tell, so None."""
    if form.years is not None:
        return anchor.year + form.years
    if form.which is Which.THIS:
        return anchor.year
    if form.which is Which.LAST:
        return anchor.year - 1 if form.month >= anchor.month else None
    if form.which is Which.NEXT:
        return anchor.year + 1 if form.month <= anchor.month else None
    if tense == "future":
        return anchor.year + (form.month < anchor.month)
    return anchor.year - (form.month > anchor.month)


def _day(form: CalendarDay, anchor: date | None, tense: Tense) -> date | None:
    if form.year is not None:
        day = _valid(form.year, form.month, form.day)
        return None if day and form.weekday not in (None, day.weekday()) else day
    if anchor is None:
        return None
    if form.years is not None:
        return _valid(anchor.year + form.years, form.month, form.day)
    if form.weekday is not None:
        return _falling_on(form, anchor)
    future = tense == "future" or form.which in _LATER
    strict = form.which in (Which.LAST, Which.NEXT)
    return _nearest([_valid(year, form.month, form.day) for year in _years(anchor)], anchor, future, strict)


def _falling_on(form: CalendarDay, anchor: date) -> date | None:
    """Of last year, this and next, the one (at most) in which the day falls on the weekday printed."""
    days = [_valid(anchor.year + offset, form.month, form.day) for offset in (0, -1, 1)]
    return next((day for day in days if day and day.weekday() == form.weekday), None)


def _holiday(form: HolidayName, anchor: date | None, tense: Tense) -> date | None:
    if form.year is not None:
        return falls_on(form.name, form.year)
    if anchor is None:
        return None
    future = tense == "future" or form.which in _LATER
    strict = form.which in (Which.LAST, Which.NEXT)
    return _nearest([falls_on(form.name, year) for year in _years(anchor)], anchor, future, strict)


def _calendar_year(form: CalendarYear, anchor: date | None) -> Resolved | None:
    if form.year is not None:
        return Resolved(f"{form.year:04d}", Precision.YEAR)
    if anchor is None or form.years is None:
        return None
    return Resolved(f"{anchor.year + form.years:04d}", Precision.YEAR)


def _years(anchor: date) -> range:
    return range(max(1, anchor.year - _YEARS), min(9999, anchor.year + _YEARS) + 1)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # Feb. 30
        return None


def _nearest(days: list[date | None], anchor: date, future: bool, strict: bool) -> date | None:
    """The latest of the days on or before the anchor, or the first on or after it; ``strict``: never it."""
    real = [day for day in days if day is not None and not (strict and day == anchor)]
    if future:
        return min((day for day in real if day >= anchor), default=None)
    return max((day for day in real if day <= anchor), default=None)


def _weekday(form: Weekday, anchor: date | None, previous: date | None, tense: Tense) -> date | None:
    if form.which in (Which.BEFORE_THAT, Which.AFTER_THAT):
        return _beside(form.day, previous, later=form.which is Which.AFTER_THAT)
    if anchor is None:
        return None
    if form.which in (Which.LAST_WEEK, Which.NEXT_WEEK):
        return _in_week(form, anchor)
    if form.which in (Which.LAST, Which.NEXT):
        return _beside(form.day, anchor, later=form.which is Which.NEXT)
    if tense == "future" or form.weeks > 0:
        day = anchor + timedelta(days=(form.day - anchor.weekday()) % 7)
    else:
        day = anchor - timedelta(days=(anchor.weekday() - form.day) % 7)
    return day + timedelta(weeks=form.weeks)


def _beside(weekday: int, day: date | None, *, later: bool) -> date | None:
    """The nearest such weekday strictly before or after ``day``."""
    if day is None:
        return None
    if later:
        return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)
    return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)


def _in_week(form: Weekday, anchor: date) -> date | None:
    """A Sunday ends the week for some and begins it for others, so "Sunday of last week" is nobody's day."""
    if form.day == 6:
        return None
    monday = anchor - timedelta(days=anchor.weekday())
    return monday + timedelta(days=form.day, weeks=-1 if form.which is Which.LAST_WEEK else 1)
