"""Dates of the calendar: days, months, years, ISO and slashed forms."""

import re

from service.extraction.dates.expressions import (
    CalendarDay,
    CalendarMonth,
    CalendarYear,
    Form,
    SlashDate,
    Which,
)
from service.extraction.dates.grammar import CLOCK, GAP, LEXICON, PART, YEAR, day, month, weekday
from service.extraction.dates.rules import DIGITS, Rule, after, before, rule

_LEAD = rf"(?:{CLOCK},?{GAP}(?:on{GAP})?)?"
_WEEKDAY = (
    rf"(?:{weekday(beside_a_date=True)}(?:{GAP}{PART})?(?:,?{GAP}(?P<open>\()?(?:(?:on|the){GAP}){{0,2}}))?"
)
_CLOSE = r"(?(open)\))"
_TAIL = rf"(?:,?{GAP}at{GAP}{CLOCK})?"
_COUNTED_YEAR = rf"{GAP}(?:of{GAP})?(?P<counted>last|this|next){GAP}year\b"
_IN_YEAR = rf"(?:(?:,{GAP}?|{GAP}(?:of{GAP}|in{GAP})?){YEAR}|{_COUNTED_YEAR})?"
_WHICH = rf"(?:(?P<which>(?i:this{GAP}past|last|this|next)){GAP})?"
_SHADE = rf"(?P<shade>(?i:mid-|mid{GAP}|(?:early|late|mid){GAP}(?:in{GAP})?|earlier{GAP}in{GAP}))?"

_INTRODUCED = re.compile(
    r"(?i:\b(?:in|since|until|till|by|during|from|through|before|after|between|around|as of|back in|"
    r"(?:end|beginning|start|middle|month|summer|fall|autumn|spring|winter) of)\s{1,3}(?:the\s{1,3})?)$"
)
_DETERMINER = re.compile(r"(?i:(?:\b(?:a|an|the|his|her|their|its|our|my)|\w[’']s)\s{1,3})$")
_MODIFIES = re.compile(
    r"[^\S\n]{1,3}(?!(?:and|or|but|for|of|on|in|to|at|by|with|from|is|was|were|are|has|had|have|will|would|"
    r"when|as|that|which|who|said|if|while|after|before)\b)[a-z]"
)
_TRUST = re.compile(
    r"(?i:\b(?:confidence|faith|trust|belief|believe|believes|believed|interest)\s{1,3}in\s{1,3})$"
)
_MAY_IS_A_PERSON = re.compile(r"\b(?:Theresa|Brian|James|Mrs?\.?|Ms\.?|Miss|Minister|Sir)\s{1,3}May\b")
_COUNTED = re.compile(r"[^\S\n]{1,3}(?:people\b|men\b|women\b|children\b|[a-z]{3,20}s\b)")
_NUMBER_BEFORE = re.compile(r"(?:[\d$£€#][.,:/-]?|[/@_])$")


def _year(match: re.Match[str]) -> int | None:
    return int(match["year"]) if match["year"] else None


def _years(match: re.Match[str]) -> int | None:
    """How many years from that of publication: "22 January last year"."""
    return {"last": -1, "this": 0, "next": 1}[match["counted"]] if match["counted"] else None


def _which(match: re.Match[str]) -> Which:
    words = (match["which"] or "").lower().split()
    if not words or words == ["this", "past"]:
        return Which.PLAIN
    return {"last": Which.LAST, "next": Which.NEXT, "this": Which.THIS}[words[0]]


def _day_of_month(match: re.Match[str]) -> Form | None:
    if _NUMBER_BEFORE.search(before(match)):
        return None
    on = LEXICON.weekdays_beside_a_date[match["weekday"]] if match["weekday"] else None
    return CalendarDay(
        LEXICON.months[match["month"]], int(match["day"]), _year(match), on, years=_years(match)
    )


def _last_day_of_month(match: re.Match[str]) -> Form | None:
    which = {"last": Which.LAST, "next": Which.NEXT}[match["which"].lower()]
    return CalendarDay(LEXICON.months[match["month"]], int(match["day"]), which=which)


def _iso(match: re.Match[str]) -> Form | None:
    if _NUMBER_BEFORE.search(before(match)):
        return None
    return CalendarDay(int(match["month"]), int(match["day"]), int(match["year"]))


