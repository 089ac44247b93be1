"""Names: where each stands, titles left out, and what it names; people's names from everywhere, in full."""

import pytest

from service.extraction import components
from service.extraction.extractor import Extractor
from tests.extraction import marked
from tests.extraction.parsed import framed

TOKENS = [
    (
        "Mayor/NNP/compound/2 Ada/NNP/compound/2 Bell/NNP/nsubj/3 said/VBD/ROOT/3/say"
        " nothing/NN/dobj/3 after/IN/prep/3 lunch/NN/pobj/5 ././punct/3",
        {"Mayor Ada Bell": "PERSON"},
        [("Ada Bell", "person")],
        "the title is no part of the name",
    ),
    (
        "The/DT/det/1 Guardian/NNP/nsubj/2 said/VBD/ROOT/2/say nothing/NN/dobj/2 ././punct/2",
        {"The Guardian": "ORG"},
        [("Guardian", "organization")],
        "an article is no part of the name",
    ),
    (
        "Ada/NNP/compound/1 Bell/NNP/nsubj/2 left/VBD/ROOT/2/leave and/CC/cc/2 Bell/NNP/nsubj/5"
        " returned/VBD/conj/2/return ././punct/2",
        {"Ada Bell": "PERSON"},
        [("Ada Bell", "person"), ("Bell", "person")],
        "a surname that the model left out is the person",
    ),
    (
        "Ada/NNP/compound/1 Bell/NNP/nsubj/2 left/VBD/ROOT/2/leave again/RB/advmod/2"
        " after/IN/prep/2 lunch/NN/pobj/4"
        " this/DT/det/7 Monday/NNP/npadvmod/2 ././punct/2",
        {"Ada Bell": "PERSON", "Monday": "DATE"},
        [("Ada Bell", "person")],
        "a day is no name",
    ),
    (
        "she/PRP/nsubj/1 left/VBD/ROOT/1/leave for/IN/prep/1 her/PRP$/poss/4 home/NN/pobj/2 ././punct/1",
        {},
        [],
        "no capital, no name",
    ),
    (
        "Mr./NNP/compound/1 Mbeki/NNP/nsubj/2 left/VBD/ROOT/2/leave ././punct/2"
        " President/NNP/compound/6 Mbeki/NNP/compound/6 Speech/NNP/ROOT/6 at/IN/prep/6 Tarn/NNP/pobj/7",
        {"Mr. Mbeki": "PERSON", "Mbeki Speech": "PERSON"},
        [("Mbeki", "person"), ("Mbeki", "person"), ("Tarn", "other")],
        "a heading's word behind a surname",
    ),
    (
        "Doris/NNP/compound/1 Day/NNP/nsubj/2 sang/VBD/ROOT/2/sing and/CC/cc/2 Day/NNP/nsubj/5"
        " left/VBD/conj/2/leave ././punct/2",
        {"Doris Day": "PERSON"},
        [("Doris Day", "person"), ("Day", "person")],
        "a surname that headings use otherwise",
    ),
    (
        "Sri/NNP/compound/1 Lanka/NNP/nsubj/2 defaulted/VBD/ROOT/2/default ././punct/2",
        {"Sri Lanka": "GPE"},
        [("Sri Lanka", "place")],
        "a country whose name opens like a title",
    ),
    (
        "The/DT/det/3 New/NNP/compound/3 York/NNP/compound/3 Post/NNP/nsubj/4"
        " reports/VBZ/ROOT/4/report it/PRP/dobj/4",
        {"Post": "ORG"},
        [("New York Post", "organization")],
        "a newspaper of which the model saw the last word",
    ),
    (
        "Chief/NNP/compound/3 Executive/NNP/compound/3 Priyanka/NNP/compound/5 Tarn/NNP/compound/5"
        " -/HYPH/punct/5 Wells/NNP/nsubj/6 left/VBD/ROOT/6/leave",
        {"Tarn - Wells": "ORG"},
        [("Priyanka Tarn - Wells", "person")],
        "a hyphenated surname taken for a body, behind a given name left out",
    ),
    (
        "Yolanda/NNP/compound/1 Marsh/NNP/nsubj/2 wrote/VBD/ROOT/2/write",
        {"Yolanda": "ORG"},
        [("Yolanda Marsh", "person")],
        "a given name taken for a body, the surname left out",
    ),
    (
        "To/IN/prep/4 Marsh/NNP/pobj/0 ,/,/punct/4 Tarn/NNP/nsubj/4 wrote/VBD/ROOT/4/write",
        {"Marsh, Tarn": "PERSON"},
        [("Marsh", "person"), ("Tarn", "person")],
        "two people that the model took for one",
    ),
    (
        "Tadhg/NNP/compound/1 Roe/NNP/nsubj/2 told/VBD/ROOT/2/tell Sky/NNP/compound/4 Sports/NNPS/dobj/2",
        {"Tadhg Roe": "PERSON", "Sky Sports": "ORG"},
        [("Tadhg Roe", "person"), ("Sky Sports", "organization")],
        "an outlet whose first word is a given name",
    ),
    (
        "the/DT/det/3 former/JJ/amod/3 Munster/NNP/compound/3 hooker/NN/nsubj/4 smiled/VBD/ROOT/4/smile",
        {"Munster": "PERSON"},
        [("Munster", "other")],
        "a club that tells whose hooker it was",
    ),
    (
        "CEO/NNP/compound/3 Beatriz/NNP/compound/3 Ortega/NNP/compound/3 Roig/NNP/nsubj/4"
        " left/VBD/ROOT/4/leave",
        {"Ortega Roig": "PERSON"},
        [("Beatriz Ortega Roig", "person")],
        "a given name between a post and what the model saw",
    ),
    (
        "Barrister/NNP/compound/2 Olu/NNP/compound/2 Tarnasi/NNP/nsubj/3 objected/VBD/ROOT/3/object",
        {"Barrister Olu": "PERSON", "Tarnasi": "GPE"},
        [("Olu Tarnasi", "person")],
        "a surname behind a title that the model took for a place",
    ),
    (
        "Chief/NNP/npadvmod/4 (/-LRB-/punct/0 Mrs/NNP/appos/0 )/-RRB-/punct/0 Amakili/NNP/compound/5"
        " Tarnasi/NNP/nsubj/6 objected/VBD/ROOT/6/object",
        {"Tarnasi": "ORG"},
        [("Amakili Tarnasi", "person")],
        "a second title between brackets",
    ),
    (
        "SP/NNP/compound/2 Jide/NNP/compound/2 Tarnasi/NNP/nsubj/3 objected/VBD/ROOT/3/object",
        {"SP Jide Tarnasi": "ORG"},
        [("Jide Tarnasi", "person")],
        "a police rank in letters, taken for a part of a body's name",
    ),
    (
        "Justices/NNPS/compound/2 Anagha/NNP/compound/2 Tarnasi/NNP/nsubj/6 and/CC/cc/2 Karl/NNP/compound/5"
        " Weber/NNP/conj/2 sat/VBD/ROOT/6/sit",
        {"Justices Anagha Tarnasi": "PERSON", "Karl Weber": "PERSON"},
        [("Anagha Tarnasi", "person"), ("Karl Weber", "person")],
        "one title for several people",
    ),
    (
        "Edith/NNP/compound/1 Harrow/NNP/npadvmod/5 ,/,/punct/5 opposing/VBG/advcl/5/oppose ,/,/punct/5"
        " rose/VBD/ROOT/5/rise",
        {"Harrow": "DATE"},
        [("Edith Harrow", "person")],
        "a surname taken for a day",
    ),
    (
        "the/DT/det/1 chair/NN/nsubj/9 of/IN/prep/1 the/DT/det/4 committee/NN/pobj/2 ,/,/punct/1"
        " Zed/NNP/compound/7 Pollex/NNP/appos/1 ,/,/punct/1 objected/VBD/ROOT/9/object and/CC/cc/9"
        " Mr/NNP/compound/12 Pollex/NNP/nsubj/13 left/VBD/conj/9/leave",
        {"Zed Pollex": "ORG"},
        [("Zed Pollex", "person"), ("Pollex", "person")],
        "who chairs a committee is no committee",
    ),
    (
        "Kazi/NNP/nsubj/7 ,/,/punct/0 a/DT/det/3 tailor/NN/poss/5 's/POS/case/3 apprentice/NN/appos/0"
        " ,/,/punct/0 told/VBD/ROOT/7/tell The/DT/det/9 Lantern/NNP/dobj/7 so/RB/advmod/7",
        {"Lantern": "PERSON"},
        [("Kazi", "person"), ("Lantern", "organization")],
        "a trade behind one name, an article before what no person's name has one before",
    ),
    (
        "Contractor/NNP/compound/3 Velumo/NNP/compound/3 Parking/NNP/compound/3 Solutions/NNPS/nsubj/4"
        " declined/VBD/ROOT/4/decline and/CC/cc/4 the/DT/det/7 firm/NN/nsubj/8 left/VBD/conj/4/leave",
        {},
        [("Velumo Parking Solutions", "organization")],
        "a contractor is often a body",
    ),
    (
        "Zedling/NNP/compound/2 Street/NNP/compound/2 Ponders/NNPS/nsubj/11 ,/,/punct/2 an/DT/det/6"
        " activist/JJ/amod/6 investor/NN/appos/2 that/WDT/nsubj/8 disclosed/VBD/relcl/6/disclose"
        " stakes/NNS/dobj/8/stake ,/,/punct/2 objected/VBD/ROOT/11/object",
        {"Zedling Street Ponders": "ORG"},
        [("Zedling Street Ponders", "organization")],
        "an investor that is a body",
    ),
    (
        "Chief/NNP/compound/2 Financial/NNP/compound/2 Officer/NNP/compound/4 Hiro/NNP/compound/4"
        " Tarnasi/NNP/nsubj/5 objected/VBD/ROOT/5/object",
        {"Hiro Tarnasi": "PERSON"},
        [("Hiro Tarnasi", "person")],
        "an office that opens like a title names nobody",
    ),
]


