"""Who said it where one verb stands within what another reports."""

import pytest

from service.extraction.extractor import Extractor
from tests.extraction import marked
from tests.extraction.reading import check_quotes

pytestmark = pytest.mark.model

PRONOUNS = [
    (
        "{source:Ada Okafor} says she will repair what she {cue:calls} {content=Ada Okafor:“a death trap.”}",
        "the name that reports, not the pronoun within",
    ),
    (
        "Ada Okafor, the mayor, spoke to drivers. Her voice broke when {source:she} {cue:called} the road"
        " {content=Ada Okafor:“a death trap.”}",
        "the pronoun, where the name's verb reports nothing",
    ),
    (
        "Ada Okafor says she will repair the road to the mine, which {source:she} {cue:calls}"
        " {content=Ada Okafor:“a death trap.”}",
        "the pronoun, in a clause about something named before it",
    ),
    (
        "Ada Okafor repeated her criticism on Tuesday, {cue:telling} the council that the road is"
        " {content=Ada Okafor:“a death trap.”}",
        "no possessive for the subject",
    ),
]

UNDONE = [
    (
        "{source:Helen Marsh} {cue:said} Ada Okafor should announce {content=Helen Marsh:“a repair, not a"
        " closure”} this week.",
        "what somebody should say, nobody has said",
    ),
    (
        "{source:Priya Raman} {cue:said} the closure poses {content=Priya Raman:“an existential threat”} to"
        " the ferry.",
        "a verb that hardly ever reports",
    ),
    (
        "{source:Rosa Lindqvist} {cue:said} that drivers fear {content=Rosa Lindqvist:“a winter of delay.”}",
        "what others think, as told by her",
    ),
    (
        "{source:Ingrid Solheim} {cue:called} the road {content=Ingrid Solheim:“a death trap”} and said Bo"
        " Lind would agree.",
        "what is done stays with who did it",
    ),
]

SUBJECTS = [
    (
        "A memo seen by the Ely Standard {cue:says} the road is {content:“shut for good.”}",
        "a memo, not the paper that saw it",
    ),
    (
        "The mayor could {content=Mariam Haddad:“shut the road tomorrow,”} {cue:said} {source:Mariam"
        " Haddad}, head of the drivers' union.",
        "no subject from beyond the quotation",
    ),
]

STAND_FOR = [
    (
        "Rosa Lindqvist, 46, met Bo Lind on Monday. {content=Rosa Lindqvist:“The road is shut,”} {cue:said}"
        " {source:the 46-year-old}.",
        "the one whose age it is",
    ),
    (
        "Rosa Lindqvist and Bo Lind wrote on Monday. {content=Rosa Lindqvist and Bo Lind:“The road is"
        " shut for good,”} {source:the two} {cue:wrote}.",
        "the two who spoke last",
    ),
    (
        "George Will is a columnist. {content=George Will:“The road is shut,”} {source:Will} {cue:wrote}.",
        "a surname that is a small word too",
    ),
    (
        "{source:Helen Marsh} {cue:said} the closure was {content=Helen Marsh:“a farce,”} adding that drivers"
        " were furious.",
        "who adds is who said: “adding” brings in what follows it",
    ),
]

DOCUMENTS = [
    (
        "{source:Priya Raman} released a statement {cue:calling} the closure {content=Priya Raman:“a farce,"
        " start to finish.”}",
        "who releases a statement speaks",
    ),
    (
        "A letter signed by {source:Helen Marsh} {cue:warned} of {content=Helen Marsh:“a winter of long"
        " detours.”}",
        "who signs a letter speaks",
    ),
    (
        "{content:“The road is shut for good,”} {cue:read} {source:the statement}.",
        "a statement that nobody issues speaks for itself",
    ),
    (
        "Bo Lind told Ada Okafor at a debate that drivers were {content=Bo Lind:“sick and tired of it.”}",
        "a debate is where, not what was said",
    ),
]

ASIDE = [
    (
        "The film ends with {source:Helen Marsh} {cue:saying} during it, {content=Helen Marsh:“That is my"
        " business,”} when Priya Raman criticised her.",
        "when somebody else spoke is beside the words",
    ),
    (
        "{source:Ada Okafor} tweeted that the road was {content:“a disgrace”} and urged drivers to"
        " {content:“stay away”} from it.",
        "the second verb goes on from the first, not from what is told",
    ),
    (
        "{source:Ada Okafor} called the road {content:“a bully,”} {content:“a con”} and {content:“a crank.”}",
        "a list of fragments",
    ),
]

ROWS = [*ASIDE, *PRONOUNS, *UNDONE, *SUBJECTS, *STAND_FOR, *DOCUMENTS]
KNOWN: dict[str, str] = {}


@pytest.mark.parametrize(("source", "why"), marked.table(ROWS, KNOWN))
def test_who_said_it(extractor: Extractor, source: str, why: str) -> None:
    check_quotes(extractor, marked.read(source), why)
