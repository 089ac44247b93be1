"""A new article is stored by a short cut: it must leave, row by row, what the long way leaves."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from peewee import Database

from service.storage import first_readings, quotes, readings, speakers
from service.storage.article_rows import Draft
from service.storage.count_tables import SpeakerCount, SpeakerRoleCount, TopicCount
from service.storage.editors import Editor
from service.storage.models import (
    Alias,
    AliasUse,
    AliasWord,
    Article,
    ArticleSubject,
    DayCount,
    Evidence,
    Quote,
    QuotePrint,
    QuoteTopic,
    Segment,
    Speaker,
    Topic,
    TopicAside,
)
from service.storage.quotes import QuoteFilter
from service.storage.speaker_tables import Ambiguity, AmbiguityCandidate, NameSlip, NameWord
from service.storage.tables import TABLES
from service.tracker import curating, merging
from service.tracker.bulk import Prepared, store_all
from service.tracker.intake import Submission
from service.tracker.processing import draft_of, ingest
from tests.rows import contents, full_text
from tests.scripted import Line, ScriptedReader, article

WRITTEN = (
    Article, ArticleSubject, Speaker, Alias, AliasUse, AliasWord, Quote, Segment, Evidence, QuotePrint, Topic,
    QuoteTopic, TopicAside, NameWord, NameSlip, Ambiguity, AmbiguityCandidate, DayCount,
    SpeakerCount, SpeakerRoleCount, TopicCount,
)  # fmt: skip
VERA = Editor(by="vera")

MAYOR = Line(words="Build the wall", by="Ada Byron", role="mayor", about=("Walls", "Harbour"))
ARTICLES: dict[str, tuple[Line, ...]] = {
    "the first": (MAYOR, Line(words="Close the gate", by="Bo Li", said_on="2026-03", medium="briefing")),
    "words twice, in two runs": (Line(words="Never again|not here", by="Bo Li"), MAYOR, MAYOR),
    "a name spelled out, with an alias": (
        Line(words="We pay", by="Ada J. Byron", aliases=("Byron", "Ada Byron"), role="mayor"),
    ),
    "a namesake of another walk of life, and again": (
        Line(words="Four goals", by="Ada Byron", role="striker"),
        Line(words="Five goals", by="Ada Byron", role="striker"),
    ),
    "organisations and their letters": (
        Line(words="Ships wait", by="Harbour Trust", kind="organization", aliases=("HT",), about=("Ships",)),
        Line(words="No comment", by="HT", kind="organization", about=("Ships",)),
    ),
    "nobody across articles": (
        Line(words="I saw it", by="a spokesman", kind="unnamed"),
        Line(words="So did we", by="residents", kind="group"),
        Line(words="Nobody said this"),
        Line(words="Only a surname", by="Okafor"),
    ),
    "no quote at all": (),
    "topics and people that editors merged": (
        Line(words="Barriers hold", by="Bo Li", about=("Barrier", "Walls")),
        Line(words="They do", by="Robert Li", role="engineer", about=("Barrier",)),
    ),
    "the merged once more": (Line(words="As before", by="Robert Li", about=("Barrier", "Harbour")),),
}  # fmt: skip


def sent(external_id: str, lines: tuple[Line, ...]) -> Any:
    text = (article(*lines) or "Nothing was said.") + f"\n\nNo. {external_id}."
    return Submission(text=text, external_id=external_id, published_at="2026-03-04")


def one_by_one(items: list[tuple[str, tuple[Line, ...]]]) -> None:
    for external_id, lines in items:
        ingest(sent(external_id, lines), ScriptedReader(*dict.fromkeys(lines)), 10_000)


def together(items: list[tuple[str, tuple[Line, ...]]]) -> None:
    prepared = []
    for external_id, lines in items:
        draft: Draft = draft_of(sent(external_id, lines), 10_000)
        read = ScriptedReader(*dict.fromkeys(lines)).extract(draft.text)
        prepared.append(Prepared(draft, draft, read))
    assert {getattr(each, "outcome", each) for each in store_all(prepared)} == {"created"}


def stored(database: Database, store: Callable[[Any], None]) -> tuple[dict[str, Counter[Any]], Any]:
    """What is in the tables after editors decided between the articles; the tables are empty then."""
    items = list(ARTICLES.items())
    store(items[:7])
    ingest(sent("b", (Line(words="A barrier", by="Robert Li", about=("Barrier",)),)), READER, 10_000)
    curating.merge("barrier", "walls", VERA)
    known = {one.name: one.id for one in speakers.find(limit=50).items}
    merging.merge(known["Robert Li"], known["Bo Li"], VERA)
    store(items[7:])
    found = contents(WRITTEN), full_text(database)
    Topic.update(into=None).execute()  # rows that refer to each other
    Speaker.update(merged_into=None).execute()
    for table in reversed(TABLES):
        table.delete().execute()
    return found


READER = ScriptedReader(Line(words="A barrier", by="Robert Li", about=("Barrier",)))


def the_long_way(given: list[first_readings.Reading], _: object) -> list[Any]:
    return [readings.replace(one.article, one.extraction, one.speakers, one.names) for one in given]


def test_the_short_cut_leaves_what_the_long_way_does(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = stored(database, one_by_one)
    batch = stored(database, together)
    monkeypatch.setattr(first_readings, "store", the_long_way)
    long = stored(database, one_by_one)
    assert all(long[0][name] for name in ("quote", "topic_aside", "ambiguity", "alias_use", "topic_count"))
    for name, rows in long[0].items():
        assert short[0][name] == rows, name
        assert batch[0][name] == rows, name
    assert short[1] == batch[1] == long[1]


def test_a_merged_speaker_and_topic_have_what_came_later(database: Database) -> None:
    items = list(ARTICLES.items())
    one_by_one([items[0]])
    ingest(sent("b", (Line(words="A barrier", by="Robert Li", about=("Barrier",)),)), READER, 10_000)
    curating.merge("barrier", "walls", VERA)
    known = {one.name: one.id for one in speakers.find(limit=50).items}
    merging.merge(known["Robert Li"], known["Bo Li"], VERA)
    together([items[8]])
    (found,) = quotes.find(QuoteFilter(q="before")).items
    assert found.speaker is not None
    assert found.speaker.name == "Bo Li"
    assert {topic.slug for topic in found.topics} == {"walls", "harbour"}