@pytest.mark.parametrize(("tokens", "ents", "expected", "why"), TOKENS, ids=[row[3] for row in TOKENS])
def test_find_names(tokens: str, ents: dict[str, str], expected: list[tuple[str, str]], why: str) -> None:
    doc = components.names(framed(tokens, ents=ents))
    assert [(name.text, name.kind) for name in doc._.names] == expected, why
    for name in doc._.names:
        assert doc.text[doc[name.start].idx : name.char_end] == name.text


SAID = "{{content={name}:“The tide was late and so were we,”}} {before}{name} told the harbour board."
PEOPLE = [
    ("", "Thandiwe Nkosi", "southern Africa"),
    ("Chief Executive ", "Ngozi Adebayo-Finch", "a hyphenated surname behind a post"),
    ("Chief Executive ", "Priyanka Oduya-Walsh", "a given name that the model leaves out behind a post"),
    ("", "Oluwaseun Adeyemi", "Nigeria"),
    ("", "Siddharth Venkataraman", "south India"),
    ("", "Kim Min-jun", "family name first, hyphenated"),
    ("", "Zhang Wei", "family name first"),
    ("", "Nguyen Thi Hoa", "three parts, family name first"),
    ("", "Ludwig van der Meer", "Dutch particles"),
    ("", "Khalid bin Rashid", "an Arabic particle"),
    ("", "Mohammed al-Hariri", "a particle joined by a hyphen"),
    ("", "María García López", "two surnames"),
    ("", "Jean-Luc Moreau-Petit", "hyphens in both"),
    ("", "Siobhán O'Reilly", "an accent and an apostrophe"),
    ("", "Kate O’Leary", "a curly apostrophe"),
    ("", "Martin McAllister", "a capital within"),
    ("", "Åsa Öberg", "letters with rings and dots"),
    ("", "John F. Whitfield Jr.", "an initial and a suffix"),
    ("", "J.K. Barlow", "initials alone"),
    ("", "Aleksandr Sokolov", "Russia"),
    ("", "Tomasz Wójcik", "Poland"),
    ("", "Katarína Nováková", "Slovakia"),
    ("", "Yuki Tanaka", "Japan"),
    ("", "Hinemoa Parata", "Aotearoa"),
    ("", "Olumide Bakare", "a given name that the model leaves out"),
    ("", "João Batista dos Santos", "Portuguese, a particle that looks like a verb"),
    ("", "Annelies de Vries", "a given name that looks like a verb"),
    ("", "Giovanni della Rovere", "a given name taken for a place"),
    ("", "Caoimhe Ní Bhriain", "an Irish particle with a capital"),
    ("", "Jo Church", "a surname that is a body's noun"),
    ("", "Ransome Bishop", "a surname that is a title"),
    ("", "Earl Ray Bodkin", "a given name that is a title"),
    ("Gov. ", "Earl Ray Bodkin", "the same behind a title"),
    ("", "Rose Summers", "two common words"),
    ("", "Robert “Bobby” Tennant", "a nickname in quotation marks"),
    ("Sir ", "Geoffrey Langton", "Sir"),
    ("Baroness ", "Thornbury", "a peer by one name"),
    ("Dr. ", "Helena Brandt", "Dr with a stop"),
    ("Detective Superintendent ", "Paul Greaves", "a police rank of two words"),
    ("Lt. Gen. ", "Marcus Oyelaran", "two military ranks"),
    ("the Rev. ", "Clara Dunmore", "a minister of the church"),
    ("Prime Minister ", "Signe Holm", "an office of two words"),
    ("the singer ", "Lumo", "a mononym with a role"),
]
NAMES_KNOWN = {
    "Portuguese, a particle that looks like a verb": "the parse makes “dos” the verb: no subject is left",
}


