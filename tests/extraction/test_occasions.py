"""The occasion that an article reports: its medium and day, told once, hold for who speaks there.

One row, one reason. Every sentence is invented. Each quote reads "medium day", "-" where nothing tells.
"""

import pytest

from service.extraction.extractor import Extractor

pytestmark = pytest.mark.model

ANCHOR = "2024-05-15"  # a Wednesday


def read(extractor: Extractor, text: str) -> list[str]:
    """Medium and day of every segment of ``text``, in order; their evidence must be the article's words."""
    doc = extractor.read(text, published_at=ANCHOR)
    rows = []
    for segment in range(len(doc._.segments)):
        medium, day = doc._.media.get(segment), doc._.dates.get(segment)
        for reading in (medium, day):
            assert reading is None or text[reading.span.start : reading.span.end] == reading.span.text
        rows.append(f"{medium.medium.value if medium else '-'} {day.value if day else '-'}")
    return rows


UTTERANCES = [
    (
        "“The bridge is safe,” Ivo Reed said in March. “We checked it.”",
        ["- 2024-03", "- 2024-03"],
        "what goes on without a cue is the same utterance, whatever else the article is about",
    ),
    (
        "Ivo Reed spoke at a news conference on Monday. “The bridge is safe,” Reed said.\n\n"
        "“It creaked,” Reed said in April. “We shut it.”",
        ["briefing 2024-05-13", "- 2024-04", "- 2024-04"],
        "a new day ends the occasion for all of the utterance",
    ),
    (
        "“The pier is shut,” said Lena Ortiz, who ran the port from 2001 to 2009 and retired in March.\n\n"
        "“It was time,” Ortiz said in an interview.",
        ["interview -", "interview -"],
        "years of a life do not set occasions apart",
    ),
]

SITTINGS = [
    (
        "A teacher stole £4,000 from a school trip, a court heard on Monday.\n\n"
        "Tom Hale, prosecuting, said the sums were “small but steady”.\n\n"
        "“I meant to pay it back,” Ada Bell said.",
        ["testimony 2024-05-13", "testimony 2024-05-13"],
        "who speaks in a report from court speaks in court",
    ),
    (
        "A teacher stole £4,000 from a school trip, a court heard on Monday.\n\n"
        "Speaking outside court, Ada Bell said she was “sorry”.",
        ["- -"],
        "outside court is not in it",
    ),
    (
        "The city council voted on Tuesday to close the pool.\n\n"
        "“It leaks,” Councilwoman Lena Ortiz said.\n\n"
        "“It is a disgrace,” a spokesman for the swimmers said.",
        ["testimony 2024-05-14", "- -"],
        "a council's vote is a meeting; a spokesman is not at it",
    ),
    (
        "The city council will vote on Friday on the pool.\n\n“It leaks,” Councilwoman Lena Ortiz said.",
        ["- -"],
        "a sitting to come has had no speeches",
    ),
    (
        "Lena Ortiz, the top Democrat on the budget committee, wants a new pool.\n\n“It leaks,” Ortiz said.",
        ["- -"],
        "a member of a committee is not at its sitting",
    ),
]

TRANSCRIPTS = [
    (
        "This is a transcript of an interview broadcast on Monday.\n\n"
        "ADA BELL, HOST: Good morning, Ivo.\n\nIVO REED: Good morning, Ada.\n\n"
        "ADA BELL: Is the bridge safe?\n\nIVO REED: It is safe.",
        ["interview 2024-05-13"] * 4,
        "the introduction tells of all turns",
    ),
    (
        "This is a transcript of an interview broadcast on Monday.\n\n"
        "ADA BELL, HOST: Good morning, Ivo.\n\nIVO REED: Good morning, Ada.\n\n"
        "(SOUNDBITE OF ARCHIVED RECORDING)\n\nLENA ORTIZ: I like the ferry.",
        ["interview 2024-05-13", "interview 2024-05-13", "- -"],
        "what is played was said at another time",
    ),
]

