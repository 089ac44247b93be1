"""The day of what is said around the occasion that an article reports: at it, beside it, after it.

One row, one reason. Every sentence is invented. Published on a Wednesday; each row lists the days of its
quotations in May 2024, None where a reader could not tell.
"""

import pytest

from service.extraction.extractor import Extractor

pytestmark = pytest.mark.model

ANCHOR = "2024-05-15"

Row = tuple[str, list[str | int | None], str]


def days(extractor: Extractor, text: str) -> list[str | None]:
    """The day of every quotation of ``text``, in order; its evidence must be the article's words."""
    found = []
    for quote in extractor.extract(text, published_at=ANCHOR).quotes:
        for _ in quote.segments[:1]:
            proof = quote.evidence.said_on
            assert (proof is None) == (quote.said_on is None)
            assert proof is None or text[proof.start : proof.end] == proof.text
        found.append(quote.said_on)
    return found


SAME_DAY: list[Row] = [
    (
        "The ferry to Skell sank in its berth on Wednesday, with nobody aboard.\n\n"
        "Ada Bell runs the port.\n\nIt rained.\n\nIt hailed.\n\n"
        "“We are counting the lifebelts,” Bell told a news briefing.",
        [15],
        "a briefing in a report of the day itself is of that day",
    ),
    (
        "The ferry to Skell sank in its berth on Wednesday, with nobody aboard.\n\n"
        "“We are counting the lifebelts,” Ada Bell told a briefing last week.",
        [None],
        "unless it says otherwise",
    ),
    (
        "Ada Bell said on Monday that the ferry would sail again.\n\n"
        "Bell told a crowd on the quay that it was “as good as new”.\n\nIt rained.\n\nIt hailed.\n\n"
        "Asked by reporters about the price, Bell said it was “a bargain”.",
        [13, 13],
        "the reporters meet who spoke on that day",
    ),
]

VOTES: list[Row] = [
    (
        "The City Council voted on Monday to close the pool.\n\nThe pool is old.\n\nIt leaks.\n\n"
        "City engineer Ivo Reed told council members that the tiles were “held by habit”.",
        [13],
        "whom the council hears before its vote",
    ),
    (
        "The City Council voted on Monday to close the pool.\n\nThe pool is old.\n\nIt leaks.\n\n"
        "Last year, city engineer Ivo Reed told council members that the tiles were “held by habit”.",
        ["2023"],
        "not a hearing of another time",
    ),
]

DESCRIBED: list[Row] = [
    (
        "Ada Bell on Saturday called on Tom Hale to resign.\n\n"
        "“It is a disgrace,” Ivo Reed’s former strategist said.",
        [11],
        "the only person who acts in the lede, by a description",
    ),
    (
        "Ada Bell and Lena Ortiz met Tom Hale on Saturday.\n\n"
        "“It is a disgrace,” Ivo Reed’s former strategist said.",
        [None],
        "two persons act: which of them is the strategist?",
    ),
    (
        "Ada Bell filled a barn in Skell on Saturday.\n\nA farmer held her coat.\n\n"
        "“I like the hat,” the farmer said.",
        [None],
        "a farmer was told of before",
    ),
]


BESIDE: list[Row] = [
    (
        "The Harbour Trust gave up its ferry on Monday.\n\n"
        "“It leaks,” engineer Ivo Reed said in a statement hours later.",
        [13],
        "hours after what the lede tells",
    ),
    (
        "The Harbour Trust gave up its ferry on Monday.\n\n"
        "In a letter sent at 7:15 a.m., engineer Ivo Reed told its crew that it “leaks”.",
        [13],
        "a time of that day",
    ),
    (
        "Leaders of five ports gathered in Hull on Monday to talk about ferries.\n\nIt rained.\n\n"
        "It hailed.\n\n“We need new ones,” Lena Ortiz told reporters after the day-long meeting.",
        [13],
        "after the meeting",
    ),
    (
        "Leaders of five ports gathered in Hull on Monday to talk about ferries.\n\nIt rained.\n\n"
        "It hailed.\n\n“We need new ones,” Lena Ortiz told reporters two days after the meeting.",
        [None],
        "two days after it",
    ),
    (
        "Leaders of five ports gathered in Hull on Monday to talk about ferries.\n\nIt rained.\n\n"
        "It hailed.\n\n“We need new ones,” said Lena Ortiz, a sailor who was robbed after the match.",
        [None],
        "it was she who was robbed after it",
    ),
]


