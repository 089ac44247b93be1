"""Whom a mention means: by what the article says further on, by its noun, by the sentence's syntax."""

import pytest

from service.extraction.extractor import Extractor
from tests.extraction import marked
from tests.extraction.reading import check_quotes

FORETOLD = [
    (
        "A former postmaster wept on Tuesday as {source:she} told a public inquiry how she had been"
        " {content=Ada Ellwood:“treated like a thief”} for eleven years.\n\n"
        "Ada Ellwood, 67, who ran the branch in Ely, was convicted in 2009.",
        "whom the lede describes the next paragraph names",
    ),
    (
        "LEEDS — {source:Norway’s finance minister} on Tuesday defended a plan to tax ferries, telling"
        " lawmakers that the country {content=Karl Weber:“can’t sail its way to prosperity.”}\n\n"
        "Karl Weber said the levy would take effect in May.",
        "a minister, and a participle that is not the plan's",
    ),
    (
        "{source:A former minister} said that the levy was {content=A former minister:“a gift to the rich”}."
        "\n\nPrime Minister Karl Weber, who drew it up, refused to reply.",
        "who has a post of their own is somebody else",
    ),
]

CALLED = [
    (
        "{content=Loretta Ruston:“He was baptized here,”} Loretta Ruston told KTRN-TV.\n\n"
        "{content=the church:“Pray for us,”} {source:the church} posted on Facebook on Saturday.",
        "a station is no church",
    ),
    (
        "St. Brigid Chapel burned down on Friday.\n\n"
        "{content=St. Brigid Chapel:“Pray for us,”} {source:the church} wrote on Facebook on Saturday.",
        "a chapel is",
    ),
]

SAME_NOUN = [
    (
        "{content=Amit Gopal:“Enough is enough,”} said Amit Gopal, the union’s general secretary.\n\n"
        "A senior ministry official, requesting anonymity, said talks were on."
        " {content=A senior ministry official:“It will be settled,”} {source:the official} said.",
        "an official whom the paragraph brought in is no secretary of before",
    ),
    (
        "The airline, Sunwing Atlantic, apologised on Sunday. In a statement {source:it} said:"
        " {content=Sunwing Atlantic:“We are sorry for the fright.”}",
        "a body explained by a noun for one",
    ),
    (
        "Karl Weber was sentenced on Monday by a judge in Leeds who told him he had"
        " {content=a judge in Leeds:“flooded a town with poison and lies.”}",
        "a relative clause belongs to the judge, not to the town",
    ),
    (
        "NEW DELHI: {source:Union Minister for Railways Harsh Tiwari} on Tuesday ruled out a sale, terming"
        " reports of one {content=Harsh Tiwari:“baseless and mischievous lies”}.",
        "a post that looks like a body's name",
    ),
    (
        "{source:Passengers} told how they {content=Passengers:“hit the ceiling of the cabin”} on Sunday.",
        "a group at a sentence's start",
    ),
]

SYNTAX = [
    (
        "Lena Ortiz said Karl Weber was right when {source:he} said on Monday that"
        " {content=Karl Weber:“the wall has been reduced to rubble”}.",
        "he is the subject of the clause that his hangs on",
    ),
    (
        "Mrs. Ortiz lost. Governor Chris Tarn described Lena Ortiz as unfit after she attacked officers and"
        " blamed the shootings on {content=Lena Ortiz:“implicit bias and fear”}.",
        "she is whom the article tells to be a woman",
    ),
    (
        "Another critic, {source:Laurence H. Tribe}, likened the rules to"
        " {content=Laurence H. Tribe:“burning the constitution”}.",
        "an initial between two words is a person's",
    ),
    (
        "The panel then ruled that {source:Karl Weber}’s statement about"
        " {content=Karl Weber:“thousands of shootings”} in Ely is true.",
        "a statement's owner stands right before its words",
    ),
    (
        "Lena Ortiz became upset, so I had to change my answer:"
        " {content=nobody:“Of course I believe in it.”}",
        "the writer's own words are nobody's here",
    ),
    (
        "{content=François Delatour:“We shall see,”} said FranÃ§ois Delatour.",
        "a name read in a wrong encoding",
    ),
    (
        "Lena Ortiz has been pounding Karl Weber as a {content=Lena Ortiz:“con artist”}.",
        "what somebody makes another out to be",
    ),
]

ROWS = [*FORETOLD, *CALLED, *SAME_NOUN, *SYNTAX]


@pytest.mark.parametrize(("source", "why"), marked.table(ROWS, {}))
def test_whom_it_means(extractor: Extractor, source: str, why: str) -> None:
    check_quotes(extractor, marked.read(source), why)
