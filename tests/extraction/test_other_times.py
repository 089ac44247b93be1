"""A day is not read into what was said at another time than the occasion that it belongs to.

One row, one reason. Every sentence is invented. Published on a Wednesday; each row lists the days of its
quotations, None where a reader could not tell, a number for a day of May 2024.
"""

import pytest

from service.extraction.extractor import Extractor

pytestmark = pytest.mark.model

ANCHOR = "2024-05-15"

Row = tuple[str, list[str | int | None], str]

PERFECT: list[Row] = [
    (
        "Ada Bell closed the harbour on Monday.\n\nBell has called the ferry “a sieve with a flag”.",
        [None],
        "has called: some time before",
    ),
    (
        "“The ferry is safe,” Ada Bell said on Monday.\n\n“It floats,” Bell said.\n\n"
        "Bell had called it “a sieve with a flag”.",
        [13, 13, None],
        "had called: before Monday",
    ),
    (
        "In a statement on Monday, the Harbour Trust said that its captain had answered “at length”.",
        [13],
        "what was said to have been done is said on the day of saying",
    ),
]

APART: list[Row] = [
    (
        "Ada Bell closed the harbour on Monday.\n\n"
        "Last week, Bell told a crowd in Hull that the ferry was safe, calling it “a swan”.",
        [None],
        "a time of its own, which can't be told",
    ),
    (
        "Ada Bell closed the harbour on Monday.\n\n"
        "Bell, who took over the port in 2020, said the ferry was “a sieve”.",
        [13],
        "since when somebody is who they are sets no time apart",
    ),
    (
        "Ada Bell closed the harbour on Monday.\n\n“It leaks,” said Bell, who will meet the crew on Friday.",
        [13],
        "nor does what lies ahead",
    ),
]

COARSE: list[Row] = [
    (
        "“I shall never sell the ferry,” Ada Bell said in 2011.\n\nShe bought two more.\n\n"
        "“I like ships,” Bell said.",
        ["2011", None],
        "what was said in a year long past is looked back on, and no more",
    ),
    (
        "“I shall never sell the ferry,” Ada Bell said in 2011. “It is my ship,” she said.",
        ["2011", "2011"],
        "but in the same breath",
    ),
    (
        "“I shall never sell the ferry,” Ada Bell said in March.\n\n“It is my ship,” she said.",
        ["2024-03", "2024-03"],
        "or going on at once",
    ),
    (
        "“I shall never sell the ferry,” Ada Bell said in an interview in March.\n\nShe bought two more.\n\n"
        "“I like ships,” Bell said in the interview.",
        ["2024-03", "2024-03"],
        "or through the same channel",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), [*PERFECT, *APART, *COARSE])
def test_the_day_of_another_time(
    extractor: Extractor, text: str, expected: list[str | int | None], why: str
) -> None:
    quotes = extractor.extract(text, published_at=ANCHOR).quotes
    dated = [f"2024-05-{day:02}" if isinstance(day, int) else day for day in expected]
    assert [quote.said_on for quote in quotes] == dated, why