PAPERS: list[Row] = [
    (
        "A paper published on Monday by the Harbour Trust described the ferry as “a sieve with a flag”.",
        [13],
        "a document dated where it is named",
    ),
    (
        "It quotes a memo, sent to the crew on Monday, in which an engineer warned that the ferry was "
        "“a sieve with a flag”.",
        [13],
        "words in a document",
    ),
    (
        "The crew sent a letter to the Trust on Monday.\n\n“The pump is a joke,” the letter reads.",
        [13],
        "the letter that was told of",
    ),
    (
        "The crew sent a letter to the Trust on Monday.\n\nIn a letter to Tom Hale, Ada Bell wrote that "
        "the pump was “a joke”.",
        [None],
        "another letter",
    ),
    (
        "The crew, which sent a paper to the Trust on Monday, sails on. Ada Bell called it “a sieve”.",
        [None],
        "another sentence",
    ),
    (
        "On 3 May this year, after the pump had failed, Ada Bell wrote that the ferry was “a sieve”.",
        [3],
        "a day that opens the sentence dates its main clause",
    ),
    (
        "Asked about the crew’s remarks on BBC Radio Skell on Monday, Ada Bell said that it was “a sieve”.",
        [13],
        "right behind the programme's name",
    ),
    (
        "On 3 May this year Ada Bell told the crew that the ferry was “a sieve”.\n\nIt sank.\n\n"
        "Bell apologised on Monday. In a statement to the crew, she said: “It was a fine ship.”",
        [3, 13],
        "a newer day told since",
    ),
]


REPLIES: list[Row] = [
    (
        "“Who rang you?” Senator Ada Bell asked on Monday. “A person with a script,” the witness replied.",
        [13, 13],
        "an answer comes at once",
    ),
    (
        "“The ferry is safe,” Ada Bell said on Monday.\n\n"
        "Tom Hale replied that he was sorry to hear it. “It leaks,” Hale said.",
        [13, 13],
        "who replied in the sentence before",
    ),
    (
        "“The ferry is safe,” Ada Bell said on Monday.\n\n“It leaks,” said Tom Hale, a sailor.",
        [13, None],
        "no answer to her",
    ),
]

PRONOUNS: list[Row] = [
    (
        "The Harbour Trust sank its ferry.\n\nIt rained.\n\nIt hailed.\n\nIt froze.\n\n"
        "Ivo Reed built the ship, and had long praised it.\n\n"
        "On Monday he sounded tired. Asked about the pump, he paused. “I am sorry,” Reed said.",
        [13],
        "what he does that day, farther down",
    ),
]

HEARD: list[Row] = [
    (
        "The council voted on Monday to sell the ferry.\n\nProtesters chanted “Save our ship!” in the rain.",
        [13],
        "a crowd is heard where it happens",
    ),
    (
        "Police released a video of a chase. The driver, Ivo Reed, died in the crash on Friday.\n\n"
        "In the video an officer can be heard saying: “Get out of the car.”",
        [10],
        "a voice on the film of what happened then",
    ),
    (
        "Police released a video of a chase. The driver, Ivo Reed, died in the crash on Friday.\n\n"
        "“I have seen the video twice,” said Ada Bell, a lawyer.",
        [None],
        "who speaks of the film is not on it",
    ),
    (
        "Skell won the cup on Monday night.\n\n“We were the better side tonight,” said Ada Bell.",
        [13],
        "tonight is the night that the article tells of",
    ),
    (
        "Skell won the cup on Monday. Hull won the plate on Sunday night.\n\n"
        "“We were the better side tonight,” said Ada Bell.",
        [None],
        "two days: which night?",
    ),
]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [*SAME_DAY, *VOTES, *DESCRIBED, *BESIDE, *PAPERS, *REPLIES, *PRONOUNS, *HEARD],
)
def test_the_day_of_what_is_said_around_an_occasion(
    extractor: Extractor, text: str, expected: list[str | int | None], why: str
) -> None:
    dated = [f"2024-05-{day:02}" if isinstance(day, int) else day for day in expected]
    assert days(extractor, text) == dated, why
