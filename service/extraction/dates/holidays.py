"""On which day of a year a holiday falls."""

from datetime import date, timedelta
from functools import cache

from service.extraction.dates.lexicon import Holiday, load


@cache
def _by_name() -> dict[str, Holiday]:
    return {holiday.names[0]: holiday for holiday in load().holidays}


def falls_on(name: str, year: int) -> date | None:
    """The day of the holiday ``name`` (the first of its names) in ``year``; None in a year without it."""
    holiday = _by_name()[name]
    if not date.min.year < year < date.max.year or year % holiday.every != holiday.phase:
        return None
    if holiday.fixed is not None:
        return date(year, *holiday.fixed)
    if holiday.nth is not None:
        weekday, nth, month = holiday.nth
        return _nth_weekday(year, month, weekday, nth, holiday.after)
    return easter_sunday(year) + timedelta(days=holiday.easter or 0)


def _nth_weekday(year: int, month: int, weekday: int, nth: int, first_day: int) -> date:
    if nth < 0:
        end = date(year, month + 1, 1) - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    begin = date(year, month, first_day)
    return begin + timedelta(days=(weekday - begin.weekday()) % 7 + 7 * (nth - 1))


def easter_sunday(year: int) -> date:
    """Western Easter, by the anonymous Gregorian algorithm (Nature, 1876)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, skipped = divmod(century, 4)
    shift = (century + 8) // 25
    epact = (19 * golden + century - leaps - (century - shift + 1) // 3 + 15) % 30
    quarter, left = divmod(rest, 4)
    weekday = (32 + 2 * skipped + 2 * quarter - epact - left) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
