"""Who speaks in news prose of courts, police, wires, sport and science, with names from everywhere."""

import pytest

from service.extraction.extractor import Extractor
from tests.extraction import marked
from tests.extraction.reading import check_quotes

pytestmark = pytest.mark.model

COURTS_AND_WIRES = [
    (
        "Detective Inspector Siobhan Gallacher, of West Mercia Police, said: {content=Siobhan "
        "Gallacher:“This was a cowardly attack.”}",
        "a rank, and the force between the name and the verb",
    ),
    (
        "Sentencing her, Judge Martyn Zeidler QC told Akhtar: {content=Martyn Zeidler:“You abused "
        "the trust of frail people.”}",
        "letters behind the name are none of it",
    ),
    (
        "Prosecutor Tunde Bakare KC told jurors the accused had {content=Tunde Bakare:“lied from "
        "the first phone call”}.",
        "letters behind the name, before its verb",
    ),
    (
        "Giving evidence, Pc Owain Rees said he had seen {content=Owain Rees:“a flash of metal”}.",
        "a rank in small letters",
    ),
    (
        "Defending, Mairead Quigley said her client was {content=Mairead Quigley:“a broken man”}.",
        "who is defended is not named",
    ),
    (
        "Head coach Siya Mthembu was delighted. {content=Siya Mthembu:“The boys fronted up,”} he "
        "told Sky Sports. {more:“We needed that.”}",
        "coach",
    ),
    (
        "Two-goal hero Diogo Ferraz added: {content=Diogo Ferraz:“I just closed my eyes.”}",
        "two-goal hero added",
    ),
    (
        "{content=Chidinma Okeke:“It's a bloodbath out there,”} one of the traders, Chidinma "
        "Okeke, told Reuters.",
        "one of the traders, name",
    ),
    (
        "Shares in Tarn & Co fell 9% after it warned of {content=Tarn & Co:“persistent weakness "
        "in consumer demand”}.",
        "it warned of",
    ),
    (
        "Analysts at Peel Street Capital said in a note the numbers were {content=Analysts at "
        "Peel Street Capital:“ugly but not fatal.”}",
        "analysts at",
    ),
    (
        "Dr van der Meulen-Achterberg, who led the trial, cautioned that the sample was "
        "{content=van der Meulen-Achterberg:“tiny”}.",
        "van der",
    ),
    (
        "Baroness Idowu said peers would {content=Idowu:“not be bullied”}.",
        "baroness",
    ),
    (
        "Sir Kenneth Obuya-Hart, permanent secretary, replied that he was {content=Kenneth "
        "Obuya-Hart:“not sighted on that”}.",
        "sir",
    ),
    (
        "Asked by the BBC whether she would stand again, Ms Farrugia said: "
        "{content=Farrugia:“Watch this space.”}",
        "asked whether",
    ),
    (
        "Hoang Thi Mai put it more simply. {content=Hoang Thi Mai:“We are hungry,”} she said.",
        "put it more simply",
    ),
    (
        "Jacinda Whaanga did not mince her words. {content=Jacinda Whaanga:“It's a stitch-up.”}",
        "no cue, subject intro",
    ),
    (
        "Teo Marchetti (Liberal) asked the minister if she had {content=Teo Marchetti:“taken "
        "leave of her senses”}.",
        "party paren",
    ),
    (
        "{content=Rashida Amin:“The evidence is overwhelming,”} writes Rashida Amin in the Lancet.",
        "writes",
    ),
]

ELSEWHERE = [
    (
        "President Aleksandar Rusev accused the opposition of {content=Aleksandar Rusev:“treason "
        "in slow motion”} and vowed to {content=Aleksandar Rusev:“finish the job”}.",
        "two fragments",
    ),
    (
        "{content=Yusuf Demir:“I'm devastated,”} a tearful Yusuf Demir told TRT.",
        "a tearful X",
    ),
    (
        "Midfielder Ayumi Takeda – who missed the first leg – said the squad felt {content=Ayumi "
        "Takeda:“unstoppable”}.",
        "dash relative",
    ),
    (
        "Mrs Justice Thornberry ruled that the policy was {content=Thornberry:“irrational and unlawful”}.",
        "mrs justice",
    ),
    (
        "Hwang Jin-ah, whose son was aboard, collapsed on hearing the news. {content=Hwang "
        "Jin-ah:“He was nineteen,”} she said.",
        "korean",
    ),
    (
        "{content=Kwame Boateng:“We will be back,”} vowed captain Kwame Boateng, his voice hoarse.",
        "vowed captain",
    ),
    (
        "Fire chief Bo Lindqvist warned residents not to return, saying the dam {content=Bo "
        "Lindqvist:“could go at any minute.”}",
        "saying",
    ),
    (
        "Police have described the incident as {content=Police:“isolated”}.",
        "police described",
    ),
    (
        "Ms Adair-Mbatha is understood to have told colleagues she was "
        "{content=Adair-Mbatha:“done with all of it”}.",
        "understood to have told",
    ),
    (
        "Foreign secretary Hal Penrose is expected to say that the alliance is {content=Hal "
        "Penrose:“not up for negotiation”} in a speech on Tuesday.",
        "expected to say",
    ),
    (
        "Tributes were paid to Mr Oyelaran, described by friends as {content=friends:“the life "
        "and soul”} of the club.",
        "described by friends",
    ),
    (
        "Described by her coach as {content=her coach:“a once-in-a-generation talent”}, Ilse "
        "Vermeulen is 16.",
        "described by her coach",
    ),
    (
        "Neighbours, who called the lane {content=Neighbours:“a death trap”}, had complained for years.",
        "neighbours who",
    ),
    (
        "Astronomer Ji-ho Baek of the Kepler Institute, who was not involved in the study, calls "
        "it {content=Ji-ho Baek:“a beautiful null result.”}",
        "not involved",
    ),
    (
        "He was {content=Marta Kowalczyk:“never any trouble”}, Marta Kowalczyk, a neighbour, told "
        "the Mercury.",
        "name appos told",
    ),
    (
        "According to a police report, the driver said he {content=the driver:“never saw the light.”}",
        "acc report, driver said",
    ),
]

CLAUSES = [
    (
        "The law bars candidates who {content=law:“knowingly deceive”} voters.",
        "a law bans in its own words",
    ),
    (
        "The mayor banned “knowing deceit” by candidates.",
        "a mayor's ban quotes nobody",
    ),
    (
        "Protesters filled the square on Sunday, holding lamps - the Tarn Wolves were playing "
        "nearby - while chanting {content=Protesters:“Let us through.”}",
        "“while chanting” behind an aside between dashes goes on with the sentence's subject",
    ),
    (
        "Ada Marsh, a lawyer for Tarn Steel, which owns the site, said it was {content=Ada Marsh:“safe”}.",
        "a clause about the body within the apposition",
    ),
]

ROWS = [*COURTS_AND_WIRES, *ELSEWHERE, *CLAUSES]
KNOWN: dict[str, str] = {}


@pytest.mark.parametrize(("source", "why"), marked.table(ROWS, KNOWN))
def test_who_speaks(extractor: Extractor, source: str, why: str) -> None:
    check_quotes(extractor, marked.read(source), why)
