"""Roles beside names in forms less usual: nouns that no list has, lists, bodies, ranks and tags."""

import pytest

from service.extraction.extractor import Extractor
from service.extraction.naming.agents import agent_head, hyphened, is_agent
from tests.extraction import marked
from tests.extraction.parsed import parsed

NOUNS = [
    ("modeller/NN/ROOT/0", True, "one who models"),
    ("payers/NNS/ROOT/0", True, "several"),
    ("cellist/NN/ROOT/0", True, "another ending"),
    ("letter/NN/ROOT/0", False, "a thing with such an ending"),
    ("deer/NN/ROOT/0", False, "too short to tell"),
    ("Tanner/NNP/ROOT/0", False, "a name"),
    ("later/RB/ROOT/0", False, "no noun"),
    ("dam/NN/ROOT/0", False, "no such ending"),
]

PHRASES = [
    ("rate/NN/compound/1 payer/NN/ROOT/1 from/IN/prep/1 winter/NN/pobj/2", 1, "up to a preposition"),
    ("fourth/JJ/amod/2 -/HYPH/punct/2 grader/NN/ROOT/2", 2, "behind a hyphen"),
    ("payer/NN/compound/1 dam/NN/ROOT/1", None, "the last noun names somebody, no other"),
    ("modeller/NN/ROOT/0 looking/VBG/acl/0 on/IN/prep/1", 0, "up to a participle"),
]


@pytest.mark.parametrize(("tokens", "expected", "why"), NOUNS, ids=[row[2] for row in NOUNS])
def test_is_agent(tokens: str, expected: bool, why: str) -> None:
    assert is_agent(parsed(tokens)[0]) is expected, why


@pytest.mark.parametrize(("tokens", "expected", "why"), PHRASES, ids=[row[2] for row in PHRASES])
def test_agent_head(tokens: str, expected: int | None, why: str) -> None:
    doc = parsed(tokens)
    assert agent_head(doc, 0, len(doc)) == expected, why


def test_a_spaced_dash_joins_nothing() -> None:
    doc = parsed("at/IN/prep/2 -/:/punct/2 sea/NN/ROOT/2")
    assert not hyphened(doc, 0)


