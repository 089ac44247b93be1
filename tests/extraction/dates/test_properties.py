"""What holds for any text and any date."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.dates import Precision, find, resolve
from service.extraction.dates.finding import _RULES
from service.extraction.dates.grammar import LEXICON

WORDS = [*LEXICON.months, *LEXICON.weekdays_beside_a_date, *LEXICON.numbers, *LEXICON.vague, *LEXICON.same]
WORDS += [
    "last",
    "next",
    "the",
    "of",
    "in",
    "since",
    "days",
    "weeks",
    "ago",
    "mid-",
    "31",
    "29",
    "6/1/2022",
    "2015",
]
WORDS += [
    ",",
    ".",
    "(",
    ")",
    "’s",
    "'s",
    "\n",
    "\u00a0",
    "-",
    "–",
    "p.m.",
    "at",
    "to",
    "and",
    "noon",
    "overnight",
]
NEWSY = st.lists(st.sampled_from(WORDS), max_size=12).flatmap(
    lambda words: st.sampled_from(["", " ", "  "]).map(lambda gap: gap.join(words))
)
TEXTS = st.one_of(st.text(max_size=60), NEWSY)
DATES = st.dates(min_value=date(1500, 1, 1), max_value=date(2199, 12, 31))


@given(TEXTS, st.integers(-80, 80), st.none() | st.integers(-80, 80))
def test_spans_slice_and_never_overlap(text: str, start: int, end: int | None):
    begin, stop, _ = slice(start, end).indices(len(text))
    free = begin
    for expression in find(text, start, end):
        assert text[expression.start : expression.end] == expression.text
        assert free <= expression.start < expression.end <= stop
        free = expression.end


@given(TEXTS, st.none() | st.dates(), st.none() | st.dates(), st.sampled_from(["past", "future"]))
def test_what_resolves_is_a_real_date(text: str, anchor: date | None, previous: date | None, tense):
    for expression in find(text):
        resolved = resolve(expression, anchor, previous=previous, tense=tense)
        if resolved is not None:
            assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", resolved.value)
            assert (resolved.day is not None) == (resolved.precision is Precision.DAY)


@given(st.dates(min_value=date(1, 2, 1)))
def test_a_weekday_is_at_most_six_days_back(anchor: date):
    (expression,) = find("He spoke on Tuesday.")
    resolved = resolve(expression, anchor)
    assert resolved is not None
    assert resolved.day is not None
    assert resolved.day.weekday() == 1
    assert timedelta(0) <= anchor - resolved.day < timedelta(days=7)


SHORT = {full: short for short, full in zip(
    ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
    ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
     "November", "December"), strict=True)}  # fmt: skip


def ordinal(day: int) -> str:
    ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


STYLES: dict[str, Callable[[date], str]] = {
    "American": lambda d: f"{d:%B} {d.day}, {d.year}",
    "American, abbreviated": lambda d: f"{SHORT[f'{d:%B}']} {d.day}, {d.year}",
    "American, bare": lambda d: f"{d:%b} {d.day} {d.year}",
    "American, ordinal": lambda d: f"{d:%B} {ordinal(d.day)}, {d.year}",
    "American, weekday": lambda d: f"{d:%A}, {d:%B} {d.day}, {d.year}",
    "British": lambda d: f"{d.day} {d:%B} {d.year}",
    "British, ordinal": lambda d: f"the {ordinal(d.day)} of {d:%B} {d.year}",
    "British, weekday": lambda d: f"{d:%A} {d.day} {d:%B} {d.year}",
    "capitals": lambda d: f"{d:%b} {d.day}, {d.year}".upper(),
    "ISO": lambda d: d.isoformat(),
    "dots": lambda d: f"{d.day}.{d.month}.{d.year}",
    "year first": lambda d: f"{d.year}/{d.month:02d}/{d.day:02d}",
}


@pytest.mark.parametrize("style", STYLES)
@given(day=DATES, anchor=st.none() | st.dates())
def test_any_date_survives_being_written(style: str, day: date, anchor: date | None):
    written = STYLES[style](day)
    (expression,) = find(f"He said on {written} that it was so.")
    assert expression.text == written
    resolved = resolve(expression, anchor)
    assert resolved is not None
    assert resolved.value == day.isoformat()


@given(DATES, st.integers(0, 364))
def test_without_its_year_it_is_the_latest(day: date, later: int):
    (expression,) = find(f"He said on {day:%B} {day.day} that it was so.")
    resolved = resolve(expression, day + timedelta(days=later))
    assert resolved is not None
    assert resolved.value == day.isoformat()


HOSTILE = [
    "1 ",
    "a ",
    "the ",
    "last ",
    "Jan. 6, ",
    "Thursday ",
    "in ",
    "May ",
    "2015 ",
    "1/",
    "’s ",
    "days ",
    "mid-",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_trials_grow_with_the_text_only(unit: str):
    """Patterns are tried at words only, a bounded number for each, and each has bounded repetitions."""
    most = max(len(rules) for rules in _RULES.values())
    text = unit * 2000
    words = len(re.findall(r"[^\W_]+", text))
    assert len(find(text)) <= words
    assert most <= 25


def test_no_pattern_repeats_without_bound():
    unbounded = re.compile(r"(?<!\\)(?:[*+]|\{\d*,\})(?!\?P)")
    for rules in _RULES.values():
        for rule in rules:
            bare = re.sub(r"\[(?:\\.|[^\]\\])*\]", "x", rule.pattern.pattern)
            assert not unbounded.search(bare), rule.name


def test_a_million_characters():
    text = ("He said on Thursday, Jan. 6, that the 3 May vote in 2015 was off. " * 16_000)[:1_000_000]
    assert len(find(text)) == 3 * text.count("He said on Thursday, Jan. 6, that the 3 May vote in 2015 ") + 1
