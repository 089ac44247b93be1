"""An article is stored once however often it is sent, with its quotes, all or nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from peewee import Database

from service.storage import articles, first_readings, quotes, speakers, topics
from service.storage.articles import ArticleFilter
from service.storage.models import ArticleRevision
from service.storage.quotes import QuoteFilter
from service.tracker.intake import Submission
from service.tracker.processing import Ingested, ingest, reextract
from tests.scripted import Line, ScriptedReader, article

WALL = Line(words="Build the wall", by="Ada Byron", aliases=("Byron",), role="mayor", about=("Flood walls",))
GATE = Line(words="Close the|gate", by="Bo Li", about=("Gates", "Flood walls"))
READER = ScriptedReader(WALL, GATE)
TEXT = article(WALL, GATE)


def send(text: str = TEXT, **fields: str) -> Ingested:
    return ingest(Submission(text=text, **fields), READER, 100_000)


def test_an_article_is_stored_as_it_was_sent(database: Database) -> None:
    stored = send(title="Walls", url="https://example.org/1", publication="Wire", published_at="2024-03-12")
    assert stored.outcome == "created"
    assert stored.article == articles.get(stored.article.id)
    assert (stored.article.text, stored.article.revision, stored.article.quote_count) == (TEXT, 1, 2)
    assert stored.quotes == quotes.of_article(stored.article.id)
    wall, gate = stored.quotes
    assert quotes.get(wall.id) == wall
    assert (wall.text, wall.speaker and wall.speaker.name, wall.role) == (WALL.words, "Ada Byron", "mayor")
    assert (gate.text, len(gate.segments)) == ("Close the gate", 2)
    for quote in stored.quotes:
        spans = [*quote.segments, quote.evidence.speaker]
        assert all(span and TEXT[span.start : span.end] == span.text for span in spans)
    assert [topic.name for topic in gate.topics] == ["Flood walls", "Gates"]


# What was stored, what is sent then, and whether that is the same article, and its revision.
SAME = [
    ("all of it", {"url": "u", "external_id": "e"}, {"url": "u", "external_id": "e"}, TEXT, "unchanged", 1),
    ("less of it", {"url": "u", "title": "T"}, {"url": "u"}, TEXT, "unchanged", 1),
    ("the id, other words", {"external_id": "e"}, {"external_id": "e"}, "New.", "revised", 2),
    ("the url, other words", {"url": "u"}, {"url": "u"}, "New.", "revised", 2),
    ("the same words, another title", {"url": "u", "title": "T"},
     {"url": "u", "title": "V"}, TEXT, "revised", 2),
    ("only words", {}, {}, TEXT, "unchanged", 1),
    ("words of a known url", {"url": "u"}, {}, TEXT, "unchanged", 1),
    ("an address later", {}, {"url": "u"}, TEXT, "unchanged", 1),
    ("an id later", {"url": "u"}, {"url": "u", "external_id": "e"}, TEXT, "unchanged", 1),
    ("the id, another url", {"external_id": "e", "url": "u"},
     {"external_id": "e", "url": "v"}, TEXT, "unchanged", 1),
    ("the publication in other letters", {"external_id": "e", "publication": "Wire"},
     {"external_id": "e", "publication": "WIRE"}, TEXT, "revised", 2),
    ("other words", {}, {}, "New.", "created", 1),
    ("another url", {"url": "u"}, {"url": "v"}, TEXT, "created", 1),
    ("another id", {"url": "u", "external_id": "e"}, {"url": "u", "external_id": "f"}, TEXT, "created", 1),
    ("the id of another publication", {"external_id": "e", "publication": "Wire"},
     {"external_id": "e", "publication": "Post"}, TEXT, "created", 1),
    ("the words in another publication", {"publication": "Wire"},
     {"publication": "Post"}, TEXT, "created", 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("stored", "sent", "text", "outcome", "revision"),
    [row[1:] for row in SAME],
    ids=[row[0] for row in SAME],
)
def test_which_article_a_post_is(
    database: Database, stored: dict[str, str], sent: dict[str, str], text: str, outcome: str, revision: int
) -> None:
    first = send(**stored)
    second = send(text, **sent)
    assert (second.outcome, second.article.revision) == (outcome, revision)
    assert (second.article.id == first.article.id) is (outcome != "created")
    assert articles.find(ArticleFilter()).total == (2 if outcome == "created" else 1)
    for name, value in sent.items():
        assert getattr(second.article, name) == value
    assert send(text, **sent).outcome == "unchanged"


def test_the_same_article_again_is_not_even_read(database: Database) -> None:
    send(url="u")
    calls = READER.calls
    again = send(url="u")
    assert READER.calls == calls
    assert [quote.id for quote in again.quotes] == [quote.id for quote in quotes.find(QuoteFilter()).items][
        ::-1
    ]


def test_a_revision_keeps_the_ids_of_unchanged_quotes_and_the_text_before(database: Database) -> None:
    before = send(url="u")
    after = send("An editor's note.\n\n" + article(GATE) + article(WALL, WALL), url="u")
    assert {quote.id for quote in before.quotes} < {quote.id for quote in after.quotes}
    assert len({quote.id for quote in after.quotes}) == 3, "the same words twice are two quotes"
    assert all(quote.revision == 2 for quote in after.quotes)
    kept = ArticleRevision.get()
    assert (kept.number, kept.text) == (1, TEXT)


def test_a_dropped_quote_takes_its_speaker_and_topics_along(database: Database) -> None:
    send(url="u")
    send(article(WALL), url="u")
    assert [speaker.name for speaker in speakers.find().items] == ["Ada Byron"]
    assert [topic.slug for topic in topics.find().items] == ["flood-walls"]
    assert quotes.find(QuoteFilter(q="gate")).total == 0


def test_a_new_reader_replaces_what_the_old_one_read(database: Database) -> None:
    stored = send()
    better = ScriptedReader(Line(words="Build the wall", by="Ada King Byron", role="the mayor"), version="2")
    again = reextract(stored.article.id, better)
    assert [quote.id for quote in again.quotes] == [stored.quotes[0].id]
    assert again.quotes[0].role == "the mayor"
    assert {again.article.extractor, again.quotes[0].extractor} == {"2"}
    assert [speaker.name for speaker in speakers.find().items] == ["Ada King Byron"]
    assert quotes.find(QuoteFilter(speaker="Li")).total == 0


@pytest.mark.parametrize(
    ("fields", "distinct"),
    [({"url": "u"}, False), ({"external_id": "e"}, False), ({}, False), ({"url": "u"}, True)],
    ids=["one url", "one id", "only the text", "two articles that share speakers"],
)
def test_sent_at_once_nothing_doubles_and_nothing_fails(
    database: Database, fields: dict[str, str], distinct: bool
) -> None:
    workers, rounds = 4, 6
    ready = Barrier(workers)

    def post(number: int) -> list[str]:
        outcomes = []
        for turn in range(rounds):
            ready.wait(30)
            own = {"url": f"{turn}-{number}"} if distinct else {k: f"{v}{turn}" for k, v in fields.items()}
            outcomes.append(send(f"{TEXT} Round {turn}.", **own).outcome)
        database.close()
        return outcomes

    with ThreadPoolExecutor(workers) as pool:
        outcomes = [outcome for sent in pool.map(post, range(workers)) for outcome in sent]
    articles_stored = rounds * (workers if distinct else 1)
    assert outcomes.count("created") == articles_stored
    assert articles.find(ArticleFilter()).total == articles_stored
    assert quotes.find(QuoteFilter()).total == 2 * articles_stored
    assert sorted(speaker.name for speaker in speakers.find().items) == ["Ada Byron", "Bo Li"]
    assert topics.find().total == 2


def test_what_fails_halfway_leaves_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., Any] = first_readings.store

    def fail(*arguments: object) -> None:
        real(*arguments)
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(first_readings, "store", fail)
    with pytest.raises(RuntimeError):
        send()
    assert articles.find(ArticleFilter()).total == 0
    assert (speakers.find().total, topics.find().total, quotes.find(QuoteFilter(q="wall")).total) == (0, 0, 0)