ACTORS = [
    (
        "Ada Bell resigned on Monday after a row about the pool.\n\nThe pool leaks.\n\n"
        "“I have had enough,” Bell said.",
        ["- 2024-05-13"],
        "the lede's day is that of what its subject says",
    ),
    (
        "Ada Bell resigned on Monday after a row on the pool.\n\n“She is right,” said Tom Hale, a swimmer.",
        ["- -"],
        "of nobody else",
    ),
    (
        "The Harbour Trust said on Monday that it would stop sailing.\n\n“They leak,” said Ada Orr, chief "
        "engineer of the Harbour Trust.",
        ["- 2024-05-13"],
        "a body acts through its people",
    ),
    (
        "Ada Bell resigned on April 2, 2023.\n\n“I have had enough,” Bell said.",
        ["- -"],
        "what happened long ago is background",
    ),
    (
        "Ada Bell, who died on Monday, built the pool.\n\n“I have had enough,” Bell said.",
        ["- -"],
        "the dead do not speak on the day",
    ),
]

PLACED = [
    (
        "Ada Bell choked up at a news conference on Monday. “The pool is gone,” she said.",
        ["briefing 2024-05-13"],
        "the day hangs on the occasion, whatever the verb",
    ),
    (
        "Ada Bell told Tuesday’s council meeting that the pool was “a disgrace”.",
        ["testimony 2024-05-14"],
        "a day that belongs to the addressee",
    ),
]

DEBATES = [
    (
        "Ada Bell and Ivo Reed met at a televised debate on Monday. “I will fix the pool,” Bell said.\n\n"
        "It rained.\n\nIt hailed.\n\nThe pool leaks.\n\nIt froze.\n\n"
        "On Monday, Reed attacked her record.\n\n“You never swam,” Reed said.",
        ["debate 2024-05-13", "debate 2024-05-13"],
        "its day brings the debate back for whom the sentence names",
    ),
]

DOCUMENTS = [
    (
        "A federal court ruled on Monday that the pool may close.\n\n“Water is no right,” the ruling said.",
        ["publication 2024-05-13"],
        "a ruling says what it says on the day it comes out",
    ),
    (
        "A study published on Monday finds fewer eels.\n\nThe study calls the loss “steady and severe.”",
        ["publication 2024-05-13"],
        "so does a study",
    ),
    (
        "A study published last month finds fewer eels.\n\nThe study calls the loss “steady and severe.”",
        ["publication -"],
        "a vague day is none",
    ),
    (
        "In a letter to the council dated May 3, Ada Bell wrote that the pool was “a disgrace to all.”",
        ["correspondence 2024-05-03"],
        "a letter's own date",
    ),
]

ECHOES = [
    (
        "Ada Bell called the pool a “disgrace.”\n\nIt leaks.\n\nIt is cold.\n\nIt is green.\n\n"
        "“The pool is a disgrace,” Bell told reporters on Monday.",
        ["briefing 2024-05-13", "briefing 2024-05-13"],
        "the lede's fragment stands in full farther down",
    ),
    (
        "Ada Bell called the pool a “disgrace.”\n\nIt leaks.\n\nIt is cold.\n\nIt is green.\n\n"
        "“It is a disgrace,” Tom Hale told reporters on Monday.",
        ["- -", "briefing 2024-05-13"],
        "another's words are no echo",
    ),
]

BEHIND = [
    (
        "Tom Hale attacked Ms. Bell as a “disgrace” Monday during a storm.",
        ["- 2024-05-13"],
        "a day right behind the quotation is that of its cue",
    ),
]

LIVE = [
    (
        "The latest on the vote.\n\n9:15 a.m.\n\nAda Bell says the pool “must go.”\n\n"
        "Bell spoke at a rally Wednesday in Hull.\n\n___\n\n9 a.m.\n\nThe polls are open.",
        ["speech 2024-05-15"],
        "an entry tells of one moment, in whatever order",
    ),
    (
        "The latest on the vote.\n\n9:15 a.m.\n\nAda Bell says at a rally the pool “must go.”\n\n___\n\n"
        "9 a.m.\n\nAda Bell said at a rally on Wednesday that it “leaks.”",
        ["speech 2024-05-15", "speech 2024-05-15"],
        "the rally of another entry of the day",
    ),
]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [*UTTERANCES, *SITTINGS, *TRANSCRIPTS, *ACTORS, *PLACED, *DEBATES, *DOCUMENTS, *ECHOES, *BEHIND, *LIVE],
)
def test_the_occasion_tells_medium_and_day(
    extractor: Extractor, text: str, expected: list[str], why: str
) -> None:
    assert read(extractor, text) == expected, why
