"""Those who speak without a name: groups, relatives, people who hide theirs, two who speak as one."""

import pytest

from service.extraction.extractor import Extractor
from tests.extraction import marked
from tests.extraction.reading import check_quotes

pytestmark = pytest.mark.model

GROUPS = [
    (
        "Hundreds of people marched through Leeds on Saturday. Protesters chanted "
        "{content=Protesters:“Whose streets? Our streets!”} as they passed the town hall.",
        "protesters",
    ),
    (
        "Residents of Mill Lane have had enough. {content=Residents of Mill Lane:“We sleep in our "
        "shoes,”} {source:they} wrote in a letter to the mayor.",
        "they, after a subject",
    ),
    (
        "Opponents of the dam met in the village hall. {source:They} called it {content=Opponents "
        "of the dam:“a monument to one man's vanity.”}",
        "they called",
    ),
    (
        "Critics say the scheme is {content=Critics:“a licence to print money.”}",
        "critics",
    ),
    (
        "Three nurses at the hospital described the ward as {content=Three nurses at the "
        "hospital:“a car park with beds.”}",
        "counted",
    ),
    (
        "The villagers blocked the road for a second day on Monday. {content=The "
        "villagers:“Nobody asked us,”} {source:they} said in a statement.",
        "they said in a statement",
    ),
    (
        "Police arrested two men on Sunday. {source:They} described the raid as "
        "{content=Police:“swift and orderly.”}",
        "police they",
    ),
    (
        "Lena Ortiz chairs the parents' association. Parents had gathered at the gate by eight. "
        "{content=Parents:“Open it!”} {source:they} shouted.",
        "they with a singular person in play",
    ),
    (
        "Some of the miners were angry. {content=Some of the miners:“We were lied to,”} {source:they} said.",
        "some of the",
    ),
    (
        "Doctors who treated the boy said his recovery was {content=Doctors:“little short of a miracle.”}",
        "doctors who",
    ),
    (
        "Environmental groups condemned the licence. {source:They} said it was "
        "{content=Environmental groups:“a betrayal of the coast.”}",
        "env groups they",
    ),
    (
        "Karl Weber runs the harbour. Fishermen there are furious. {content=Fishermen:“He sold us "
        "for a car park,”} {source:they} say.",
        "fishermen there",
    ),
    (
        "Campaigners against the runway said on Friday they would appeal. {content=Campaigners "
        "against the runway:“This is not the end,”} {source:they} added.",
        "speak and then they",
    ),
    (
        "Witnesses described {content=Witnesses:“a sound like a train.”}",
        "witnesses",
    ),
    (
        "Fans booed the team off. {content=Fans:“Sack the board,”} {source:they} sang.",
        "fans sang",
    ),
]

RELATIVES = [
    (
        "Tom Achebe grew up by the harbour with his grandmother, who mended nets. {content=his "
        "grandmother:“Never trust a flat sea,”} {source:she} used to say.",
        "grandmother with who, no other woman",
    ),
    (
        "Kofi Darko, 19, died on Monday. {source:His mother} said he was {content=His mother:“the "
        "kindest boy on the street.”} {content=His mother:“He never came home without bread,”} "
        "{source:she} said.",
        "mother said, then she",
    ),
    (
        "Kofi Darko, 19, died on Monday. His mother, Esther Darko, wept outside court. "
        "{content=Esther Darko:“He never came home without bread,”} {source:she} said.",
        "mother named",
    ),
    (
        "Amina Diallo won the prize at 24. Her father, a fisherman, was at sea when the news "
        "came. {content=Her father:“I told the fish,”} {source:he} said.",
        "her father, he",
    ),
    (
        "Amina Diallo won the prize at 24. Her father was at sea when the news came. "
        "{content=Amina Diallo:“He told the fish,”} {source:she} said.",
        "her father, but she is Amina",
    ),
    (
        "The boy's uncle said the family was {content=The boy's uncle:“beyond tears.”} "
        "{content=The boy's uncle:“We have nothing left to say,”} {source:he} added.",
        "the boy's uncle, he",
    ),
    (
        "The family of the dead climber thanked the rescuers. {content=The family of the dead "
        "climber:“You brought him home,”} {source:they} said.",
        "family they",
    ),
    (
        "Ada Okafor was found on Sunday. Her sister spoke to reporters at the house. {content=Her "
        "sister:“She had been so happy,”} {source:she} said, her voice breaking.",
        "her sister spoke, she",
    ),
    (
        "In a statement, his family said he had {content=his family:“lived three lives and "
        "enjoyed two of them.”}",
        "his family",
    ),
    (
        "Ada Okafor's parents flew in from Lagos. {content=Ada Okafor's parents:“We want our "
        "girl,”} {source:they} said.",
        "X's parents, they",
    ),
    (
        "Karl Weber's wife left him in 2019. {content=Karl Weber:“I deserved it,”} {source:he} says.",
        "X's wife left, he = X",
    ),
]

ROWS = [*GROUPS, *RELATIVES]
KNOWN: dict[str, str] = {}


@pytest.mark.parametrize(("source", "why"), marked.table(ROWS, KNOWN))
def test_whom_a_group_or_relative_is(extractor: Extractor, source: str, why: str) -> None:
    check_quotes(extractor, marked.read(source), why)
