"""Who said it: where a cue stands, quotations without one, and those that run over paragraphs."""

import pytest

from service.extraction.extractor import Extractor
from tests.extraction import marked
from tests.extraction.reading import check_quotes

pytestmark = pytest.mark.model

ORDER = [
    ("{content=Rosa Lindqvist:“The road is shut,”} {source:Rosa Lindqvist} {cue:said}.", "subject, verb"),
    ("{content=Priya Raman:“The road is shut,”} {cue:said} {source:Priya Raman}.", "inverted"),
    ("{source:Ingrid Solheim} {cue:said}: {content=Ingrid Solheim:“The road is shut.”}", "fronted, colon"),
    ("{source:Mariam Haddad} {cue:said}, {content=Mariam Haddad:“The road is shut.”}", "fronted, comma"),
    (
        "{cue:Said} {source:Keira Walsh}: {content=Keira Walsh:“The road is shut.”}",
        "inverted before the words",
    ),
    (
        "{content=Chiara Bellini:“The road,”} {cue:said} {source:Chiara Bellini}, {more:“is shut.”}",
        "split mid-sentence",
    ),
    (
        "{content=Amina Diallo:“The road is shut,”} Amina Diallo said. {more:“It stays shut.”}",
        "split, a sentence each",
    ),
    (
        "{content=Helen Marsh:“Is it shut?”} {source:Helen Marsh} {cue:asked}.",
        "a question mark for the comma",
    ),
    ("{content=Ada Okafor:“Shut it now!”} {cue:shouted} {source:Ada Okafor}.", "an exclamation mark"),
    ("{content=Rosa Lindqvist:“But if we shut it—”} {source:Rosa Lindqvist} {cue:began}.", "broken off"),
    ("{content=Priya Raman:“The road is shut”}, {cue:said} {source:Priya Raman}.", "the comma outside"),
]

TOLD = [
    (
        "Rosa Lindqvist called the road {content=Rosa Lindqvist:“a disgrace”}; Ada Okafor said it was"
        " {content=Ada Okafor:“an accident waiting to happen.”}",
        "a semicolon parts the words from the verb behind it",
    ),
    (
        "Rosa Lindqvist said {source:Ada Okafor} had {cue:called} the road"
        " {content=Ada Okafor:“safe as houses”}.",
        "what somebody is told to have called it",
    ),
    (
        "Rosa Lindqvist quoted {source:Ada Okafor} as {cue:saying} that the road was"
        " {content=Ada Okafor:“held up by hope.”}",
        "who is quoted as saying it",
    ),
]

ACCORDING = [
    (
        "The road is {content=Ingrid Solheim:“shut for good,”} {cue:according to} {source:Ingrid Solheim}.",
        "behind",
    ),
    (
        "{cue:According to} {source:Mariam Haddad}, {content=Mariam Haddad:“the road is shut for good.”}",
        "before",
    ),
    (
        "{cue:According to} {source:Ingrid Solheim}, the road to the mine has been in a very bad state for"
        " years and is now {content=Ingrid Solheim:“shut for good and all.”}",
        "it holds for the whole sentence",
    ),
    (
        "{source:63 percent of drivers} {cue:said} the road was {content=63 percent of drivers:“a death"
        " trap.”}",
        "a share of those asked",
    ),
    (
        "It was, as {source:Keira Walsh} {cue:put} it, {content=Keira Walsh:“a road to nowhere.”}",
        "as she put it",
    ),
    ("It was, in Chiara Bellini’s words, {content=Chiara Bellini:“a road to nowhere.”}", "in her words"),
    (
        "The road, wrote Amina Diallo, was {content=Amina Diallo:“a road to nowhere at all.”}",
        "the cue in the middle",
    ),
]

