"""Counts that triggers keep are what a recount gives, whatever became of the quotes."""

from collections import Counter
from collections.abc import Callable

import pytest
from peewee import Database

from service.storage import articles, day_counts, decisions, kept_counts, quotes, speakers, topics
from service.storage import database as storage
from service.storage.count_tables import COUNT_TABLES
from service.storage.database import tuples
from service.storage.editors import Editor
from service.storage.models import DayCount, Quote, QuoteTopic
from service.storage.quotes import QuoteFilter
from service.tracker import merging, splitting
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from service.tracker.splitting import Split
from tests.scripted import Line, ScriptedReader, article

VERA = Editor(by="vera")
SEA = Line(
    words="The sea took the road", by="Ana Marsh", role="warden", said_on="2024-05-02", about=("Roads", "Sea")
)
RAIN = Line(words="It rains on the road", by="Bo Finch", said_on="2024-05", about=("Roads",))
WIND = Line(words="The wind tore it down", by="Anna Marsh", said_on="2024", about=("Sea",))


def post(url: str, day: str | None, *lines: Line) -> str:
    reader = ScriptedReader(*lines)
    return ingest(Submission(text=article(*lines), url=url, published_at=day), reader, 10_000).article.id


def quote_of(words: str) -> str:
    return quotes.find(QuoteFilter(q=f'"{words}"', status="any")).items[0].id


def speaker(name: str) -> str:
    return next(row.id for row in speakers.find(name).items if row.name == name)


def reject() -> None:
    decisions.record(quote_of("sea took"), "rejected", by="vera")


def reject_and_delete() -> None:
    reject()
    articles.delete(quotes.get(quote_of("sea took")).article.id)


def reject_and_take_back() -> None:
    reject()
    decisions.record(quote_of("sea took"), "verified", by="vera")


def merge() -> None:
    merging.merge(speaker("Anna Marsh"), speaker("Ana Marsh"), VERA)


def split() -> None:
    splitting.split(
        speaker("Ana Marsh"), Split(quotes=(quote_of("sea took"),), name="Ada Marsh", editor=VERA)
    )


# What happens to three articles, and why the row exists
CASES: list[tuple[str, Callable[[], object]]] = [
    ("nothing", lambda: None),
    ("the same again", lambda: post("1", "2024-05-03", SEA, RAIN)),
    ("a revision of another day", lambda: post("1", "2024-05-04", SEA, RAIN)),
    ("a revision with a quote less", lambda: post("1", "2024-05-03", SEA)),
    ("a revision with a quote more", lambda: post("2", None, WIND, RAIN)),
    ("an article goes", lambda: articles.delete(quotes.get(quote_of("sea took")).article.id)),
    ("a rejection", reject),
    ("a rejection that is taken back", reject_and_take_back),
    (
        "a rejected quote goes",
        reject_and_delete,
    ),
    ("a merge", merge),
    ("a split", split),
]


@pytest.mark.parametrize("happens", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_counts_are_those_of_a_recount(database: Database, happens: Callable[[], object]) -> None:
    post("1", "2024-05-03", SEA, RAIN)
    post("2", None, WIND)
    post("3", "2024-05-03T23:00:00-04:00", SEA)
    happens()
    assert kept_counts.wrong() == []
    kept = [day_counts.of(kind) for kind in day_counts.KINDS]
    with storage.database.atomic():
        kept_counts.recount()
    assert kept_counts.wrong() == []
    assert [day_counts.of(kind) for kind in day_counts.KINDS] == kept
    assert counted_by_hand() == told()
    with_article = QuoteTopic.select(QuoteTopic.quote).where(QuoteTopic.article_id.is_null(False))
    shown = QuoteTopic.select(QuoteTopic.quote).join(Quote).where(Quote.status != "rejected")
    assert Counter(tuples(with_article)) == Counter(tuples(shown))
    wrong = QuoteTopic.select().join(Quote).where(QuoteTopic.article_id != Quote.article)
    assert not wrong.exists()


def counted_by_hand() -> tuple[object, object]:
    """Each speaker's and topic's counts, off the list of its quotes."""
    listed = quotes.find(QuoteFilter(), limit=100).items
    told = {}
    for row in speakers.find(limit=100).items:
        own = [quote for quote in listed if quote.speaker and quote.speaker.id == row.id]
        days = sorted(quote.said_on for quote in own if quote.said_on)
        ends = (days[0], days[-1]) if days else (None, None)
        told[row.name] = (len(own), len({quote.article.id for quote in own}), *ends)
    about = {}
    for topic in topics.find(limit=100).items:
        own = [quote for quote in listed if topic.slug in {each.slug for each in quote.topics}]
        about[topic.slug] = (len(own), len({quote.article.id for quote in own}))
    return told, about


def told() -> tuple[object, object]:
    said = {
        row.name: (row.quote_count, row.article_count, row.first_said_on, row.last_said_on)
        for row in speakers.find(limit=100).items
    }
    about = {row.slug: (row.quote_count, row.article_count) for row in topics.find(limit=100).items}
    return said, about


def test_a_load_that_passed_the_triggers_by_is_counted(database: Database) -> None:
    post("1", "2024-05-03", SEA, RAIN)
    for table in (DayCount, *COUNT_TABLES):
        table.update(quotes=7).execute()
    assert [message.split()[0] for message in kept_counts.wrong()] == list(kept_counts.TABLES)
    with storage.database.atomic():
        kept_counts.recount()
    assert day_counts.of("published") == {("2024-05-03", "2024-05-03"): 2}
    assert kept_counts.wrong() == []


def test_only_days_are_counted() -> None:
    with pytest.raises(ValueError, match="published, said, not by 'heard'"):
        day_counts.of("heard")
