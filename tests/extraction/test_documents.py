"""Documents that speak: in whose name, and what “it” and “the report” mean further on."""

import pytest

from service.extraction.extractor import Extractor
from tests.extraction import marked
from tests.extraction.reading import check_quotes

pytestmark = pytest.mark.model

DOCUMENTS = [
    (
        "A report on the ferry disaster was published on Monday. {content=report on the ferry "
        "disaster:“The doors were left open for convenience,”} {source:the report} said.",
        "subject of the sentence before, named by its fullest description",
    ),
    (
        "A report on the ferry disaster was published on Monday. {source:It} described the crew "
        "as {content=report on the ferry disaster:“exhausted and untrained.”}",
        "it",
    ),
    (
        "The indictment reads: {content=indictment:“The defendants knew the bridge was unsafe.”}",
        "indictment reads",
    ),
    (
        "Two brothers were charged on Friday with setting the fire. According to the indictment, "
        "Marco Bellini told a neighbour that {content=Marco Bellini:“the place will pay for "
        "itself.”}",
        "according to indictment, but a person told",
    ),
    (
        "Marta Olsen sued the airline in Chicago last week. The lawsuit says that the crew "
        "{content=lawsuit:“laughed at her and walked away.”}",
        "lawsuit",
    ),
    (
        "A lawsuit filed in federal court in Denver accuses the company of "
        "{content=lawsuit:“treating wells like sewers.”}",
        "lawsuit accuses",
    ),
    (
        "In a court filing on Thursday, prosecutors said the scheme was "
        "{content=prosecutors:“breathtaking in its simplicity.”}",
        "filing, but prosecutors said",
    ),
    (
        "Court documents show that the pair had planned {content=Court documents:“one last big job.”}",
        "court documents show",
    ),
    (
        "Northfield Dairies confirmed the closure in a letter to suppliers. {content=Northfield "
        "Dairies:“We have run out of road,”} {source:the letter} said.",
        "letter by the company",
    ),
    (
        "A group of retired teachers sent a letter to the school board in March. {content=A group "
        "of retired teachers:“You have mistaken quiet for consent,”} {source:the letter} read.",
        "sent by a described group",
    ),
    (
        "Helen Marsh, the bishop, put out a short statement. {content=Helen Marsh:“I was wrong,”} "
        "{source:it} read.",
        "it after put out a statement",
    ),
    (
        "The message from the club's chairman, Tom Achebe, ran to two lines. {content=Tom "
        "Achebe:“We have let her go,”} {source:it} said.",
        "message from",
    ),
    (
        "A sign on the door of the bakery said {content=sign on the door of the bakery:“Gone "
        "fishing, perhaps for good.”}",
        "sign",
    ),
    (
        "In a note to clients, analysts at Corrigan Bank called the merger {content=analysts at "
        "Corrigan Bank:“a marriage of two cripples.”}",
        "note by analysts",
    ),
    (
        "The survey of 2,000 parents found that most thought homework was {content=survey of "
        "2,000 parents:“a waste of everyone's evening.”}",
        "survey",
    ),
    (
        "The review, ordered after two deaths on the ward, is scathing. {source:It} says staff "
        "were {content=review:“left to sink.”}",
        "it, the review as subject of a copula",
    ),
    (
        "The judgment runs to 90 pages. {content=judgment:“The minister acted beyond his powers,”} it says.",
        "judgment it",
    ),
    (
        "The firm's website says it is {content=firm's website:“proud to be boring.”}",
        "website",
    ),
]

ROWS = [*DOCUMENTS]
KNOWN: dict[str, str] = {}


@pytest.mark.parametrize(("source", "why"), marked.table(ROWS, KNOWN))
def test_whose_words_a_document_prints(extractor: Extractor, source: str, why: str) -> None:
    check_quotes(extractor, marked.read(source), why)