@pytest.mark.model
@pytest.mark.parametrize(
    ("source", "why"),
    marked.table([(SAID.format(name=n, before=b), why) for b, n, why in PEOPLE], NAMES_KNOWN),
)
def test_full_names(extractor: Extractor, source: str, why: str) -> None:
    row = marked.read(source)
    (quote,) = extractor.extract(row.text).quotes
    assert quote.speaker is not None
    assert quote.speaker.name == row.speakers[0], why
    assert quote.speaker.kind == "person"


LATER = [
    ("Niamh O’Leary", "O’Leary", "a surname that the tagger takes for an adverb"),
    ("Rose Summers", "Summers", "a surname that is a common noun"),
    ("Jo Church", "Church", "a surname that is a body's noun"),
    ("Guðrún Helgadóttir", "Guðrún", "the first name alone, as Icelanders have it"),
    ("Nguyen Thi Lan Anh", "Lan Anh", "given names behind the family name"),
    ("Beatriz Castellanos Roig", "Castellanos Roig", "two surnames"),
    ("Caoimhe Ní Bhriain", "Ní Bhriain", "a particle with a capital"),
    ("Annelies de Vries", "de Vries", "a particle in small letters"),
    ("Kirra Nungarrayi", "Nungarrayi", "taken for a body where it is printed in full"),
    ("Oyelaran Adeyemi", "Adeyemi", "taken for a place where it is printed in full"),
    ("Ciarán Ó Súilleabháin", "Ó Súilleabháin", "a particle of one letter"),
]


