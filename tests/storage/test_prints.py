"""Fingerprints: what shares some, what is found by them, and that they follow the quotes."""

import pytest
from peewee import Database

from service.storage import articles, prints
from service.storage.models import Quote, QuotePrint
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article

PAIRS = [
    (
        "We will open the bridge",
        "we will NOT open any bridge",
        "negations and function words are passed over",
    ),
    ("the harbour programme", "the harbor program", "spelling"),
    ("the bridges opened late", "the bridge opened", "a plural"),
    ("close the old gate", "close the green gate", "a short text with one word changed"),
    ("it is not so", "It is not so!", "a text of function words only, as a whole"),
]


@pytest.mark.parametrize(("one", "other", "why"), PAIRS)
def test_alike_texts_share_a_fingerprint(one: str, other: str, why: str) -> None:
    assert set(prints.fingerprints(one)) & set(prints.fingerprints(other)), why


@pytest.mark.parametrize("text", ["", "…", "“”", "[sic]"])
def test_no_words_no_fingerprints(text: str) -> None:
    assert prints.fingerprints(text) == ()


def test_prints_follow_the_quotes(database: Database) -> None:
    lines = (Line(words="Open the old bridge"), Line(words="Close the new gate"))
    submission = Submission(text=article(*lines), url="u")
    done = ingest(submission, ScriptedReader(*lines), 1000)
    wanted = {one for line in lines for one in prints.fingerprints(line.words)}
    assert {row.hash for row in QuotePrint.select()} == wanted
    ingest(Submission(text=article(lines[0]), url="u"), ScriptedReader(*lines), 1000)
    assert {row.hash for row in QuotePrint.select()} == set(prints.fingerprints(lines[0].words))
    articles.delete(done.article.id)
    assert QuotePrint.select().count() == 0


def test_the_likeliest_comes_first(database: Database) -> None:
    lines = (Line(words="The bridge opens on Monday for good"), Line(words="The bridge opens again"))
    ingest(Submission(text=article(*lines), url="u"), ScriptedReader(*lines), 1000)
    texts = [Quote.get(Quote.pk == pk).text for pk in prints.candidates("the bridge opens Monday", 5)]
    assert texts == [line.words for line in lines]
    assert prints.candidates("...", 5) == []
