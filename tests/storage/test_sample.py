"""The even part of the quotes that SQLite keeps in an index of its own follows whatever becomes of them."""

from collections.abc import Callable

import pytest
from peewee import Database

from service.storage import articles, decisions, memberships, quotes, search, searches, timeline
from service.storage.database import is_postgresql
from service.storage.models import Quote
from service.storage.quotes import QuoteFilter
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.scripted import Line, ScriptedReader, article

WORD, ROLE = "lantern", "keeper"


def lines(number: int) -> list[Line]:
    return [
        Line(words=f"The {WORD} burned {number} times {place}", by="Ada Byron", role=ROLE)
        for place in range(24)
    ]


def post(number: int, said: list[Line]) -> None:
    text = "\n\n".join(map(article, said))
    ingest(Submission(text=text, url=str(number), published_at="2025-01-05"), ScriptedReader(*said), 10_000)


@pytest.fixture(autouse=True)
def archive(database: Database) -> None:
    for number in range(7):
        post(number, lines(number))


def chosen() -> Quote:
    """A quote of the part."""
    row: Quote = Quote.select().where(Quote.pk % search.SAMPLED == 0).order_by(Quote.pk.desc()).get()
    return row


def of_part(words: str, column: str) -> set[int]:
    return set(memberships.of_words("quote", (column,), search.read(words)).every(search.SAMPLED))


CHANGES: list[tuple[Callable[[], object], str]] = [
    (lambda: None, "as they were stored"),
    (lambda: articles.delete(chosen().article.id), "an article goes"),
    (lambda: post(6, lines(60)), "a revision has other words"),
    (lambda: decisions.record(chosen().id, "rejected", by="vera"), "a rejected one still has its words"),
    (
        lambda: decisions.record(chosen().id, "corrected", by="vera", fields={"role": "warden"}),
        "an editor changes a role",
    ),
]


@pytest.mark.parametrize(("change", "why"), CHANGES, ids=[row[1] for row in CHANGES])
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_it_has_what_the_index_of_all_has(change: Callable[[], object], why: str) -> None:
    change()
    for words, column in (
        (WORD, "text"),
        ("burned", "text"),
        ("60", "text"),
        (ROLE, "role"),
        ("warden", "role"),
    ):
        every = memberships.of_words("quote", (column,), search.read(words)).fetched(10_000) or []
        assert of_part(words, column) == {pk for pk in every if pk % search.SAMPLED == 0}
    assert of_part("burned", "text"), "there is something to compare"


def test_very_many_quotes_are_estimated_off_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "COUNTED", 1)
    monkeypatch.setattr(searches, "FEW", 0)
    series = timeline.series(QuoteFilter(q=WORD), "year")
    assert not series.exact
    assert is_postgresql() or 128 <= series.total <= 224, "there are 168"
    assert quotes.find(QuoteFilter(q=WORD)).total > 0
