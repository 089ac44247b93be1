"""Times that name no one day, month or year: vague ones, durations, ranges."""

import re

from service.extraction.dates.expressions import CalendarYear, Form, Kind, Unresolvable
from service.extraction.dates.grammar import (
    END,
    GAP,
    LEXICON,
    NUMBER,
    PART,
    YEAR,
    choice,
    day,
    month,
    weekday,
)
from service.extraction.dates.rules import DIGITS, Rule, before, rule

_PERIOD = re.compile(
    r"(?i:\b(?:for|over|in|within|during|after|about|nearly|almost|than|lasted|spent)\s{1,3}(?:the\s{1,3})?)$"
)
_ENUMERATED = re.compile(r"(?i:\b(?:in|from|between|during|since|of|for)\s{1,3})$")


def _vague(_match: re.Match[str]) -> Form | None:
    return Unresolvable()


def _last_year(match: re.Match[str]) -> Form | None:
    """ "last year"; not "the last year", which is the twelve months past."""
    return (
        None if before(match).lower().endswith(("the ", "this ", "over ")) else CalendarYear(None, years=-1)
    )


def _duration(match: re.Match[str]) -> Form | None:
    return Unresolvable(Kind.DURATION) if _PERIOD.search(before(match)) else None


def _range(_match: re.Match[str]) -> Form | None:
    return Unresolvable(Kind.RANGE)


def _range_of_years(match: re.Match[str]) -> Form | None:
    return Unresolvable(Kind.RANGE) if _ENUMERATED.search(before(match)) else None


_SHADE = rf"(?i:(?:earlier|later|early|late|only|just){GAP}(?:on{GAP})?)?"
_UNIT = r"(?i:week|weekend|month|year|decade|century|spring|summer|fall|autumn|winter|season|quarter|term)"
_UNITS = r"(?i:(?:second|minute|hour|day|night|week|weekend|month|year|decade|season)s?|century|centuries)"
_SOME = rf"(?:{NUMBER}|(?i:(?:a{GAP})?(?:few|couple(?:{GAP}of)?)|several|many|some|recent|dozens{GAP}of))"
_THAT = (
    rf"(?i:(?:the{GAP})?(?:last|next|past|previous|following|coming|same)|this(?:{GAP}(?:past|coming))?|that)"
)
_TO = rf"(?:{GAP}(?i:to|through|thru|until|and|or){GAP}(?:on{GAP})?|{GAP}?[-–]{GAP}?)"
_A_YEAR = r"(?:1[5-9]|20)\d\d"

_SOMES = (*LEXICON.numbers, DIGITS, "a", "few", "couple", "several", "many", "some", "recent", "dozens")
_THATS = ("the", "last", "next", "past", "previous", "following", "coming", "same", "this", "that")
_SHADES = ("earlier", "later", "early", "late", "only", "just")
_MONTHS = tuple(LEXICON.months)
_WEEKDAYS = tuple(LEXICON.weekdays)

_VAGUE: tuple[Rule, ...] = (
    rule("vague", rf"{choice(LEXICON.vague, ignore_case=True)}{END}", LEXICON.vague, _vague),
    rule("last year", rf"{_SHADE}(?i:last){GAP}(?i:year){END}", ("last", *_SHADES), _last_year),
    rule("last month", rf"{_SHADE}{_THAT}{GAP}{_UNIT}{END}", (*_THATS, *_SHADES), _vague),
    rule("the week before", rf"(?i:the){GAP}{_UNIT}{GAP}(?i:before|after){END}", ("the",), _vague),
    rule("last few days", rf"{_THAT}{GAP}{_SOME}{GAP}{_UNITS}{END}", _THATS, _vague),
    rule(
        "weeks ago",
        rf"{_SOME}{GAP}{_UNITS}{GAP}(?i:ago|earlier|later|before|after|from{GAP}now){END}",
        _SOMES,
        _vague,
    ),
    rule(
        "decade",
        rf"(?:[Tt]he{GAP})?(?:(?:early|mid|late)[- ])?(?:{_A_YEAR}|[’']\d0)s\b",
        (DIGITS, "the", "early", "mid", "late"),
        _vague,
    ),
    rule("duration", rf"{_SOME}{GAP}{_UNITS}{END}", _SOMES, _duration),
)

_RANGES: tuple[Rule, ...] = (
    rule(
        "weekdays range",
        rf"{weekday('a')}(?:{GAP}{PART})?{_TO}{weekday('b')}(?:{GAP}{PART})?",
        _WEEKDAYS,
        _range,
    ),
    rule(
        "days range",
        rf"{month('a')}(?:(?<=\.)|{GAP}){day('b')}{_TO}"
        rf"(?:{month('c')}(?:(?<=\.)|{GAP}))?{day('d')}(?:,?{GAP}{YEAR})?",
        _MONTHS,
        _range,
    ),
    rule(
        "days range, day first",
        rf"{day('a')}(?:{GAP}{month('b')})?{_TO}{day('c')}{GAP}{month('d')}(?:,?{GAP}{YEAR})?",
        (DIGITS,),
        _range,
    ),
    rule("months range", rf"{month('a')}{_TO}{month('b')}(?:,?{GAP}(?:of{GAP})?{YEAR})?", _MONTHS, _range),
    rule(
        "years range",
        rf"{_A_YEAR}(?:{GAP}(?:to|and|or|through|until){GAP}{_A_YEAR}|[-–](?:{_A_YEAR}|\d\d))(?![\w-])",
        (DIGITS,),
        _range_of_years,
    ),
)

RULES: tuple[Rule, ...] = (*_VAGUE, *_RANGES)
