"""Who said it in sentences of several clauses: whose participle it is, and whose clause the words go on."""

import pytest

from service.extraction.extractor import Extractor
from tests.extraction import marked
from tests.extraction.reading import check_quotes

pytestmark = pytest.mark.model

PARTICIPLES = [
    (
        "Senator {source:Owen Tasker} (I-Vt.) visited the harbour to discuss remarks about his rival, Lena"
        " Moritz, {cue:saying} {content=Owen Tasker:“on her worst day”} she was better than the rest.",
        "an abbreviation in brackets ends no sentence",
    ),
    (
        "The singer {source:Amina Diallo} was booed by some farmers after {cue:telling} it its rules were"
        " {content=Amina Diallo:“plainly silly.”}",
        "who is booed tells, not those who boo",
    ),
    (
        "{source:Amina Diallo} was joined on stage by the mayor, Karl Weber, and {cue:joked},"
        " {content=Amina Diallo:“There goes my evening.”}",
        "a second verb takes the passive's subject, not who stands behind “by”",
    ),
    (
        "Speaking at a fair in Salem, Ohio, {source:Rosa Lindqvist} went after Karl Weber, {cue:calling} him"
        " {content=Rosa Lindqvist:“a total bore.”}",
        "no place before the subject",
    ),
    (
        "The mayor, Helen Marsh, emailed supporters {cue:saying}: {content=Helen Marsh:“The work goes on.”}",
        "who is written to does not speak",
    ),
    (
        "Karl Weber cannot say that {content=Priya Raman:“out of nowhere,”} {source:Priya Raman} {cue:added},"
        " saying it was {content=Priya Raman:“up to the council to decide.”}",
        "“added, saying”: one and the same",
    ),
    (
        "{source:Karl Weber} said the move was made by the commissioner, Bo Lind, and {cue:said},"
        " {content=Karl Weber:“Who are you going to trust on this?”}",
        "a move says nothing",
    ),
]

ASIDES = [
    (
        "Helen Marsh, {source:a senior aide} {cue:said}, {content=a senior aide:“is sure of the vote.”}",
        "what ends without a comma is no apposition",
    ),
    (
        "Karl Weber, {source:Priya Raman} {cue:said}, had been on the council for years and had passed"
        " {content=Priya Raman:“hundreds of by-laws.”}",
        "between two commas, over the whole clause",
    ),
    (
        "The two towns, {source:Priya Raman} {cue:said}, now have a {content=Priya Raman:“golden chance of"
        " a better life”} to share.",
        "… and over a fragment",
    ),
]

CLAUSES = [
    (
        "When {source:Amina Diallo} {cue:said} she would {content=Amina Diallo:“protect every tree,”} the"
        " crowd applauded loudly.",
        "the crowd's applause is no part of it",
    ),
    (
        "In a note that Judge {source:Helen Marsh} {cue:called} {content=Helen Marsh:“distasteful,”} Karl"
        " Weber expressed a wish to leave.",
        "the words go on the relative clause",
    ),
    (
        "When {source:Rosa Lindqvist} {cue:pointed} out that the firm refers to it as {content=Rosa"
        " Lindqvist:“light for all,”} Karl Weber seized on the word, repeating his line.",
        "a participle further on",
    ),
    (
        "{source:Karl Weber} {cue:told} the Echo that Ivo Brandt {content=Karl Weber:“had a plan which was"
        " bluster,”} adding, {content=Karl Weber:“He lost the lot.”}",
        "“adding” brings in what follows it",
    ),
    (
        "{source:Priya Raman} {cue:said} the farmers are engaged in mere {content=Priya Raman:“mischief”}"
        " that shows their {content=Priya Raman:“disconnect from the town.”}",
        "a relative clause about the words brings nothing in",
    ),
    (
        "When the storm broke, {content=Amina Diallo:“the pier went,”} {source:Amina Diallo} {cue:said}.",
        "what closes the sentence is about the words",
    ),
    (
        "{source:Rosa Lindqvist} {cue:called} it {content=Rosa Lindqvist:“a farce,”} and Karl Weber"
        " said it was {content=Karl Weber:“a fraud.”}",
        "two main clauses",
    ),
]

VERBS = [
    (
        "{content=Amina Diallo:“Sand will always be sand,”} an angry {source:Amina Diallo} {cue:retaliated}.",
        "struck back",
    ),
    (
        "{content=Karl Weber:“You knew all this and you let it go,”} {source:Karl Weber} {cue:charged}.",
        "accused",
    ),
]

LAYOUT = [
    (
        "WHY THE FERRIES RAN LATE ALL WINTER AND WHO KNEW ABOUT IT FIRST - {source:Ada Okafor}:"
        " {content=Ada Okafor:“The ferries ran on time until the ice came.”}",
        "a name behind a long headline's dash",
    ),
    (
        '{content=Ada Okafor:"We may see the ferries stop for good before the spring.}\n\n'
        'Ada Okafor, Coast Institute."\n\nThe council met twice.',
        "a name on the line below, within the marks",
    ),
    ("{content=Ada Okafor:“The ferry has gone for good,”}Ada Okafor said.", "no space behind the mark"),
    ("{source:Ada Okafor} {cue:said},{content=Ada Okafor:“The ferry has gone for good.”}", "none before it"),
    (
        "Ada Okafor turned it into a crowd project.\n\n{content=the crowd:“Out!”} {source:the crowd}"
        " {cue:yelled}.",
        "what the paragraph before ends with makes no title of it",
    ),
]
ROWS = [*PARTICIPLES, *ASIDES, *CLAUSES, *VERBS, *LAYOUT]
KNOWN: dict[str, str] = {}


@pytest.mark.parametrize(("source", "why"), marked.table(ROWS, KNOWN))
def test_who_said_it(extractor: Extractor, source: str, why: str) -> None:
    check_quotes(extractor, marked.read(source), why)
