"""Whom a pronoun, a surname or a description stands for, through the real pipeline."""

import pytest

from service.extraction.extractor import Extractor
from tests.extraction import marked
from tests.extraction.reading import check_quotes

pytestmark = pytest.mark.model

PRONOUNS = [
    (
        "Lena Ortiz ran the clinic. {content=Lena Ortiz:“It closes in May,”} {source:she} said.",
        "one candidate",
    ),
    (
        "Lena Ortiz had talked with Karl Weber about the future of the clinic. {content=Lena"
        " Ortiz:“It closes in May,”} {source:she} said.",
        "gender tells",
    ),
    (
        "Lena Ortiz had talked with Karl Weber about the future of the clinic. {content=Karl"
        " Weber:“It closes in May,”} {source:he} said.",
        "the other gender",
    ),
    (
        "Lena Ortiz replaced Hanna Weiss last year. {content=Lena Ortiz:“It closes in May,”}"
        " {source:she} said.",
        "two women: the subject of the sentence before",
    ),
    (
        "{content=Lena Ortiz:“It closes,”} said Lena Ortiz of Hanna Weiss’s clinic."
        "\n\n{content=Lena Ortiz:“In May, I think,”} {source:she} added.",
        "who spoke last goes on",
    ),
    (
        "{content=Lena Ortiz:“It closes,”} said Lena Ortiz.\n\nGrace Mbeki disagreed with that."
        " {content=Grace Mbeki:“It must stay open,”} {source:she} said.",
        "another woman has the floor",
    ),
    (
        "Mr. Jordan Bell ran the clinic. {content=Jordan Bell:“It closes in May,”} {source:he} said.",
        "a title tells the gender",
    ),
    (
        "Kim Larsen and his wife ran the clinic. Lena Ortiz left. {content=Kim Larsen:“It"
        " closes,”} {source:he} said.",
        "a pronoun beside the name tells the gender",
    ),
    (
        "Andrea Conti, a father of three, paid for it. {content=Andrea Conti:“It closes in"
        " May,”} {source:he} said.",
        "the name says woman, the text says man",
    ),
    (
        "{content=Karl Weber:“It closes,”} said Karl Weber. That worries Kofi Darko, a nurse there.\n\n"
        "{content=Kofi Darko:“I was told nothing,”} {source:he} said.",
        "whom the last sentence brought in",
    ),
    (
        "{content=Karl Weber:“It closes,”} said Karl Weber.\n\nThe news reached Tom Achebe, a nurse, at home."
        " {content=Tom Achebe:“I was told nothing,”} {source:he} said.",
        "a paragraph that has told of one man alone has turned to him",
    ),
    (
        "{content=Karl Weber:“It closes,”} said Karl Weber.\n\nHe had not told Tom Achebe."
        " {content=Karl Weber:“I will,”} {source:he} said.",
        "a paragraph that goes on about the last speaker has not turned",
    ),
    (
        "Lena Ortiz asked the jury for mercy. The worst of it came from a nurse, Grace Mbeki, who"
        " repeated what she had told the board."
        " {content=Grace Mbeki:“I asked for beds,”} {source:she} testified.",
        "“she” in somebody's own clause with “who” is that somebody",
    ),
    (
        "Sidra Quaye does not agree. She grew up on the wards. Karl Weber left."
        " {content=Sidra Quaye:“It closes,”} {source:she} said.",
        "the sentence behind tells the gender of a name that nobody lists",
    ),
    (
        "Sam Achebe, who uses they and them, runs the clinic. {content=Sam Achebe:“It closes,”}"
        " {source:they} said.",
        "a singular they",
    ),
    (
        "The Nordhav Group shut the plant. {content=Nordhav Group:“Costs rose too fast,”} {source:it} said.",
        "a body",
    ),
    (
        "{content=a nurse:“It closes in May,”} said a nurse.\n\n{content=a nurse:“We were told,”} she said.",
        "an unnamed source goes on",
    ),
]

DESCRIPTIONS = [
    (
        "Sen. Lena Ortiz met voters at the clinic on the hill.\n\n{content=Lena Ortiz:“It closes"
        " in May,”} {source:the senator} said.",
        "by the title",
    ),
    (
        "Lena Ortiz, a midwife from Hull, led the march.\n\n{content=Lena Ortiz:“It closes,”}"
        " said the midwife.",
        "by the apposition",
    ),
    (
        "Lena Ortiz, the minister, met Karl Weber, the union’s leader.\n\n"
        "{content=Karl Weber:“It closes in May,”} the union leader said.",
        "the one whose role it is",
    ),
    (
        "Nordhav Group shut the plant in Ely.\n\n{content=Nordhav Group:“Costs rose,”}"
        " {source:the company} said.",
        "the company",
    ),
    (
        "Karl Weber, 20, scored twice.\n\n{content=Karl Weber:“I was free,”} the 20-year-old forward said.",
        "by age",
    ),
    (
        "Karl Weber scored twice for the home team that night.\n\n{content=Karl Weber:“I was"
        " free,”} the German said.",
        "by origin",
    ),
    (
        "Lena Ortiz, the defence secretary, met Karl Weber.\n\n{content=Lena Ortiz:“It closes,”}"
        " said the minister.",
        "by a word that means much the same",
    ),
    (
        "Lena Ortiz runs the wards. Kofi Darko, 34, scored twice in the rain.\n\n"
        "{content=Kofi Darko:“I slipped,”} said the 34-year-old.",
        "by age alone",
    ),
    (
        "Lena Ortiz had watched it all.\n\nThe winner came off the knee of Kofi Darko."
        " {content=Kofi Darko:“I slipped,”} said the former Harwick trainee.",
        "whom alone the paragraph names",
    ),
    (
        "Lena Ortiz called on Karl Weber to say sorry.\n\n"
        "{content=Lena Ortiz:“It was shabby,”} Weber's former biographer said.",
        "somebody's biographer is not that somebody",
    ),
    (
        "The leader of Harwick council called its critics {content=Karl Weber:“a choir of crows”}.\n\n"
        "Karl Weber, leader of the council, wrote to staff on Monday.",
        "a lede describes whom the article names further on",
    ),
    (
        "{content=the family:“We wait,”} the family said.\n\n"
        "{content=Weber’s family:“So do we,”} Weber’s family said.",
        "another family",
    ),
]