NO_VERB = [
    (
        "Karl Weber is, in the words of {source:one colleague}, {content=one colleague:“the slowest man in"
        " Leith.”}",
        "in the words of",
    ),
    (
        "Lena Ortiz, whose ward flooded, posts on Bluesky: {content=Lena Ortiz:“The water is at the door.”}",
        "a verb of the present that the tagger takes for a noun",
    ),
    (
        "Brightwater said the levy {content=Brightwater:“stops investment”}; Lena Ortiz, its former"
        " head, called it {content=Lena Ortiz:“absurd.”}",
        "a semicolon parts two sentences",
    ),
    ("{content=Helen Marsh:“The road is shut.”} — {source:Helen Marsh}", "a signature behind a dash"),
    (
        "{content=Ada Okafor:“The road is shut.”} - {source:Ada Okafor}, mayor of Ely",
        "a hyphen, and her role",
    ),
    ("{source:Rosa Lindqvist}: {content=Rosa Lindqvist:“The road is shut.”}", "a label"),
    (
        "From Chairwoman {source:Priya Raman}: {content=Priya Raman:“The road is shut to all traffic.”}",
        "From X:",
    ),
    (
        "Ingrid Solheim had a message: {content=Ingrid Solheim:“The road is shut.”}",
        "the subject before a colon",
    ),
    (
        "Mariam Haddad opened the meeting with a warning.\n\n{content=Mariam Haddad:“The road is"
        " shut to all traffic.”}",
        "no cue: the sentence before tells",
    ),
    (
        "{content=Keira Walsh:“The road is shut,”} Keira Walsh said.\n\n"
        "{content=Keira Walsh:“It will stay shut until spring.”}",
        "no cue: the paragraph runs on",
    ),
    (
        "Chiara Bellini said the road was shut. {content=Chiara Bellini:“It will stay shut until spring.”}",
        "reported speech, then her words",
    ),
    ("{content=nobody:“The road is shut to all traffic.”}", "nobody in sight: null, no guess"),
]

PARAGRAPHS = [
    (
        "{content=Helen Marsh:“The road is shut,”} Helen Marsh said. {more:“It is not safe.}\n\n"
        "{more:“It never was.”}",
        "marks re-opened in the next paragraph",
    ),
    (
        "{content=Ada Okafor:“The road is shut.}\n\n{more:“It is not safe.}\n\n"
        "{more:“It never was,”} said Ada Okafor.",
        "three paragraphs, the cue at the end",
    ),
    (
        "{content=Rosa Lindqvist:‘The road is shut.}\n\n{more:‘It never was safe,’} said Rosa Lindqvist.",
        "the same in single marks",
    ),
    (
        "{content=Priya Raman:“Is the road shut?”} Priya Raman asked Yusuf Demir.\n\n"
        "{content=Yusuf Demir:“It is.”}\n\n{content=Priya Raman:“Since when?”}\n\n{content=Yusuf"
        " Demir:“Since May.”}",
        "alternating dialogue without cues",
    ),
]

UNMARKED = [
    (
        "SOLHEIM: {content=Solheim:The road is shut.}\n\nLIND: {content=Lind:Since when?}\n\n"
        "SOLHEIM: {content=Solheim:Since May.}",
        "a transcript's labels",
    ),
    (
        "Mariam Haddad met Tomás Herrera on air.\n\nHADDAD: {content=Mariam Haddad:The road is shut.}\n\n"
        "HERRERA: {content=Tomás Herrera:Since when?}\n\nHADDAD: {content=Mariam Haddad:Since May.}",
        "labels that the article spells out",
    ),
    (
        "Kwame Boateng took the stand.\n\nBY MS. WALSH:\n\nQ. {content=Walsh:Where were you?}\n\n"
        "A. {content=Kwame Boateng:At home.}\n\nQ. {content=Walsh:All night?}\n\nA."
        " {content=Kwame Boateng:Yes.}",
        "a court’s record",
    ),
    (
        "Kwame Boateng was questioned on Monday. Rosa Lindqvist, his lawyer, was there.\n\n"
        "Q. {content:Where were you?}\n\nA. {content=Kwame Boateng:At home.}\n\n"
        "MS. LINDQVIST: {content=Rosa Lindqvist:Objection.}\n\nA. {content=Kwame Boateng:Alone.}",
        "who speaks under a name does not answer under “A.”",
    ),
    (
        "{content=Chiara Bellini:The road is shut.} — Chiara Bellini (@chiarabellini) May 4, 2025",
        "an embedded post",
    ),
]

ROWS = [*ORDER, *TOLD, *ACCORDING, *NO_VERB, *PARAGRAPHS, *UNMARKED]
KNOWN = {
    "the cue in the middle": "an inverted cue between commas takes the subject of the main clause",
    "a court’s record": "“Q.” ends a frame; the examiner keeps the title",
}


@pytest.mark.parametrize(("source", "why"), marked.table(ROWS, KNOWN))
def test_who_said_it(extractor: Extractor, source: str, why: str) -> None:
    check_quotes(extractor, marked.read(source), why)
