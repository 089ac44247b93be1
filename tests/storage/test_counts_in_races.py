"""Kept counts are what counting gives after writers that met at one speaker, one topic, one article."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from peewee import Database

from service.errors import Conflict, NotFound
from service.storage import articles, decisions, kept_counts, quotes
from service.storage.models import Article, Quote
from service.tracker import curating, merging, review
from service.tracker.review import Decision
from tests.scripted import Line
from tests.tracker import acts

ROUNDS = 6
MAYOR = "Ada Byron"
Act = Callable[[], object]


def line(words: str, by: str = MAYOR, *about: str) -> Line:
    return Line(words=words, by=by, role="mayor", about=about or ("Walls", "Gates"))


TWO = (line("Build the wall"), line("Build it higher"))


def said(words: str) -> str:
    return str(Quote.get(Quote.text == words).id)


def reject(words: str) -> object:
    """As it is stored, by whoever does not hold the article first."""
    return decisions.record(said(words), "rejected", by="vera")


def both_quotes_of_an_article_are_rejected(url: str) -> list[Act]:
    return [lambda: reject("Build the wall"), lambda: reject("Build it higher")]


def one_is_rejected_and_one_goes(url: str) -> list[Act]:
    return [lambda: reject("Build the wall"), lambda: acts.store(TWO[0], url=url)]


def articles_of_one_speaker_are_stored(url: str) -> list[Act]:
    return [lambda n=n: acts.store(*TWO, url=f"{url}, {n}") for n in range(4)]  # type: ignore[misc]


def one_is_rejected_and_the_speaker_merged(url: str) -> list[Act]:
    other = acts.store(line("Close the gate", f"Ada King{url}"), url=f"{url}, other")[0].speaker
    one = quotes.get(said("Build the wall")).speaker
    assert one is not None
    assert other is not None
    return [
        lambda: merging.merge(one.id, other.id, acts.VERA),
        lambda: review.decide(said("Build the wall"), Decision(status="rejected", by="ed")),
        lambda: acts.store(line("Build it lower"), url=url),
    ]


def topics_are_merged_while_the_article_is_revised(url: str) -> list[Act]:
    return [
        lambda: curating.merge("walls", "gates", acts.VERA),
        lambda: acts.store(TWO[1], line("Build it lower"), url=url),
        lambda: reject("Build it higher"),
    ]


def the_article_goes_while_another_comes(url: str) -> list[Act]:
    article = quotes.get(said("Build the wall")).article.id
    return [lambda: articles.delete(article), lambda: acts.store(*TWO, url=f"{url}, again")]


@pytest.mark.parametrize(
    "meeting",
    [
        both_quotes_of_an_article_are_rejected,
        one_is_rejected_and_one_goes,
        articles_of_one_speaker_are_stored,
        one_is_rejected_and_the_speaker_merged,
        topics_are_merged_while_the_article_is_revised,
        the_article_goes_while_another_comes,
    ],
)
def test_counts_of_writers_that_meet(database: Database, meeting: Callable[[str], list[Act]]) -> None:
    for turn in range(ROUNDS):
        acts.store(*TWO, url=f"{turn}")
        race(database, meeting(f"{turn}"))
        assert kept_counts.wrong() == []
        for row in Article.select():
            articles.delete(row.id)
        assert kept_counts.wrong() == []


def race(database: Database, racers: list[Act]) -> None:
    """All of them at once; one that finds nothing left to do has lost the race."""
    ready = Barrier(len(racers))

    def run(act: Act) -> None:
        ready.wait(30)
        try:
            act()
        except (Conflict, NotFound, Quote.DoesNotExist):
            pass
        finally:
            database.close()

    with ThreadPoolExecutor(len(racers)) as pool:
        list(pool.map(run, racers))
