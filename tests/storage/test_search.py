"""Whatever a user types is words: no engine's operator comes through, on either database."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from peewee import Database

from service.storage import articles, quotes, search, speakers, topics
from service.storage.articles import ArticleFilter
from service.storage.quotes import QuoteFilter
from service.storage.search import Term
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article

READ = [
    ("flood wall", [Term("flood"), Term("wall")], []),
    ('"flood wall"', [Term("flood wall")], []),
    ("“flood wall”", [Term("flood wall")], []),
    ('"flood wall', [Term("flood wall")], []),  # a mark that is not closed
    ("wall -levee", [Term("wall")], [Term("levee")]),
    ('-"flood wall"', [], [Term("flood wall")]),
    ("flo*", [Term("flo*", True)], []),
    ('"flood wa"*', [Term("flood wa", True)], []),
    ("wall OR levee", [Term("wall"), Term("OR"), Term("levee")], []),  # no operators, just words
    ("text:wall", [Term("text:wall")], []),
    ("- * () \" '", [], []),
    ("", [], []),
]


@pytest.mark.parametrize(("typed", "wanted", "unwanted"), READ, ids=[typed for typed, _, _ in READ])
def test_what_is_typed_is_read_into_terms(typed: str, wanted: list[Term], unwanted: list[Term]) -> None:
    terms = search.read(typed)
    assert (list(terms.wanted), list(terms.unwanted)) == (wanted, unwanted)


def test_a_query_has_an_end() -> None:
    assert len(search.read("word " * 10_000).wanted) == search.MOST_TERMS


HOSTILE = st.text(
    alphabet=st.one_of(st.sampled_from("\"'()*:^-+&|!<>\\{}%_? ANDORNEAR\0\n"), st.characters()), max_size=40
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=HOSTILE)
@example(typed='" OR 1=1 --')
@example(typed="NEAR(a b, 2)")
@example(typed="'); DROP TABLE quote; --")
@example(typed="a" * 5_000)
@example(typed="½ ⑴ ﬁ ª İ ß")
def test_no_search_fails(database: Database, typed: str) -> None:
    for sort in ("-published_at", "relevance"):
        quotes.find(QuoteFilter(q=typed), sort=sort)
    quotes.find(QuoteFilter(role=typed, speaker=typed, topic=typed, publication=typed, medium=typed))
    articles.find(ArticleFilter(q=typed, url=typed, external_id=typed, publication=typed))
    speakers.find(typed)
    topics.find(typed)


def test_a_quote_is_found_by_its_own_words(database: Database, subtests: pytest.Subtests) -> None:
    """Words with accents, ligatures, other scripts, digits and joiners are found as they were printed."""
    words = [
        "Кто построил эту стену",
        "مرحبا بالعالم",
        "naïve façade",
        "the e-mail of 3.5 kW",
        "Straße",
        "日本語",
    ]
    lines = [Line(words=said) for said in words]
    ingest(Submission(text=article(*lines)), ScriptedReader(*lines), 10_000)
    for said in words:
        with subtests.test(said):
            assert [quote.text for quote in quotes.find(QuoteFilter(q=said)).items] == [said]
    assert quotes.find(QuoteFilter(q="naive facade")).total == 1


def test_a_very_long_article_is_stored_and_found(database: Database) -> None:
    text = "The harbour. " + " ".join(f"word{number:x}é" for number in range(120_000))
    ingest(Submission(text=text), ScriptedReader(), 2_000_000)
    assert articles.find(ArticleFilter(q="harbour")).total == 1


def test_articles_are_found_by_title_and_text_together(database: Database) -> None:
    ingest(Submission(text="Rain again.", title="Harbour news"), ScriptedReader(), 100)
    assert articles.find(ArticleFilter(q="harbour rain")).total == 1
    assert articles.find(ArticleFilter(q="harbour snow")).total == 0
    assert articles.find(ArticleFilter(q="harbour -rain")).total == 0
