"""Who said it, where somebody else stands nearer: posts and pronouns that fit two, misread names."""

import pytest

from service.extraction.extractor import Extractor
from tests.extraction import marked
from tests.extraction.reading import check_quotes

pytestmark = pytest.mark.model

ROWS = [
    (
        "Karin Oduya, the transport secretary, defended the tolls. Ilse Marchetti accused ministers of greed."
        " In a leaflet, the shadow transport secretary wrote: {content=Ilse Marchetti:“They tax the poor.”}",
        "a shadow minister is no minister",
    ),
    (
        "President Harun Delacourt vetoed the bill on Friday.\n\nJonah Whitby, president of the bakers'"
        " guild, said ovens would go cold.\n\nAsked whether he would sign it, the president said no."
        " {content=Harun Delacourt:“I can wait,”} he told reporters.",
        "the president alone is no guild's",
    ),
    (
        "Marek Stroud, the Fenwick captain, refused to blame Tom Abara, who dropped the first catch."
        " {content=Marek Stroud:“He has caught hundreds of those,”} he said.",
        "the main clause tells who spoke, not the clause that says who somebody is",
    ),
    (
        "A friend close to the singer told The Tarn Mercury that she was resting."
        " {content=A friend close to the singer:“She is heartbroken,”} the insider said.",
        "an insider is the one source without a name",
    ),
    (
        "Greta Carruthers ran the night shift. She had two porters.\n\nPaula Denny was on call.\n\n"
        "Carruthers left in April. {content=Greta Carruthers:“Parcels do not ring the bell,”} she said.",
        "a surname that is a plural to the tagger",
    ),
    (
        "Villagers have long accused Kalinga Deep, which digs for copper behind the ridge, of greed."
        " The company rejected this. {content=Kalinga Deep:“We stopped on Friday,”} it said in a statement.",
        "which: no person",
    ),
    (
        "Somnia Bio, a start-up in Port Averill, has licensed the strain. In an e-mail, the company said that"
        " tests would begin {content=Somnia Bio:“when science permits.”}",
        "a start-up is a body",
    ),
    (
        "Friederike Holm of the Leipzig Institute for Rivers, who was not part of the study, calls the data"
        " {content=Friederike Holm:“lovely and a little early.”}",
        "who: a person, and not the institute",
    ),
    (
        "{content=Teo Kian Beng:“It was time to choose,”} chief executive Teo Kian Beng said at a briefing.",
        "a post before a name of three words",
    ),
    (
        "Siew Mei Fong, a shareholder, voted for the sale."
        " {content=Siew Mei Fong:“My father drove one of those trucks,”} she said.",
        "the family's name comes first",
    ),
    (
        "{content=Helena Marsden:“He did it because it was easy,”} Helena Marsden KC told the jury.",
        "letters behind a name are no part of it",
    ),
    (
        "{content=Harun Trent:“Crazy Yvonne Delorme walked out,”} Harun Trent posted.\n\n"
        "{content=Yvonne Delorme:“I stayed until midnight,”} Delorme replied.",
        "a taunt is no part of a name",
    ),
]
KNOWN: dict[str, str] = {}


@pytest.mark.parametrize(("source", "why"), marked.table(ROWS, KNOWN))
def test_the_nearest_is_not_always_meant(extractor: Extractor, source: str, why: str) -> None:
    check_quotes(extractor, marked.read(source), why)