SURNAMES = [
    (
        "Lena Ortiz runs the clinic in Ely.\n\n{content=Lena Ortiz:“It closes in May,”} {source:Ortiz} said.",
        "the surname",
    ),
    (
        "Lena Ortiz runs the clinic in Ely.\n\n{content=Lena Ortiz:“It closes in May,”}"
        " Dr {source:Ortiz} said.",
        "an honorific and the surname",
    ),
    (
        "Lena Ortiz runs the clinic in Ely.\n\n{content=Lena Ortiz:“It closes in May,”} {source:Lena} said.",
        "the first name",
    ),
    (
        "Lena Ortiz met Marco Ortiz. Marco Ortiz ran it.\n\nAsked why she had left, Ortiz laughed."
        " {content=Lena Ortiz:“It closes,”} she said.",
        "relatives: a pronoun ahead of the surname tells whose it is",
    ),
    (
        "Lena Ortiz and her brother Marco Ortiz ran it.\n\n{content=Marco Ortiz:“It closes,”}"
        " said Marco Ortiz."
        "\n\n{content=Lena Ortiz:“In May,”} said Lena Ortiz.",
        "relatives: full names tell",
    ),
    (
        "Lena Ortiz and her brother Marco Ortiz ran it.\n\n{content=Marco Ortiz:“It closes in"
        " May,”} Mr. Ortiz said.",
        "relatives: a title tells",
    ),
    (
        "{content=Lena Ortiz:“It closes in May,”} Ortiz said on Monday.\n\nLena Ortiz is the"
        " head of the clinic.",
        "the full name follows",
    ),
]

UNNAMED = [
    ("{content=a senior official:“It closes,”} said a senior official.", "an official"),
    (
        "{content=a spokeswoman for Nordhav:“It closes,”} said a spokeswoman for Nordhav.",
        "whose spokeswoman",
    ),
    (
        "{content=a source close to the board:“They will fold,”} said a source close to the board.",
        "what the source is close to",
    ),
    (
        "{content=Karl Weber:“We counted twice,”} said Karl Weber, who led the work.\n\n"
        "{content=study:“Most survivors stood in the shade,”} the study says.",
        "a study speaks for itself, not for the author quoted before",
    ),
    ("{content=police:“He is missing,”} police said.", "a group"),
    (
        "{content=the family:“We are devastated,”} read a statement from the family.",
        "from whom a statement is",
    ),
    (
        "{source:A source close to the company’s lenders}, who declined to be named because the talks are"
        " private, said creditors were {content=A source close to the company’s lenders:“losing patience”}.",
        "what the source is close to, a long clause behind it",
    ),
    (
        "The merger was stopped by a ruling that {source:the company’s chief executive} described"
        " as {content=the company’s chief executive:“baffling and wrong.”}",
        "an executive is a person",
    ),
    ("{content=one resident:“It is loud,”} said one resident, who asked not to be named.", "one resident"),
    ("{content=Nordhav Group:“Costs rose,”} Nordhav Group said in a statement.", "a body in its own name"),
    (
        "{content=Lena Ortiz and Karl Weber:“We will appeal,”} Lena Ortiz and Karl Weber said together in"
        " a joint statement.",
        "a joint statement",
    ),
]

RELAYED = [
    (
        "{content=Lena Ortiz:“It closes,”} Lena Ortiz said, according to Karl Weber, who was in the room.",
        "who relays it is not who said it",
    ),
    (
        "Karl Weber recalled that Lena Ortiz told him: {content=Lena Ortiz:“It closes in May.”}",
        "told him, he recalls",
    ),
]

BODIES = [
    (
        "Northgate Energy raised its prices.\n\n{content=Northgate Energy:“Costs rose,”} Northgate said.",
        "a company by its first word",
    ),
    (
        "{content=Ada McClenney:“It closes,”} said Ada McClenney.\n\n"
        "{content=Ada McClenney:“In May,”} McLenney said.",
        "a slip of the pen in a surname",
    ),
]

NOT_PEOPLE = [
    (
        "LEEDS, England (AP) — The clinic shuts. {content=Lena Ortiz:“It closes in May,”} Lena Ortiz said.",
        "a dateline",
    ),
    (
        "By Karl Weber\n\nThe clinic shuts.\n\n{content=Lena Ortiz:“It closes in May,”} said Lena Ortiz.",
        "a byline",
    ),
    (
        "Lena Ortiz outside the clinic. Photograph: Karl Weber\n\n"
        "{content=Lena Ortiz:“It closes in May,”} said Lena Ortiz.",
        "a caption’s credit",
    ),
]

ROWS = [
    *PRONOUNS,
    *DESCRIPTIONS,
    *SURNAMES,
    *UNNAMED,
    *RELAYED,
    *BODIES,
    *NOT_PEOPLE,
]
KNOWN: dict[str, str] = {}


@pytest.mark.parametrize(("source", "why"), marked.table(ROWS, KNOWN))
def test_whom_it_stands_for(extractor: Extractor, source: str, why: str) -> None:
    check_quotes(extractor, marked.read(source), why)
