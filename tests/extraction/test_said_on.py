"""The day of an utterance: read from the words tied to it, carried along one occasion, else null."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.extraction.extractor import Extractor

ANCHOR = "2024-05-15"  # a Wednesday


@cache
def _reader() -> Extractor:
    return Extractor()


def _dates(text: str, published: str | None = ANCHOR) -> list[str | None]:
    return [quote.said_on for quote in _reader().extract(text, published_at=published).quotes]


OWN = [
    ("plain weekday", "“We will rebuild the pier,” Mayor Ada Bell said Tuesday.", "2024-05-14"),
    ("UK order with on", "“The bridge is safe,” said Councillor Ivo Reed on Monday.", "2024-05-13"),
    ("fronted date", "On Friday, Ms. Bell told reporters: “We will rebuild the pier.”", "2024-05-10"),
    ("in a dated statement", "“We regret the delay,” the club said in a statement on Sunday.", "2024-05-12"),
    ("participle", "Speaking on Monday in Leeds, Ivo Reed said: “The bridge is safe.”", "2024-05-13"),
    ("released statement", "“We regret it,” Tom Hale said in a statement released Friday.", "2024-05-10"),
    ("full date", "“I saw nothing,” Dr. Lena Ortiz testified on March 4, 2021.", "2021-03-04"),
    ("month and year", "“The ice is thinner,” Dr. Lena Ortiz wrote in March 2021.", "2021-03"),
    ("year alone", "“I shall never sell,” Tom Hale said in 2011.", "2011"),
    ("after a match", "“We were poor,” manager Ivo Reed said after Saturday’s defeat at Hull.", "2024-05-11"),
    (
        "following a match",
        "“We were poor,” Ivo Reed said following Saturday’s 3-1 loss to Hull.",
        "2024-05-11",
    ),
    ("told a dated meeting", "Ada Bell told Monday’s council meeting: “It is a farce.”", "2024-05-13"),
    ("signed post", "“A great day” — Ada Bell (@adabell) May 3, 2024", "2024-05-03"),
    (
        "paper published",
        "In a paper published on Monday in Nature, Lena Ortiz writes that it is “gone.”",
        "2024-05-13",
    ),
    ("court", "Prosecutor Tom Hale told jurors on Monday that the plan was “wicked”.", "2024-05-13"),
    ("dated document", "The memo, dated April 3, says staff should be “patient.”", "2024-04-03"),
    ("letter sent", "In a letter sent to staff on Thursday, Lena Ortiz wrote: “I am leaving.”", "2024-05-09"),
    ("note to clients", "“Prices rose,” Ivo Reed said in a note to clients on Tuesday.", "2024-05-14"),
    ("attributive interview", "“I am done,” Tom Hale said in a March 2023 interview.", "2023-03"),
    ("yesterday", "“Sales fell,” chief executive Lena Ortiz said yesterday.", "2024-05-14"),
    ("today", "“Sales fell,” chief executive Lena Ortiz said today.", "2024-05-15"),
]

NULL = [
    ("no expression", "“We will rebuild the pier,” Mayor Ada Bell said."),
    ("the event is dated, not the words", "“It was loud,” Tom Hale said of the explosion on Monday."),
    ("possessive event talked about", "Ada Bell called Monday’s ruling “a disgrace.”"),
    ("speech talked about", "Ada Bell called Monday’s speech “a disgrace.”"),
    ("vague", "“We will rebuild,” Mayor Ada Bell said last week."),
    ("since", "“We have waited since Monday,” said Ada Bell, who has led the council since 2019."),
    ("day inside the quotation", "“I told him on Tuesday to leave,” Ada Bell said."),
    ("reported clause", "Ada Bell said that he left on Tuesday “without a word.”"),
    ("dateline is the report's day", "LEEDS, May 14 (Reuters) - “The bridge is safe,” Ivo Reed said."),
    ("future", "“We will vote,” said Ada Bell, who will meet the council on Friday."),
    ("old announcement of a day to come", "“We open on time,” said Ada Bell, before the May 20 opening."),
    ("once said", "Ada Bell once called him “a fool.”"),
]


@pytest.mark.parametrize(("reason", "text", "day"), OWN, ids=[row[0] for row in OWN])
def test_reads_the_expression_tied_to_the_cue(reason: str, text: str, day: str) -> None:
    assert _dates(text) == [day], reason


@pytest.mark.parametrize(("reason", "text"), NULL, ids=[row[0] for row in NULL])
def test_stays_null_where_the_words_are_not_dated(reason: str, text: str) -> None:
    found = _dates(text)
    assert found, "no quote"
    assert set(found) == {None}, reason


CARRIED = [
    (
        "same speaker goes on",
        "“The bridge is safe,” Ivo Reed said on Monday.\n\n“We checked every bolt,” Reed said.",
        ["2024-05-13", "2024-05-13"],
    ),
    (
        "split quotation",
        "“The bridge,” Ivo Reed said on Monday, “is safe.” “We checked,” he added.",
        None,
    ),
    (
        "a paragraph tells, the next one quotes",
        "Ivo Reed spoke to the council on Monday.\n\n“The bridge is safe,” Reed said.",
        ["2024-05-13"],
    ),
    (
        "another speaker, no shared occasion",
        "“The bridge is safe,” Ivo Reed said on Monday.\n\n“It creaks,” said Tom Hale, a neighbour.",
        ["2024-05-13", None],
    ),
    (
        "section break ends it",
        "“The bridge is safe,” Ivo Reed said on Monday.\n\n***\n\n“The park is green,” Reed said.",
        ["2024-05-13", None],
    ),
    (
        "an older remark ends it",
        "“The bridge is safe,” Ivo Reed said on Monday.\n\nReed previously said it was “a ruin.”",
        ["2024-05-13", None],
    ),
    (
        "a new day replaces the old",
        "“The bridge is safe,” Ivo Reed said on Monday.\n\n“It is shut,” Reed said on Tuesday.",
        ["2024-05-13", "2024-05-14"],
    ),
]


@pytest.mark.parametrize(("reason", "text", "days"), CARRIED, ids=[row[0] for row in CARRIED])
def test_carries_along_one_occasion_only(reason: str, text: str, days: list[str | None] | None) -> None:
    found = _dates(text)
    if days is None:
        assert set(found) == {"2024-05-13"}, reason
    else:
        assert found == days, reason


def test_without_a_day_of_publication_a_weekday_stays_null() -> None:
    text = "“The bridge is safe,” Ivo Reed said on Monday. “We checked,” Reed said on May 6, 2024."
    assert _dates(text, None)[0] is None
    assert _dates(text, None)[-1] == "2024-05-06"


def test_evidence_is_the_expression() -> None:
    (quote,) = _reader().extract(OWN[0][1], published_at=ANCHOR).quotes
    assert quote.evidence.said_on is not None
    assert quote.evidence.said_on.text == "Tuesday"


def test_a_date_and_its_evidence_come_together() -> None:
    for _, text, _ in OWN:
        for quote in _reader().extract(text, published_at=ANCHOR).quotes:
            assert (quote.said_on is None) == (quote.evidence.said_on is None)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3000), st.sampled_from(["Monday", "Thursday", "Sunday"]))
def test_a_weekday_is_the_latest_on_or_before_publication(days: int, weekday: str) -> None:
    anchor = date(2016, 1, 1) + timedelta(days=days)
    (found,) = _dates(f"“The bridge is safe,” Ivo Reed said on {weekday}.", anchor.isoformat())
    assert found is not None
    day = date.fromisoformat(found)
    assert day.strftime("%A") == weekday
    assert 0 <= (anchor - day).days < 7


@settings(max_examples=40, deadline=None)
@given(
    st.text(alphabet='“”"’ ,.\n—_*:aM onSaid2024Tuesday', max_size=120),
    st.sampled_from([None, "", "x", ANCHOR]),
)
def test_never_raises(text: str, published: str | None) -> None:
    for quote in _reader().extract(text, published_at=published).quotes:
        assert quote.said_on is None or quote.evidence.said_on is not None
