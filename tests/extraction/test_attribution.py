"""Who said it: the shapes of news prose, each with the speaker's full name, through the real pipeline."""

import pytest

from service.extraction.extractor import Extractor
from tests.extraction import marked

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
        "{content=Chiara Bellini:The road is shut.} — Chiara Bellini (@chiarabellini) May 4, 2025",
        "an embedded post",
    ),
]

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

ROWS = [
    *ORDER,
    *ACCORDING,
    *NO_VERB,
    *PARAGRAPHS,
    *UNMARKED,
    *FRAGMENTS,
    *CLAUSES,
    *NOUNS,
    *ROLES_BETWEEN,
]
KNOWN = {
    "inverted before the words": "a capital “Said” is read as a given name",
    "three paragraphs, the cue at the end": "the cue reaches back only where somebody spoke before",
    "the same in single marks": "the cue reaches back only where somebody spoke before",
    "the cue in the middle": "an inverted cue between commas takes the subject of the main clause",
    "alternating dialogue without cues": "a reply of two words that is a paragraph of its own is dropped",
    "labels that the article spells out": "a short lede full of names is taken for a headline",
    "a court’s record": "“Q.” ends a frame; the examiner keeps the title",
    "relative": "“which she called “…”” is taken for a name given to a thing",
    "an age stands for him": "a one-word reply after a colon is dropped",
    "apposition before": "“said the mayor of Ely, Jo Park” is the mayor, unnamed",
    "X of Y": "a body with a possessive in it takes the verb",
    "a sign speaks for her": "a document’s author is not read from its relative clause",
}


@pytest.mark.parametrize(("source", "why"), marked.table(ROWS, KNOWN))
def test_who_said_it(extractor: Extractor, source: str, why: str) -> None:
    row = marked.read(source)
    quotes = extractor.extract(row.text).quotes
    assert [tuple(s.text for s in quote.segments) for quote in quotes] == row.quotes, why
    assert marked.speakers_of(quotes, row.speakers) == row.speakers, why
    for kind in ("cue", "source"):
        printed = row.printed(kind)
        if printed is not None and len(quotes) == 1:
            found = getattr(quotes[0].evidence, "speaker" if kind == "source" else kind)
            assert found is not None and found.text == printed, why