LED = [
    ("Later {short} told the board it was", "Ines Duarte", "Duarte", "a sentence's first word, an adverb"),
    ("Outside {short} called the harbour", "Tom Whitlow", "Whitlow", "the same, a place"),
    ("Overnight {full} called the harbour", "Ines Duarte", "Duarte", "the same before a full name"),
    ("Chef {short} called the harbour", "Oyelaran Adeyemi", "Adeyemi", "a role before a surname alone"),
    (
        "Striker {full} called the harbour",
        "Oyelaran Adeyemi",
        "Adeyemi",
        "a role before an unknown given name",
    ),
    ("Ch Insp {short} called the harbour", "Ines Duarte", "Duarte", "a rank abbreviated, without stops"),
    ("Labour MP {short} called the harbour", "Grace Young", "Young", "a party and a role"),
    ("Republican {short} called the harbour", "Tom Whitlow", "Whitlow", "a party's member"),
    ("Canon {full} called the harbour", "Oyelaran Adeyemi", "Adeyemi", "a title that is a surname too"),
    (
        "Secretary of State {full} called the harbour",
        "Grace Young",
        "Young",
        "a title that the model cuts in two",
    ),
    (
        "Head coach {short} called the harbour",
        "Tom Whitlow",
        "Whitlow",
        "a role whose first word has the capital",
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("led", "full", "short", "why"), LED)
def test_what_stands_before_a_name(extractor: Extractor, led: str, full: str, short: str, why: str) -> None:
    text = (
        f"The dredging began on Monday. {full} lives by the lock with two dogs.\n\n"
        f"{led.format(full=full, short=short)} “a hole that we pour money into”."
    )
    (quote,) = extractor.extract(text).quotes
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.kind) == (full, "person"), why


