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

TIED: list[Row] = [
    (
        "The Harbour Trust said in a letter to the board published on Monday that it would seek “new ships”.",
        [13],
        "a letter's day stands behind whom it went to",
    ),
    (
        "In a letter to the crew sent on Monday night, and read aloud since, Ada Bell wrote that there was "
        "“no agreed definition of a ferry”.",
        [13],
        "the same, in front",
    ),
    (
        "On Monday’s edition of The Bilge podcast, Ada Bell said that the ferry was “a leak or two”.",
        [13],
        "the day of a broadcast",
    ),
    (
        "It was what Ada Bell had promised her crew in Hull in January, when she told a packed meeting that "
        "they would “sail or sink”.",
        ["2024-01"],
        "what was said when the day was",
    ),
    (
        "Ada Bell said last year that the ferry was “built for weather”.",
        ["2023"],
        "a year, told of the saying itself",
    ),
    (
        "A report released last year found that the ferry was “built for weather”.",
        [None],
        "but of anything else it is some time ago",
    ),
    (
        "Ada Bell has been calling Tom Hale “a pirate” – just as she did with Ivo Reed in 2012.",
        [None],
        "the year of what it is likened to",
    ),
    (
        "A report by engineers to Monday’s council meeting said the ferry had been “insufficiently watched”.",
        [None],
        "the day of the meeting is not the report's",
    ),
    (
        "In June 2021, the Harbour Trust told Ada Bell: “You are a star.” Bell replied that it was “a joy”.",
        ["2021-06", None],
        "an answer may come in another year or month",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), [*PERFECT, *APART, *COARSE, *TIED])
def test_the_day_of_another_time(
    extractor: Extractor, text: str, expected: list[str | int | None], why: str
) -> None:
    quotes = extractor.extract(text, published_at=ANCHOR).quotes
    dated = [f"2024-05-{day:02}" if isinstance(day, int) else day for day in expected]
    assert [quote.said_on for quote in quotes] == dated, why
