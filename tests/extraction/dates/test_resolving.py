"""Resolving beside an earlier occasion, and into the future."""

from datetime import date

import pytest

from service.extraction.dates import Precision, Resolved, Tense, find, resolve

PUBLISHED = date(2022, 1, 6)  # a Thursday
BEFORE = date(2021, 12, 31)  # a Friday


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A day earlier, he", "2021-12-30"),
        ("A day later, he", "2022-01-01"),
        ("Two days later he", "2022-01-02"),
        ("Four days earlier he", "2021-12-27"),
        ("The next day he", "2022-01-01"),
        ("The following morning he", "2022-01-01"),
        ("the previous night he", "2021-12-30"),
        ("He said so the day before.", "2021-12-30"),
        ("He said so two days after.", "2022-01-02"),
        ("that day he", "2021-12-31"),
        ("Later that night, he", "2021-12-31"),
        ("At the time, he", "2021-12-31"),
        ("He told the paper then.", "2021-12-31"),
        ("the following Tuesday, he", "2022-01-04"),
        ("the previous Friday he", "2021-12-24"),
        ("the day after the vote he", None),
        ("yesterday he", "2022-01-05"),
    ],
)
def test_beside_an_earlier_occasion(text: str, value: str | None):
    (expression,) = find(text)
    resolved = resolve(expression, PUBLISHED, previous=BEFORE)
    assert (resolved.value if resolved else None) == value


def test_an_occasion_known_by_its_month():
    july = Resolved("2016-07", Precision.MONTH)
    (then,) = find("He said at the time")
    (after,) = find("The next day he said")
    assert resolve(then, PUBLISHED, previous=july) == july
    assert resolve(after, PUBLISHED, previous=july) is None


@pytest.mark.parametrize(
    ("text", "tense", "value"),
    [
        ("will speak Thursday", "future", "2022-01-06"),
        ("will speak Friday", "future", "2022-01-07"),
        ("spoke Friday", "past", "2021-12-31"),
        ("will speak Sept. 11", "future", "2022-09-11"),
        ("will speak Jan. 3", "future", "2023-01-03"),
        ("will speak Jan. 6", "future", "2022-01-06"),
        ("on Feb. 29 they will", "future", "2024-02-29"),
        ("in January they will", "future", "2022-01"),
        ("in December they will", "future", "2022-12"),
        ("on Election Day they will", "future", "2022-11-08"),
        ("last Friday", "future", "2021-12-31"),
    ],
)
def test_tense(text: str, tense: Tense, value: str):
    (expression,) = find(text)
    resolved = resolve(expression, PUBLISHED, tense=tense)
    assert resolved is not None
    assert resolved.value == value


@pytest.mark.parametrize(
    ("text", "precision", "day"),
    [
        ("on Jan. 6, 2022", Precision.DAY, PUBLISHED),
        ("in January 2022", Precision.MONTH, None),
        ("in 2022", Precision.YEAR, None),
    ],
)
def test_precision(text: str, precision: Precision, day: date | None):
    (expression,) = find(text)
    resolved = resolve(expression, None)
    assert resolved is not None
    assert (resolved.precision, resolved.day) == (precision, day)