@pytest.mark.model
def test_a_programme_called_after_somebody_is_nobody(extractor: Extractor) -> None:
    text = (
        "On Tuesday’s episode of “The Tom Whitlow Morning Show,” the former mayor said she wanted to speak"
        " “to the whole of the valley.”\n\nInes Duarte, a former mayor, lost in May."
    )
    (quote,) = extractor.extract(text).quotes
    assert quote.speaker is None or "Show" not in quote.speaker.name


@pytest.mark.model
def test_a_campaign_is_not_who_it_is_for(extractor: Extractor) -> None:
    text = (
        "Tom Whitlow is running for mayor. A document on the Whitlow campaign’s website states that the grant"
        " is “only for the few who ask.” Whitlow was not there."
    )
    (quote,) = extractor.extract(text).quotes
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.kind) == ("Whitlow campaign", "organization")


SPEAKS = [
    ("“It leaks,” said Sgt. {name}. “It always did.”", "Ines Duarte", "a stop that ends no sentence"),
    ("“It leaks,” said Maj. Gen. {name}.", "Tom Whitlow", "two of them"),
    ("“It leaks,” said Co-founder {name}.", "Ines Duarte", "a role with a hyphen"),
    ("“It leaks,” said Head coach {name}.", "Zdeňka Novotná", "a role whose first word has the capital"),
    ("Said {name}: “It leaks.”", "Ines Duarte", "a verb that is a given name too"),
    ("Said {name}, a joiner: “It leaks.”", "Tom Whitlow", "the same with a role behind the name"),
    ("“It leaks,” Said {name} told the board.", "Masri", "a given name that is a verb too"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "name", "why"), SPEAKS)
def test_who_speaks_behind_a_title(extractor: Extractor, text: str, name: str, why: str) -> None:
    quotes = extractor.extract(text.format(name=name)).quotes
    assert quotes
    for quote in quotes:
        assert quote.speaker is not None
        assert quote.speaker.name == (name if " " in name else f"Said {name}"), why


@pytest.mark.model
@pytest.mark.parametrize(("full", "short", "why"), LATER)
def test_short_forms(extractor: Extractor, full: str, short: str, why: str) -> None:
    text = (
        f"The dredging began on Monday. {full}, 43, a joiner, lives by the lock.\n\n"
        f"“It shook the cups off the shelf,” {short} told the harbour board."
    )
    (quote,) = extractor.extract(text).quotes
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.kind) == (full, "person"), why


LEDES = [
    (
        "Grace Mbeki met Owen Pryce. {content=Grace Mbeki:“It works,”} Mbeki said.",
        "a lede of names is no headline",
    ),
    (
        "Grace Mbeki Hails New Bridge\n\nThe bridge opened on Friday.\n\n"
        "{content=Grace Mbeki:“It works,”} said Grace Mbeki, the mayor.",
        "a headline in capitals: the body tells where the name ends",
    ),
    (
        "Traders Rip Grace Mbeki As A Coward\n\nThe market of Grace Mbeki’s town closed on Friday.\n\n"
        "{content=Grace Mbeki:“It works,”} Mbeki said.",
        "a headline in capitals: the body tells where the name starts",
    ),
    (
        "Bridge opens at last, says Mbeki\n\nThe bridge opened on Friday.\n\n"
        "{content=Grace Mbeki:“It works,”} said Grace Mbeki, the mayor.",
        "a headline with the surname first",
    ),
]


@pytest.mark.model
@pytest.mark.parametrize(("source", "why"), marked.table(LEDES, {}))
def test_headlines(extractor: Extractor, source: str, why: str) -> None:
    row = marked.read(source)
    quotes = extractor.extract(row.text).quotes
    assert marked.speakers_of(quotes, row.speakers) == row.speakers, why
