"""Both databases find the same: every query over one corpus, held against what a person expects of it."""

import json
import re
from pathlib import Path

import pytest
from peewee import Database

from service.storage import quotes
from service.storage.database import database as bound
from service.storage.quotes import QuoteFilter
from service.storage.stems import forms, stem, stems
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article

CORPUS = {
    "floods": "The floods came twice and the flooding never stopped",
    "cafe": "We met at the Café Zoë, naïve as we were",
    "decomposed": "The cafe\u0301 burned down",
    "dont": "We don’t and won’t negotiate with the council’s lawyers",
    "negotiations": "Negotiations over the state-of-the-art ferry are over",
    "hamlet": "To be or not to be was never the question",
    "apology": "An apology costs nothing, and apologies cost less",
    "universities": "Universities are not universal",
    "number": "It cost 3.5 million in the 1990s, or 12,000 a day",
    "ligature": "The ﬁrst ﬂood of the year",
    "russian": "Мы построили эту стену",
    "strasse": "Die Straße ist gesperrt",
    "acronym": "The U.S. and the A.C.L.U. disagree",
    "email": "Send an e-mail to the co-operative",
    "trademark": "Nobody buys Fizz™ any more",
}

# query, what it finds, why the row exists
CASES: list[tuple[str, set[str], str]] = [
    ("flood", {"floods", "ligature"}, "a stem, and a ligature"),
    ("flooded", {"floods", "ligature"}, "another form of it"),
    ('"flooding never"', {"floods"}, "a phrase by stems"),
    ('"never flooding"', set(), "not in this order"),
    ("cafe", {"cafe", "decomposed"}, "accents aside, composed or not"),
    ("CAFÉ", {"cafe", "decomposed"}, "whatever the case"),
    ("zoe naive", {"cafe"}, "two words anywhere"),
    ("first", {"ligature"}, "a ligature is its letters"),
    ("don't", {"dont"}, "a straight apostrophe"),
    ("won’t", {"dont"}, "a curly one"),
    ("council", {"dont"}, "a possessive"),
    ("negotiat*", {"dont", "negotiations"}, "a beginning that is longer than the stem"),
    ("negotiations*", {"negotiations"}, "a beginning that is the whole word"),
    ("negotiation", {"dont", "negotiations"}, "a stem"),
    ('"state of the art"', {"negotiations"}, "a hyphen parts words"),
    ("state-of-the-art", {"negotiations"}, "and so it does in the query"),
    ("art -ferry", set(), "an exclusion"),
    ('question -"never stopped"', {"hamlet"}, "a phrase is left out"),
    ('"the flooding" never -ferry -wall', {"floods"}, "a phrase, a word and two exclusions"),
    ('the -"was never" -"never stopped" flood', {"ligature"}, "two phrases are left out"),
    ("flood* -ligature -yea*", {"floods"}, "a beginning, one of the exclusions too"),
    ("never -flood*", {"hamlet"}, "what begins so is left out"),
    ("-the -a", {"apology", "universities", "russian", "strasse", "trademark"}, "exclusions alone"),
    ("to be or not to be", {"hamlet"}, "stop words are words"),
    ('"not to be"', {"hamlet"}, "as a phrase"),
    ("apologize -nothing", set(), "another stem"),
    ("apology", {"apology"}, "where the engines' own stemmers part"),
    ("universal", {"universities"}, "its own stem"),
    ("1990s", {"number"}, "a number with a letter"),
    ("3.5", {"number"}, "a number with a point"),
    ("12,000", {"number"}, "a number with a comma"),
    ("стену", {"russian"}, "another script"),
    ("стен*", {"russian"}, "its beginning"),
    ("strasse", {"strasse"}, "the sharp s"),
    ("STRASSE", {"strasse"}, "in capitals"),
    ("U.S.", {"acronym"}, "an acronym with points"),
    ("e-mail", {"email"}, "a hyphen"),
    ("coop*", set(), "half a hyphenated word"),
    ("operat*", {"email"}, "a beginning after the hyphen"),
    ('"was nev"*', {"hamlet"}, "a phrase whose last word goes on"),
    ("be AND or", set(), "operators are words"),
    ("💧", set(), "no word at all"),
]


@pytest.fixture
def corpus(database: Database) -> None:
    lines = [Line(words=words) for words in CORPUS.values()]
    ingest(Submission(text=article(*lines)), ScriptedReader(*lines), 10_000)


def test_every_query_finds_what_it_should(corpus: None, subtests: pytest.Subtests) -> None:
    names = {words: name for name, words in CORPUS.items()}
    for query, expected, why in CASES:
        for sort in ("-published_at", "relevance"):
            with subtests.test(f"{query} {sort}"):
                found = quotes.find(QuoteFilter(q=query), sort=sort, limit=100)
                assert {names[quote.text] for quote in found.items} == expected, why
                assert (found.total, found.exact) == (len(expected), True)


def test_relevance_is_the_same_order_everywhere(corpus: None) -> None:
    page = quotes.find(QuoteFilter(q="the"), sort="relevance", limit=100)
    first = [quote.text for quote in page.items][:3]
    assert first == [CORPUS["ligature"], CORPUS["acronym"], CORPUS["floods"]]


def test_what_is_found_is_highlighted(corpus: None, subtests: pytest.Subtests) -> None:
    """The engines find and the highlighter marks by the same rules: a quote that is found has a mark."""
    for query, expected, why in CASES:
        if not expected or query.startswith("-"):
            continue
        with subtests.test(query):
            for quote in quotes.find(QuoteFilter(q=query), limit=100).items:
                assert quote.hit is not None
                assert quote.hit.highlights, why
                for mark in quote.hit.highlights:
                    assert quote.text[mark.start : mark.end] == mark.text


SEEDS = Path(__file__).parents[2] / "seeds" / "articles.ndjson"


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.postgres
def test_the_stemmer_is_snowballs(database: Database) -> None:
    """PostgreSQL has the reference; the words are those of the seeds and some with rules of their own."""
    text = " ".join(json.loads(line)["text"] for line in SEEDS.read_text("utf-8").splitlines())
    words = sorted({*re.findall(r"[a-z]+", text.casefold()), *RULES.split()})
    rows = bound.execute_sql(
        "SELECT word, (ts_lexize('english_stem', word))[1] FROM unnest(%s::text[]) AS word", (words,)
    ).fetchall()
    # English stop words have no stem there.
    assert [(word, theirs, stem(word)) for word, theirs in rows if theirs and theirs != stem(word)] == []
    assert len(rows) > 3_000


RULES = """
generously communism arsenal skis skies dying gently ugly news inning innings proceed exceeding ties
cries gas this gaps kiwis caresses agreed agreedly hopped hoping luxuriated troubled sized falling
hissing happy cry say enjoy relational conditional rationalize allowancy digitizer conformably
radically vilely analogously vietnamization predication operator feudalism decisiveness hopefulness
callousness formality sensitivity sensibility possibly geology electrical electricity formative
formalize goodness revival inference airliner gyroscopic adjustable defensible irritant replacement
adjustment dependent adoption activate homologous effective bowdlerize rate cease controlling
rolling apologies horribly yes youth boyish
"""


def test_a_word_and_its_forms() -> None:
    assert stems("Flooded streets, 3 of them") == "flood street 3 of them"
    assert forms("Flooded streets and flooded roads") == "flooded streets roads"
    assert stems(None) == forms(None) == ""
    assert len(stems("é" * 5_000)) == 200
