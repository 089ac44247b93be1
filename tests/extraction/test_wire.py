"""Who said it, in the sentences that most news copy is made of."""

import pytest

from service.extraction.extractor import Extractor
from tests.extraction import marked
from tests.extraction.reading import check_quotes

pytestmark = pytest.mark.model

#: What stands above each of these, so that they are read as an article is.
LEDE = "The council voted on Monday to close the old bridge to all traffic until it has been mended.\n\n"
ROWS = [
    (
        "{source:Marcus Bell}, a driver, {cue:said}: {content=Marcus Bell:“It is wrong.”}",
        "role, verb and colon",
    ),
    (
        "Marcus Bell, 52, of the Labour Party, told the BBC: {content=Marcus Bell:“It is wrong"
        " to close it.”}",
        "age, party and outlet",
    ),
    (
        "Marcus Bell, 52, of the Labour Party, which runs the town, told the BBC:"
        " {content=Marcus Bell:“It’s wrong.”}",
        "a party with a clause of its own",
    ),
    (
        "{content=Ruth Adeyemi:“It is wrong,”} said the mayor of Leeds, {source:Ruth Adeyemi}.",
        "the mayor of a town",
    ),
    (
        "{content=Ruth Adeyemi:“It is wrong,”} said the head of the World Ports Forum,"
        " {source:Ruth Adeyemi}.",
        "the head of a body",
    ),
    (
        "{content=Ruth Adeyemi:“It is wrong,”} said the leader of the council, {source:Ruth Adeyemi}.",
        "the leader of something without a name",
    ),
    (
        "{content=Ruth Adeyemi:“It is wrong,”} said Lt. Gov. {source:Ruth Adeyemi}, a Democrat.",
        "two ranks, US",
    ),
    (
        "{content=Ruth Adeyemi:“It is wrong,”} said Det. Sgt. {source:Ruth Adeyemi} of Kent Police.",
        "two ranks, UK",
    ),
    (
        "{content=Ruth Adeyemi:“It is wrong,”} said U.S. Rep. {source:Ruth Adeyemi}, D-Ohio.",
        "a country and a rank",
    ),
    (
        "{content=Aoife O’Leary:“It is wrong,”} said {source:Aoife O’Leary}, who lives nearby.",
        "O’ with a curly mark",
    ),
    (
        "Marcus Bell said the vote was {content=Marcus Bell:“a farce”}, adding:"
        " {content=Marcus Bell:“It is about money.”}",
        "a fragment, then a sentence behind “adding”",
    ),
    (
        "Marcus Bell said the vote was {content=Marcus Bell:“a farce”} and added:"
        " {content=Marcus Bell:“It is about money.”}",
        "a fragment, then a sentence behind “and added”",
    ),
    (
        "{source:Prosecutors} {cue:said} the firm had {content=Prosecutors:“knowingly and"
        " repeatedly”} lied to them.",
        "a fragment before a verb that is not its cue",
    ),
    ("Marcus Bell shook his head. {content=Marcus Bell:“Not me.”}", "two words behind a gesture"),
    (
        "{content=Marcus Bell:“It is wrong,”} Marcus Bell said. {more:“Really.”}",
        "one word in the second half",
    ),
    (
        "{content=Marcus Bell:‘It’s wrong,’} said Marcus Bell, 44, a driver. {more:‘Nobody asked us.’}\n\n"
        "{content=Ruth Adeyemi:‘That’s not so,’} said the council’s leader, Ruth Adeyemi.",
        "single-quote house style",
    ),
    (
        "{content=a spokesman:“It is wrong,”} a spokesman said.\n\n{content=a spokesman:“We told"
        " them,”} he added.",
        "a spokesman goes on",
    ),
    (
        "{content=Marcus Bell:“She told me: ‘You will regret this,’”} said Marcus Bell.",
        "a quote within a quote is the outer one’s",
    ),
]
KNOWN = {
    "O’ with a curly mark": "a surname with ’ that the model does not see is lost",
}


@pytest.mark.parametrize(("source", "why"), marked.table(ROWS, KNOWN))
def test_who_said_it(extractor: Extractor, source: str, why: str) -> None:
    check_quotes(extractor, marked.read(LEDE + source), why)
