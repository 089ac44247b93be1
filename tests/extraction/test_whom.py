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

AGAIN = [
    (
        "Ada Bell, for the opposition, had brought a bin.\n\n"
        "{content=the Speaker:“Order,”} said {source:the Speaker}. It was put away.",
        "there is one Speaker, and the article has called nobody so",
    ),
    (
        "Karl Weber answered for the bins. The environment secretary looked tired.\n\n"
        "Tom Reed, with a gift for this, asked whether he had yet applied for the licence."
        " {source:The secretary of state} replied that he was"
        " {content=Karl Weber:“grateful for the question”}.",
        "a post that the sentence before gave to somebody",
    ),
    (
        "The coroner recommended that the Quarry Safety Executive write again to every owner in Leeds."
        " {source:Its last such letter}, in 2023, carried the heading"
        " {content=Quarry Safety Executive:“Shut it before it shuts you”}.",
        "its letter is the letter of whom “its” means",
    ),
    (
        "{content=Jo Park:“No,”} said Jo Park. Ada Bell’s lawyers wrote to the publisher, Copperplate."
        " {source:The letter}, of which we have seen two pages, complains of 31 passages and asks that"
        " the book be held back {content=Ada Bell’s lawyers:“until chapter three is gone”}.",
        "the letter is from those who wrote in the sentence before",
    ),
    (
        "For Thandi Maseko, a cleaner who leaves home at 4am, the strike has doubled her fare."
        " {content=Thandi Maseko:“I work to pay the taxi,”} {source:the mother of three} said.",
        "a mother of three is whom the sentence before told of",
    ),
    (
        "Every school in Leeds is closed today. One of them, {source:Harehills Academy}, has told pupils that"
        " the exam goes ahead {content=Harehills Academy:“whether or not there is a roof on the hall”}.",
        "one of them, with a name between commas",
    ),
    (
        "At a meeting in May a halibut fisherman called Karl Weber raised his hand."
        " {content=Karl Weber:“The fjord turned to milk,”} {source:he} said.",
        "somebody is called by a name",
    ),
    (
        "Traders counted their losses.\n\n{content=Iya Risi:“All my fish is spoiled,”} lamented"
        " {source:a fish seller}, who simply gave her name as Iya Risi.",
        "somebody gives a name",
    ),
    (
        "There is a letter in the Thorney Aviation Trust’s collection. {source:The ministry} said at the time"
        " that passengers {content=The ministry:“could not be expected to feel at ease”}.",
        "a trust is no ministry",
    ),
    (
        "By 1944 Ada Bell was flying bombers out of a grass strip in Kent. {source:The entry in her logbook}"
        " reads, in full: {content=Ada Bell:“Port engine stopped.”}",
        "the entry in her logbook is hers",
    ),
    (
        "Marlo Bell’s drummer never lost his temper.\n\n"
        "Bell took to Instagram on Monday. {content=Marlo Bell:“It was a gown,”} {source:the frontwoman}"
        " posted.",
        "a noun that tells a gender calls again whom the sentence before told of",
    ),
]

ROWS = [*FORETOLD, *CALLED, *SAME_NOUN, *SYNTAX, *AGAIN]


@pytest.mark.parametrize(("source", "why"), marked.table(ROWS, {}))
def test_whom_it_means(extractor: Extractor, source: str, why: str) -> None:
    check_quotes(extractor, marked.read(source), why)
