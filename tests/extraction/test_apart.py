"""What an occasion does not hold: another's day, an older day, another hearing, a returning speaker.

One row, one reason. Every sentence is invented. Each quote reads "medium day", "-" where nothing tells.
"""

import pytest

from service.extraction.extractor import Extractor
from tests.extraction.test_occasions import read

pytestmark = pytest.mark.model

OTHERS = [
    (
        "“We were poor,” Ivo Reed told the BBC on Monday.\n\n"
        "“They were worse,” Tom Hale told the club’s website.",
        ["interview 2024-05-13", "interview -"],
        "the day of a pronoun or name is not that of the next who speaks",
    ),
    (
        "The weather office had warned on Friday of floods.\n\n“I lost the barn,” farmer Tom Hale said.",
        ["- -"],
        "what a body had warned of before is nobody else's day",
    ),
    (
        "The pool fee, first promised in 2011, would fall.\n\nA union called it “a bribe.”",
        ["- -"],
        "a year of the thing told is no year of the words",
    ),
    (
        "Ada Bell, who oversaw the response to the flood in 2013, said things had changed. “I had no "
        "boats,” she said.",
        ["- -"],
        "a year of what somebody did is no year of the words",
    ),
    (
        "The mayor, Ada Bell, resigned. Bell spoke on Monday.\n\n“I am tired,” the mayor said.",
        ["- 2024-05-13"],
        "a description of the one who spoke takes the day",
    ),
    (
        "The first witness, the choir’s treasurer, Lena Ortiz, gave evidence on Monday.\n\n"
        "Ortiz said she had trusted him “like a son”.",
        ["- 2024-05-13"],
        "an apposition names who gave evidence",
    ),
]

SITTINGS = [
    (
        "A jury on Monday ordered the mill to pay $2 million.\n\n“They lied,” Ada Bell told the jury.\n\n"
        "“We passed the bolt around,” foreman Tom Hale said.",
        ["testimony -", "- -"],
        "after the verdict who speaks does so elsewhere, and the evidence is older",
    ),
    (
        "A judge on Tuesday halted the mill that the town council approved in March.\n\n"
        "“I am glad,” Ada Bell said.",
        ["- -"],
        "a vote that the story looks back on is not its sitting",
    ),
    (
        "Pupils will lose their phones, the school board decided Monday.\n\n"
        "The vote came after an hour of public comment. “I need mine,” Ada Bell said.",
        ["testimony 2024-05-13"],
        "a board's vote is a meeting",
    ),
    (
        "Mayor Ada Bell broke a tie Monday night to build the mill.\n\nThe 5-4 vote ended a long fight.\n\n"
        "“I read it twice,” council member Tom Hale said.",
        ["testimony 2024-05-13"],
        "a tie is broken in a sitting",
    ),
    (
        "The city council voted on Monday to build the mill.\n\n"
        "“It will stink,” Ada Bell said before the meeting.\n\n"
        "“It is cheap,” said Tom Hale, a professor at Hull.",
        ["- -", "- -"],
        "before the meeting is not at it; those who are asked about it were not there",
    ),
    (
        "“We were warned,” Ada Bell said.\n\nAt a hearing in April, inspectors called the mill safe.\n\n"
        "“It shook,” Bell said.",
        ["- -", "- -"],
        "who was quoted before an occasion was told comes back from elsewhere",
    ),
]

ROOMS = [
    (
        "A clerk was jailed on Monday for theft, a court having heard of his debts.\n\n"
        "“It was simple,” Tom Hale told the jury at the trial.\n\n"
        "Outside court, Ada Bell said: “We can breathe.”\n\nA neighbour, Ivo Reed, called him “quiet”.",
        ["testimony -", "- -", "- -"],
        "outside court nobody new speaks in it; what a jury was told is older than the sentence",
    ),
    (
        "Nine people were killed when a bridge collapsed on Monday.\n\n"
        "“We are searching,” Ada Bell told reporters.",
        ["briefing -"],
        "the day of a disaster is not that of what is said about it",
    ),
    (
        "“It is nothing,” doctor Ada Bell said at a news conference on Monday.\n\n"
        "“We rest her,” Tom Hale said.",
        ["briefing 2024-05-13", "- -"],
        "a news conference is that of the one who is told to have given it",
    ),
    (
        "“It is a disgrace,” said Ada Bell.\n\nMembers of the union held a news conference on Monday.",
        ["briefing 2024-05-13"],
        "a news conference that many gave",
    ),
]

DEBATES = [
    (
        "Ada Bell and Tom Hale met on Monday.\n\nIn their only debate, the two clashed over the mill.\n\n"
        "“It stinks,” Bell said.\n\n“It pays,” Hale replied.\n\n"
        "Aides met reporters afterward. “She was steady,” said Ivo Reed, who manages her campaign.",
        ["debate 2024-05-13", "debate 2024-05-13", "- -"],
        "a debate of both, and not of those who talk of it afterward",
    ),
    (
        "Ada Bell told a Senate panel on Monday that the mill was safe.\n\n“It is sound,” Bell told "
        "the panel."
        "\n\nAt her confirmation hearing, Bell promised to be “a nuisance.”",
        ["testimony 2024-05-13", "testimony -"],
        "another hearing of the same source has another day",
    ),
]

PAPERS = [
    (
        "Prime Minister Ada Bell said on Monday she would not call an election.\n\n"
        "“We need quiet,” Bell told parliament.",
        ["testimony 2024-05-13"],
        "a day right behind the verb of saying is that of the saying",
    ),
    (
        "A judge on Monday halted the mill, Tom Hale said.\n\n“The law is plain,” Judge Lena Ortiz wrote.",
        ["publication 2024-05-13"],
        "a judge writes the ruling that the article has told of",
    ),
    (
        "The eels are gone, according to results published on Monday.\n\n"
        "The authors write in their paper that the loss was “steady and severe”.",
        ["publication 2024-05-13"],
        "results that came out are the paper",
    ),
    (
        "The study, published on Monday in Ice, counted eels.\n\n"
        "“They are gone,” Lena Ortiz said at a news conference.",
        ["briefing -"],
        "the day a paper came out is not that of a talk about it",
    ),
    (
        "In March Ivo Reed wrote a letter to the council. The conversation was recorded on Monday.\n\n"
        "ADA BELL, HOST: Good morning, Ivo.\n\nIVO REED: Good morning, Ada.\n\n"
        "ADA BELL: Did they answer?\n\nIVO REED: They did not.",
        ["interview 2024-05-13"] * 4,
        "a transcript is of the talk that was recorded, not of an older letter",
    ),
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize(("text", "expected", "why"), [*OTHERS, *SITTINGS, *ROOMS, *DEBATES, *PAPERS])
def test_an_occasion_holds_no_more_than_its_own(
    extractor: Extractor, text: str, expected: list[str], why: str
) -> None:
    assert read(extractor, text) == expected, why
