"""Sources who hide their names, several who speak as one, and bodies that the article only describes."""

import pytest

from service.extraction.extractor import Extractor
from tests.extraction import marked
from tests.extraction.reading import check_quotes

pytestmark = pytest.mark.model

HIDDEN = [
    (
        "A senior official at the ministry was blunter. {content=A senior official at the "
        "ministry:“We are guessing,”} {source:the official} said.",
        "official again",
    ),
    (
        "A senior official at the ministry was blunter. {content=A senior official at the "
        "ministry:“We are guessing,”} {source:she} said.",
        "she = official",
    ),
    (
        "One resident, who did not want to be named, was less polite. {content=One resident:“They "
        "can whistle for it,”} {source:he} said.",
        "resident who, he",
    ),
    (
        "A man who gave his name only as Bilal was selling water at the crossroads. "
        "{content=Bilal:“I have never seen it so hot,”} {source:he} said.",
        "gave his name only as",
    ),
    (
        "A neighbour, who asked not to be named, heard the shots. {content=A neighbour:“I thought "
        "it was a door,”} {source:she} said.",
        "neighbour",
    ),
    (
        "A spokesman for the airline said the fault was {content=A spokesman for the airline:“not "
        "safety-critical.”} {source:The spokesman} added that passengers had been {content=A "
        "spokesman for the airline:“looked after.”}",
        "spokesman twice",
    ),
    (
        "The spokesperson, who was not named, said: {content=The spokesperson:“We don't discuss staff.”}",
        "spokesperson not named",
    ),
    (
        "A spokeswoman for the zoo said the tiger was {content=Gillian Frost:“in good spirits.”} "
        "The spokeswoman, Gillian Frost, added: {content=Gillian Frost:“He has had his lunch.”}",
        "spokeswoman later named",
    ),
    (
        "One shopper, a woman in her sixties, shrugged. {content=One shopper:“I'll walk,”} "
        "{source:she} said.",
        "apposition gives gender",
    ),
    (
        "A 34-year-old woman was pulled from the river on Monday. {content=A 34-year-old woman:“I "
        "saw the bridge go,”} {source:she} told rescuers.",
        "woman as passive subject",
    ),
    (
        "A person briefed on the matter described the meeting as {content=A person briefed on the "
        "matter:“short and cold.”}",
        "person briefed on",
    ),
    (
        "Asked about the deal, an aide to the president replied: {content=an aide to the "
        "president:“What deal?”}",
        "an aide to",
    ),
    (
        "Another juror said it had been {content=Another juror:“the longest month of my life.”} "
        "{content=Another juror:“I dream about it,”} {source:the juror} said.",
        "another juror",
    ),
    (
        "A teacher at the school said she had been told {content=A teacher at the school:“to keep quiet.”}",
        "she within her clause",
    ),
    (
        "Mayor Rosa Lindqvist denied it. A former colleague of hers was less sure. {content=A "
        "former colleague of hers:“She knew,”} {source:the former colleague} said.",
        "former colleague",
    ),
    (
        "{content=a Treasury source:“It's dead,”} said a Treasury source. {content=a Treasury "
        "source:“Bury it,”} {source:he} said.",
        "source he",
    ),
    (
        "A police officer at the scene, speaking on condition of anonymity, said it looked "
        "{content=A police officer at the scene:“like a war.”}",
        "officer at the scene",
    ),
    (
        "Three senior bankers were told of the plan. {source:One of the bankers} called it "
        "{content=One of the bankers:“madness.”}",
        "one of the bankers",
    ),
]

JOINT = [
    (
        "In a joint statement, Amina Diallo and Karl Weber said the talks had been {content=Amina "
        "Diallo and Karl Weber:“frank.”}",
        "two names",
    ),
    (
        "Amina Diallo and Karl Weber met in Oslo. {content=Amina Diallo and Karl Weber:“We have a "
        "deal,”} {source:they} said in a joint statement.",
        "they of two names",
    ),
    (
        "The foreign ministers of France and Spain called the attack {content=The foreign "
        "ministers of France and Spain:“cowardly.”}",
        "ministers",
    ),
    (
        "The two unions wrote to the company on Monday. {source:They} said the offer was "
        "{content=The two unions:“an insult.”}",
        "two unions they",
    ),
    (
        "Shell and BP refused to comment jointly, but both companies said the levy was "
        "{content=both companies:“unworkable.”}",
        "both companies",
    ),
]

BODIES = [
    (
        "The league said on Monday that it would look into the flares. {source:It} called the "
        "scenes {content=The league:“regrettable.”}",
        "it after the league said",
    ),
    (
        "The league confirmed on Monday that it would look into the flares. The scenes were "
        "{content=The league:“regrettable”}, {source:it} said.",
        "league confirmed, it",
    ),
    (
        "The ministry denied the report. {content=The ministry:“There was no such order,”} "
        "{source:it} said in a statement.",
        "ministry it",
    ),
    (
        "The company, which makes warehouse robots, has never made a profit. {source:It} "
        "described the quarter as {content=The company:“a step.”}",
        "company it",
    ),
]

PAIRS = [
    (
        "Lena Ortiz and Karl Weber met in Oslo. {content=Lena Ortiz and Karl Weber:“We have a "
        "deal,”} {source:the two} said.",
        "the two of two names",
    ),
    (
        "Lena and Karl Weber bought it in 2019. {content=Lena and Karl Weber:“It was a wreck,”} "
        "{source:the couple} said.",
        "the couple of one surname",
    ),
    (
        "Protesters, some of them masked, threw stones. {content=Protesters:“Down with the "
        "mayor!”} {source:they} shouted.",
        "some of them are no other group",
    ),
]

ROWS = [*PAIRS, *HIDDEN, *JOINT, *BODIES]
KNOWN: dict[str, str] = {}


@pytest.mark.parametrize(("source", "why"), marked.table(ROWS, KNOWN))
def test_who_has_no_name(extractor: Extractor, source: str, why: str) -> None:
    check_quotes(extractor, marked.read(source), why)
