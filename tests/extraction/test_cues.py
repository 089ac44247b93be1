"""Who said it: fragments, clauses, cue nouns, and roles between name and verb."""

import pytest

from service.extraction.extractor import Extractor
from tests.extraction import marked
from tests.extraction.reading import check_quotes

pytestmark = pytest.mark.model

FRAGMENTS = [
    ("{source:Amina Diallo} {cue:called} the road {content=Amina Diallo:“a death trap.”}", "called it"),
    (
        "{source:Helen Marsh} {cue:said} the road was {content=Helen Marsh:“beyond repair”} and shut it.",
        "said it was",
    ),
    (
        "Ada Okafor said the road was {content=Ada Okafor:“beyond repair”} and {content=Ada"
        " Okafor:“a disgrace.”}",
        "two fragments under one cue",
    ),
    (
        "Rosa Lindqvist called the road {content=Rosa Lindqvist:“a death trap”} and said it was"
        " {content=Rosa Lindqvist:“beyond repair.”}",
        "two coordinated verbs, one subject",
    ),
    (
        "Priya Raman described it as {content=Priya Raman:“a death trap”} while Declan Moore called it"
        " {content=Declan Moore:“quite charming, really.”}",
        "a fragment each",
    ),
    (
        "The road, which {source:Ingrid Solheim} {cue:called} {content=Ingrid Solheim:“a death"
        " trap,”} is shut.",
        "relative",
    ),
    (
        "It was {cue:described} by {source:Mariam Haddad} as {content=Mariam Haddad:“a death trap.”}",
        "passive with agent",
    ),
    (
        "Keira Walsh said the {content=Keira Walsh:“reckless”} drivers should"
        " {content=Keira Walsh:“stay at home.”}",
        "one word, and a second fragment that vouches for it",
    ),
]

CLAUSES = [
    (
        "{source:Chiara Bellini}, who {cue:said} {content=Chiara Bellini:“the road is shut,”} left early.",
        "relative clause",
    ),
    (
        "{source:Amina Diallo} was quoted as {cue:saying}: {content=Amina Diallo:“The road is shut.”}",
        "was quoted as",
    ),
    (
        "Asked whether it rained, {source:Helen Marsh} {cue:said}: {content=Helen Marsh:“It poured.”}",
        "asked whether",
    ),
    (
        "Priya Raman spoke last. "
        "Asked about it by Bo Lind, {source:she} {cue:said} {content=Priya Raman:“it poured all day.”}",
        "not the one who asks",
    ),
    (
        "Rosa Lindqvist said the road was shut, {cue:adding} that it was {content=Rosa"
        " Lindqvist:“not safe.”}",
        "adding that",
    ),
    (
        "Speaking in Leeds after the storm, {source:Priya Raman} {cue:told} the reporter Kwame Boateng:"
        " {content=Priya Raman:“It is shut.”}",
        "not who is told",
    ),
    (
        "{content=Ingrid Solheim:“It is shut and stays shut all winter,”} {source:Ingrid"
        " Solheim} {cue:told} Declan Moore"
        " of the Ely Standard.",
        "told X of Y",
    ),
    (
        "Yusuf Demir asked {source:Mariam Haddad}, who {cue:replied}: {content=Mariam Haddad:“It is shut.”}",
        "who replied",
    ),
    (
        "In a letter to Bo Lind, {source:Keira Walsh} {cue:wrote} that {content=Keira Walsh:“it"
        " is shut for good.”}",
        "wrote",
    ),
    (
        "{content=Chiara Bellini:“It is shut,”} Chiara Bellini said, before Tomás Herrera added:"
        " {content=Tomás Herrera:“For now.”}",
        "two cues",
    ),
    (
        "{content=Amina Diallo:“It is shut,”} {source:Amina Diallo} {cue:insisted}, glancing at"
        " Kwame Boateng.",
        "insisted",
    ),
    ("{content=Helen Marsh:“It is shut,”} {cue:tweeted} {source:Helen Marsh} on Monday.", "tweeted"),
    (
        "{content=Ada Okafor:“It is shut,”} {cue:reads} a sign that Ada Okafor put up.",
        "a sign speaks for her",
    ),
]

NOUNS = [
    (
        "Rosa Lindqvist’s message was {content=Rosa Lindqvist:“the road is shut for good.”}",
        "her message was",
    ),
    (
        "A statement from {source:Priya Raman} read: {content=Priya Raman:“The road is shut for good.”}",
        "a statement read",
    ),
    (
        "Ingrid Solheim issued a statement that read, {content=Ingrid Solheim:“The road is shut for good.”}",
        "she issued it",
    ),
    (
        "Mariam Haddad spoke of the storm. Her advice: {content=Mariam Haddad:“Stay at home until it ends.”}",
        "a bare noun",
    ),
    (
        "Yusuf Demir, 54, was asked if he would run again. The 54-year-old’s reply:"
        " {content=Yusuf Demir:“Never.”}",
        "an age stands for him",
    ),
]

ROLES_BETWEEN = [
    (
        "{content=Chiara Bellini:“The road is shut,”} said {source:Chiara Bellini}, the mayor of"
        " Ely and a former teacher.",
        "apposition behind",
    ),
    (
        "{content=Amina Diallo:“It is shut,”} said the mayor of Ely and former teacher,"
        " {source:Amina Diallo}.",
        "apposition before",
    ),
    (
        "{content=Helen Marsh:“It is shut,”} {source:Helen Marsh}, the mayor of Ely, a town of"
        " 20,000, said on Friday.",
        "a long role between name and verb",
    ),
    (
        "{content=Ada Okafor:“It is shut,”} {source:Ada Okafor} of the Ely Drivers’ Union said.",
        "X of Y",
    ),
    (
        "{content=Rosa Lindqvist:“It is shut,”} said Sen. {source:Rosa Lindqvist} (D-Maine).",
        "a party-state tag",
    ),
    ("{content=Priya Raman:“It is shut,”} said {source:Priya Raman}, 61.", "an age"),
    (
        "{content=Ingrid Solheim:“It is shut,”} said Ely council’s deputy leader {source:Ingrid Solheim}.",
        "a role with its body before the name",
    ),
]

ROWS = [*FRAGMENTS, *CLAUSES, *NOUNS, *ROLES_BETWEEN]
KNOWN = {
    "an age stands for him": "a one-word reply after a colon is dropped",
    "apposition before": "“said the mayor of Ely, Jo Park” is the mayor, unnamed",
    "X of Y": "a body with a possessive in it takes the verb",
    "a sign speaks for her": "a document’s author is not read from its relative clause",
}


@pytest.mark.parametrize(("source", "why"), marked.table(ROWS, KNOWN))
def test_who_said_it(extractor: Extractor, source: str, why: str) -> None:
    check_quotes(extractor, marked.read(source), why)
