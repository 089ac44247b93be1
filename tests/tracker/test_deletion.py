"""A deleted article leaves nothing that only it gave, and takes nothing that another gave too."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from peewee import Database

from service.errors import NotFound
from service.storage import articles, decisions, quotes, speakers, topics
from service.storage.articles import ArticleFilter
from service.storage.database import is_postgresql
from service.storage.job_tables import Job, JobItem
from service.storage.quotes import QuoteFilter
from service.storage.speaker_tables import NameSlip, NameWord
from service.storage.tables import TABLES
from service.tracker.deletion import delete
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article

WALL = Line(words="Build the wall", by="Ada Byron", aliases=("Countess",), about=("Walls",))
GATE = Line(words="Close the gate", by="Bo Li", about=("Gates",))
CROWD = Line(words="Never", by="residents", kind="group", role="neighbours")
READER = ScriptedReader(WALL, GATE, CROWD)


def send(*lines: Line, url: str) -> str:
    return ingest(Submission(text=article(*lines), url=url), READER, 10_000).article.id


def test_nothing_is_left_of_the_only_article(database: Database) -> None:
    article_id = send(WALL, GATE, CROWD, url="u")
    decisions.record(quotes.of_article(article_id)[0].id, "corrected", by="vera", fields={"speaker": None})
    send(WALL, CROWD, url="u")
    delete(article_id)
    for table in set(TABLES) - {Job, JobItem}:
        assert table.select().count() == 0, table.__name__
    if is_postgresql():
        for table in ("quote_search", "article_search"):
            assert database.execute_sql(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    else:
        for table in ("quote_search", "article_search"):
            database.execute_sql(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")


def test_what_another_article_gave_too_stays(database: Database) -> None:
    gone, stays = send(WALL, GATE, url="1"), send(WALL, url="2")
    delete(gone)
    assert [quote.article.id for quote in quotes.find(QuoteFilter()).items] == [stays]
    assert [(speaker.name, speaker.aliases) for speaker in speakers.find().items] == [
        ("Ada Byron", ("Countess",))
    ]
    assert [topic.slug for topic in topics.find().items] == ["walls"]
    assert articles.find(ArticleFilter(q="gate")).total == 0


def test_an_alias_goes_with_the_last_article_that_used_it(database: Database) -> None:
    plain = Line(words="Open it", by="Ada Byron")
    ingest(Submission(text=article(plain)), ScriptedReader(plain), 10_000)
    delete(send(WALL, url="1"))
    assert [speaker.aliases for speaker in speakers.find().items] == [()]
    assert quotes.find(QuoteFilter(speaker="countess")).total == 0


def test_a_word_of_a_name_is_found_as_long_as_some_name_has_it(database: Database) -> None:
    namesake = Line(words="Open it", by="Bo Byron", aliases=("Byron",))
    stays = ingest(Submission(text=article(namesake)), ScriptedReader(namesake), 10_000).article.id
    delete(send(WALL, url="1"))
    assert [speaker.name for speaker in speakers.find("Byrom").items] == ["Bo Byron"], "by a slip of the pen"
    delete(stays)
    assert NameWord.select().count() == NameSlip.select().count() == 0


def test_deleted_while_it_is_sent_again_nothing_is_left_over(database: Database) -> None:
    rounds = 12
    ready = Barrier(3)

    def post(number: int) -> None:
        for turn in range(rounds):
            ready.wait(30)
            send(WALL, *[GATE, CROWD][: turn % 3], url=f"u{number % 2}")
        database.close()

    def remove() -> None:
        for _ in range(rounds):
            ready.wait(30)
            for stored in articles.find(ArticleFilter()).items:
                with suppress(NotFound):
                    delete(stored.id)
        database.close()

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(post, 1), pool.submit(post, 3), pool.submit(remove)]:
            done.result()
    for stored in articles.find(ArticleFilter()).items:
        delete(stored.id)
    assert (quotes.find(QuoteFilter()).total, speakers.find().total, topics.find().total) == (0, 0, 0)
    assert NameWord.select().count() == NameSlip.select().count() == 0


@pytest.mark.parametrize("article_id", ["nothing", "", "a\0b", "\ud800"])
def test_there_must_be_something_to_delete(database: Database, article_id: str) -> None:
    with pytest.raises(NotFound):
        delete(article_id)
    with pytest.raises(NotFound):
        articles.get(article_id)