def _slashed(match: re.Match[str]) -> Form | None:
    if _NUMBER_BEFORE.search(before(match)):
        return None
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    if match["separator"] == "." or first > 12 or first == second:
        return CalendarDay(second, first, year)
    return CalendarDay(first, second, year) if second > 12 else SlashDate(first, second, year)


def _month_and_year(match: re.Match[str]) -> Form | None:
    return CalendarMonth(LEXICON.months[match["month"]], _year(match))


def _month_of_counted_year(match: re.Match[str]) -> Form | None:
    return CalendarMonth(LEXICON.months[match["month"]], years=_years(match))


def _month_alone(match: re.Match[str]) -> Form | None:
    """A month needs a sign that it is one: "in May", "last May", "mid-May", "a May interview"."""
    lead = before(match)
    modifies = bool(_DETERMINER.search(lead) and _MODIFIES.match(after(match)))
    if not (match["which"] or match["shade"] or modifies or _INTRODUCED.search(lead)):
        return None
    if match["which"] == "This":
        return None  # "This May Be" heads a headline
    if match["month"].upper() == "MAY" and not match["which"] and not match["shade"]:
        named = _MAY_IS_A_PERSON.search(match.string, 0, 20_000)
        if _TRUST.search(lead) or (named and modifies):
            return None
    return CalendarMonth(LEXICON.months[match["month"]], which=_which(match))


def _year_alone(match: re.Match[str]) -> Form | None:
    """A number is a year after a preposition ("in 2015") or before a noun ("a 2015 interview")."""
    lead, rest = before(match), after(match)
    if match["shade"]:
        return CalendarYear(int(match["year"]))
    if _INTRODUCED.search(lead):
        counted = int(match["year"]) % 100 == 0 and _COUNTED.match(rest)
        return None if counted else CalendarYear(int(match["year"]))
    if _DETERMINER.search(lead) and _MODIFIES.match(rest.lower()):
        return CalendarYear(int(match["year"]))
    return None


_MONTHS = tuple(LEXICON.months)
_WEEKDAYS = tuple(LEXICON.weekdays_beside_a_date)
_CLOCKS = (DIGITS, "noon", "midnight")
_SHADES = ("mid", "early", "late", "earlier", "last", "this", "next")

MONTH_FIRST = "month first"
DAY_FIRST = "day first"

RULES: tuple[Rule, ...] = (
    rule(
        MONTH_FIRST,
        rf"{_LEAD}{_WEEKDAY}{month()}(?:(?<=\.)|{GAP}(?:the{GAP})?){day()}{_IN_YEAR}{_CLOSE}{_TAIL}",
        (*_MONTHS, *_WEEKDAYS, *_CLOCKS),
        _day_of_month,
    ),
    rule(
        DAY_FIRST,
        rf"{_LEAD}{_WEEKDAY}(?:the{GAP})?{day()}{GAP}(?:(?:day{GAP})?of{GAP})?{month()}{_IN_YEAR}{_CLOSE}{_TAIL}",
        (DIGITS, "the", *_WEEKDAYS, *_CLOCKS),
        _day_of_month,
    ),
    rule(
        "last month and day",
        rf"(?P<which>(?i:last|next)){GAP}{month()}(?:(?<=\.)|{GAP}){day()}",
        ("last", "next"),
        _last_day_of_month,
    ),
    rule(
        "iso",
        r"(?P<year>\d{4})(?P<mark>[-/])(?P<month>\d\d)(?P=mark)(?P<day>\d\d)"
        r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\w|[-/:.]\d)",
        (DIGITS,),
        _iso,
    ),
    rule(
        "slashed",
        r"(?P<first>\d{1,2})(?P<separator>[/.-])(?P<second>\d{1,2})(?P=separator)"
        r"(?P<year>\d{4}|(?<=/)\d\d)(?!\w|[-/:.,]\d|%)",
        (DIGITS,),
        _slashed,
    ),
    rule(
        "month and year",
        rf"{_SHADE}{month()},?{GAP}(?:of{GAP})?{YEAR}",
        (*_MONTHS, *_SHADES),
        _month_and_year,
    ),
    rule(
        "month of last year",
        rf"{_SHADE}{month()}{_COUNTED_YEAR}",
        (*_MONTHS, *_SHADES),
        _month_of_counted_year,
    ),
    rule(
        "month",
        rf"{_SHADE}{_WHICH}{month()}",
        (*_MONTHS, *_SHADES),
        _month_alone,
    ),
    rule("year", rf"{_SHADE}{YEAR}", (DIGITS, "mid", "early", "late", "earlier"), _year_alone),
)
