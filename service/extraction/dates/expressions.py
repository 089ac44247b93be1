"""What a time expression is: where it stands in the text, and what it says, not yet tied to a calendar."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What sort of time an expression names."""

    WEEKDAY = "weekday"
    RELATIVE = "relative"
    CALENDAR = "calendar"
    MONTH = "month"
    YEAR = "year"
    HOLIDAY = "holiday"
    VAGUE = "vague"
    RANGE = "range"
    DURATION = "duration"


class Relation(StrEnum):
    """How the expression bears on its sentence, read from the word before it; ON is the plain case."""

    ON = "on"
    SINCE = "since"
    UNTIL = "until"
    BY = "by"
    BEFORE = "before"
    AFTER = "after"
    FOR = "for"
    OF = "of"
    EVERY = "every"
    RANGE = "range"


class Which(StrEnum):
    """Which of the days or months of one name is meant, where the text says so."""

    PLAIN = "plain"
    LAST = "last"
    NEXT = "next"
    THIS = "this"
    LAST_WEEK = "last_week"
    NEXT_WEEK = "next_week"
    BEFORE_THAT = "before_that"
    AFTER_THAT = "after_that"


class Precision(StrEnum):
    """How exactly a resolved date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week (Monday is 0), ``weeks`` whole weeks off ("a week ago Thursday" is -1)."""

    day: int
    which: Which = Which.PLAIN
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class DayOffset:
    """So many days from publication ("yesterday"), or from the occasion told before ("a day earlier")."""

    days: int
    from_previous: bool = False


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of a month; the year, or a weekday that it must fall on, where given.

    ``years`` counts the year from that of publication: -1 of "last year".
    """

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    which: Which = Which.PLAIN
    years: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """A month; its year where given, or counted from that of publication (``years``)."""

    month: int
    year: int | None = None
    which: Which = Which.PLAIN
    years: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """A year, or one counted from that of publication (``years``: -1 of "last year")."""

    year: int | None
    years: int | None = None


@dataclass(frozen=True, slots=True)
class HolidayName:
    """A holiday of the lexicon, by the first of its names; its year where given."""

    name: str
    year: int | None = None
    which: Which = Which.PLAIN


@dataclass(frozen=True, slots=True)
class SlashDate:
    """Numbers such as 6/1/2022: two of them a day and a month in an order that the house decides."""

    first: int
    second: int
    year: int


@dataclass(frozen=True, slots=True)
class Unresolvable:
    """A time that names no single day, month or year: vague, a range, a duration."""

    kind: Kind = Kind.VAGUE


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name that only looks like a time ("USA Today"); consumed, never returned."""


Form = (
    Weekday
    | DayOffset
    | CalendarDay
    | CalendarMonth
    | CalendarYear
    | HolidayName
    | SlashDate
    | Unresolvable
    | Name
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression of a text: ``text`` is what stands at the half-open [start, end).

    ``possessive``: "Tuesday's debate". ``attributive``: modifies a noun ("a May interview"). Both date that
    noun, which may or may not be the occasion of an utterance. The preposition is not part of the span.
    """

    start: int
    end: int
    text: str
    kind: Kind
    form: Form
    relation: Relation = Relation.ON
    possessive: bool = False
    attributive: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """A date at the precision that the text supports: "2022-01-06", "2022-01", "2022"."""

    value: str
    precision: Precision

    @property
    def day(self) -> date | None:
        """The day, None where only a month or a year is known."""
        return date.fromisoformat(self.value) if self.precision is Precision.DAY else None