ROWS = [
    (
        "“It leaks and drips all day long,” said Nora Quist, a {role:dike modeller at the Tarn Institute},"
        " who was not asked before.",
        "a noun that no list has, by its ending and its article",
    ),
    (
        "Nora Quist, an {role:at-large member of the dam board}, spoke last. “It leaks and drips all day"
        " long,” Quist said.",
        "a preposition within a word with hyphens ends no description",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist, a {role:seventh-grader at Ely Middle School}.",
        "a noun with hyphens that no list has",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist, a {role:University of Leeds engineering"
        " professor}.",
        "the body before the noun has an “of” of its own",
    ),
    (
        "“It leaks and drips all day long,” said Nora Quist, a long time after the flood.",
        "a time is no role",
    ),
    (
        "A {role:trawler captain} called Nora Quist raised her hand. “It leaks and drips all day long,”"
        " Quist said.",
        "called",
    ),
    (
        "Next to speak was a {role:retired plumber} named Nora Quist. “It leaks and drips all day"
        " long,” Quist said.",
        "named",
    ),
    (
        "The {role:head of drains and culverts}, Nora Quist, sighed. “It leaks and drips all day long,”"
        " she said.",
        "two things one is head of",
    ),
    (
        "The {role:Commissioner for Water, Roads and Harbours}, Nora Quist, sighed. “It leaks and drips all"
        " day long,” Quist said.",
        "a list within the office",
    ),
    (
        "The {role:moderator}, public radio’s Nora Quist, sighed. “It leaks and drips all day long,”"
        " Quist told them.",
        "between role and name whose she is",
    ),
    (
        "Two {role:water engineers}, Nora Quist and Alan Park, came to Ely. “It leaks and drips all day"
        " long,” Quist said.",
        "of two, with a number and without an article",
    ),
    (
        "{role:Director, Ely Ports Authority}, Dr Nora Quist, sighed. “It leaks and drips all day long,”"
        " Quist said.",
        "a post and its body, each behind a comma",
    ),
    (
        "The {role:head of the Ely Ports Union}, Brother Nora Quist, sighed. “It leaks and drips all day"
        " long,” Quist said.",
        "a title that no list has, between comma and name",
    ),
    (
        "The Mayor, Alan Park, Nora Quist, and Ed Fox came to Ely. “It leaks and drips all day long,”"
        " Quist said.",
        "a list of people",
    ),
    (
        "He and {role:House Rules Committee Chairman} Bob Quist both went home. “It leaks and drips all day"
        " long,” Quist said.",
        "the word that joins two people is no part of the role",
    ),
    (
        "The captain named Nora Quist to the side on Monday. “It leaks and drips all day long,” Quist said.",
        "whom somebody names is not what they are",
    ),
    (
        "One {role:water engineer}, Nora Quist, came to Ely. “It leaks and drips all day long,” Quist said.",
        "a number is no part of the role",
    ),
    (
        "{role:Consultant engineer} Prof Nora Quist came to Ely. “It leaks and drips all day long,”"
        " Quist said.",
        "what somebody is before a rank",
    ),
    (
        "{role:Dam rate payer} Nora Quist came to Ely. “It leaks and drips all day long,” Quist said.",
        "before the name, a noun that no list has",
    ),
    (
        "The council met in Ely. “It leaks and drips all day long,” wrote {role:NBC}’s Nora Quist.",
        "whose she is, where nothing else is told",
    ),
    (
        "Alan Park left first. On the stage were now only Quist, and a chair. “It leaks and drips all day"
        " long,” Nora Quist said.",
        "what is beside somebody is no role",
    ),
    (
        "Then up got Sir Alan Quist ({role:Con, Vale of Ely}), who has been there for ever. “It leaks and"
        " drips all day long,” Quist said.",
        "for whom and where, where nothing else is told",
    ),
]

TRANSCRIPT = """ALAN PARK, HOST: Nora Quist is the mayor of Ely. She joins us from her kitchen. Good morning.

NORA QUIST: Good morning. It leaks and drips all day long.

PARK: What will you do about it, and when?

QUIST: I will buy a bucket and then I will buy another one.
"""

TAGGED = [
    ("Cllr Nora Quist (Lab, Ely South)", "Cllr (Lab, Ely South)", "title, party and ward"),
    ("Rep. Nora Quist (D-Ohio)", "Rep. (D-Ohio)", "title, party and state"),
    ("Cllr Nora Quist (who was ill)", "Cllr", "brackets about something else"),
    ("Cllr Nora Quist (56)", "Cllr", "an age"),
]


@pytest.mark.model
@pytest.mark.parametrize(("subject", "role", "why"), TAGGED, ids=[row[2] for row in TAGGED])
def test_title_and_tag_are_one_role(extractor: Extractor, subject: str, role: str, why: str) -> None:
    text = f"“It leaks and drips all day long,” said {subject} in Ely. Quist left. “It drips,” she said."
    for quote in extractor.extract(text).quotes:
        assert quote.role == role, why
        span = quote.evidence.role
        assert span is not None
        assert span.text == text[span.start : span.end]
        assert span.text.startswith(role.split(" ")[0])
        assert span.text.endswith(role.split(" ")[-1]), "the proof goes on to the tag"


@pytest.mark.model
@pytest.mark.parametrize(("source", "why"), marked.table(ROWS, {}))
def test_role_beside_the_name(extractor: Extractor, source: str, why: str) -> None:
    row = marked.read(source)
    quotes = extractor.extract(row.text).quotes
    assert quotes, why
    for quote in quotes:
        assert quote.role == row.printed("role"), why
        if quote.evidence.role is not None:
            assert (quote.evidence.role.start, quote.evidence.role.end) == row.evidence["role"][0]


@pytest.mark.model
def test_role_in_a_label_holds_for_the_next_ones(extractor: Extractor) -> None:
    quotes = extractor.extract(TRANSCRIPT).quotes
    told = {(quote.speaker.name, quote.role) for quote in quotes if quote.speaker is not None}
    assert told == {("Alan Park", "HOST"), ("Nora Quist", "mayor of Ely")}


HEADLINES = [
    ("Nora Quist, marsh poet who rowed alone, dies at 90", "marsh poet", "as an obituary's headline tells"),
    ("Nora Quist, 90, dies", None, "an age"),
    ("Nora Quist, lighthouse keeper, dies at 90", None, "not in the text's words"),
    ("Alan Park, marsh poet, on Nora Quist", None, "somebody else's"),
]


@pytest.mark.model
@pytest.mark.parametrize(("title", "role", "why"), HEADLINES, ids=[row[2] for row in HEADLINES])
def test_role_in_the_headline(extractor: Extractor, title: str, role: str | None, why: str) -> None:
    text = (
        "Nora Quist, who has died aged 90, was once asked why she rowed. “It leaks and drips all day long,”"
        " Quist said. She was the last to have lived as a marsh poet."
    )
    for quote in extractor.extract(text, title=title).quotes:
        assert quote.role == role, why
        assert quote.evidence.role is None or quote.evidence.role.text == role
