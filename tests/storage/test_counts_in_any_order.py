"""Kept counts are what counting gives, whatever is stored, decided, merged and deleted, in whatever order."""

from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database

from service.errors import Conflict, InvalidDecision, NotFound
from service.storage import articles, kept_counts, quotes, speaker_log, speakers, topics
from service.storage.editors import Editor
from service.storage.models import Article, Quote, Speaker, Topic
from service.storage.tables import TABLES
from service.tracker import curating, merging, splitting, undoing
from service.tracker.bulk import Prepared, store_all
from service.tracker.intake import Submission
from service.tracker.processing import draft_of, ingest
from service.tracker.review import Decision, decide
from service.tracker.splitting import Split
from tests.scripted import Line, ScriptedReader, article

VERA = Editor(by="vera")
LINES = [
    Line(words="The sea took the road", by="Ana Marsh", role="warden", about=("Roads", "Sea")),
    Line(words="It took the mill too", by="Ana Marsh", role="the warden", about=("Sea",)),
    Line(words="The road is ours", by="Anna Marsh", role="warden", said_on="2024-05", about=("Roads",)),
    Line(words="Nobody asked the mill", by="Bo Finch", said_on="2024-05-02", about=("Mills", "Roads")),
    Line(words="Rain again", about=("Sea",)),
]
DAYS = ("2024-05-01", "2024-05-03", None)
CORRECTED: list[dict[str, object]] = [
    {"speaker": "Bo Finch"},
    {"speaker": None},
    {"role": "miller"},
    {"role": None},
    {"said_on": "2024"},
]

numbers = st.integers(0, 5)
some_lines = st.lists(st.sampled_from(LINES), max_size=4, unique_by=lambda line: line.words)
steps = st.one_of(
    st.tuples(st.just("post"), st.sampled_from("abc"), some_lines, st.sampled_from(DAYS)),
    st.tuples(st.just("store"), st.sampled_from("xyz"), some_lines, st.sampled_from(DAYS)),
    st.tuples(st.just("delete"), numbers),
    st.tuples(st.just("decide"), numbers, st.sampled_from(["verified", "rejected", "rejected", "extracted"])),
    st.tuples(st.just("correct"), numbers, st.sampled_from(CORRECTED)),
    st.tuples(st.just("merge"), numbers, numbers),
    st.tuples(st.just("split"), numbers),
    st.tuples(st.just("undo"), numbers),
    st.tuples(st.just("merge_topics"), numbers, numbers),
    st.tuples(st.just("unmerge_topics"), numbers),
    st.tuples(st.just("about"), numbers, numbers, st.sampled_from([True, False, None])),
)


@settings(
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(taken=st.lists(steps, min_size=3, max_size=12))
def test_kept_counts_are_counted_ones(database: Database, taken: list[tuple[object, ...]]) -> None:
    empty()
    post("a", LINES[:3], DAYS[0])
    post("b", LINES[1:], DAYS[2])
    for name, *given_ in taken:
        with suppress(Conflict, InvalidDecision, NotFound, Nothing):
            STEPS[name](*given_)  # type: ignore[operator]
        assert kept_counts.wrong() == [], (name, given_)


def test_every_step_can_be_taken(database: Database, subtests: pytest.Subtests) -> None:
    """So that the test above does not pass because nothing is ever done."""
    post("a", LINES, DAYS[0])
    done = [
        ("merge", 0, 1), ("undo", 0), ("split", 0), ("merge_topics", 0, 1), ("unmerge_topics", 0),
        ("about", 0, 0, True), ("about", 0, 1, False), ("correct", 3, CORRECTED[0]),
        ("store", "x", LINES, None), ("decide", 0, "rejected"), ("decide", 0, "extracted"), ("delete", 0),
    ]  # fmt: skip
    for name, *given_ in done:
        with subtests.test(f"{name} {given_}"):
            STEPS[name](*given_)
            assert kept_counts.wrong() == []


class Nothing(Exception):
    """There is nothing to do this with."""


def empty() -> None:
    Topic.update(into=None).execute()  # rows that refer to each other
    Speaker.update(merged_into=None).execute()
    for table in reversed(TABLES):
        table.delete().execute()


def post(url: str, lines: Sequence[Line], day: str | None) -> None:
    text = f"No. {url}. {article(*lines)}"
    ingest(Submission(text=text, url=url, published_at=day), ScriptedReader(*lines), 10_000)


def store(url: str, lines: Sequence[Line], day: str | None) -> None:
    """As backfills do."""
    draft = draft_of(Submission(text=f"No. {url}. {article(*lines)}", url=url, published_at=day), 10_000)
    store_all([Prepared(draft, draft, ScriptedReader(*lines).extract(draft.text))])


def delete(number: int) -> None:
    articles.delete(of([row.id for row in Article.select().order_by(Article.pk)], number))


def make_decision(number: int, status: str, fields: dict[str, object] | None = None) -> None:
    decide(quote(number), Decision(status=status, by="vera", fields=fields or {}))


def correct(number: int, fields: dict[str, object]) -> None:
    make_decision(number, "corrected", fields)


def merge(one: int, other: int) -> None:
    merging.merge(speaker(one), speaker(other), VERA)


def split(number: int) -> None:
    said_by = quotes.get(quote(number)).speaker
    if said_by is None:
        raise Nothing
    splitting.split(said_by.id, Split(quotes=(quote(number),), name="Ada Marsh", editor=VERA))


def undo(number: int) -> None:
    for one in [row.id for row in Speaker.select().order_by(Speaker.pk)][number:]:
        entries = [each.id for each in speaker_log.find(one, limit=100).items if each.undone_by is None]
        if entries:
            undoing.undo(one, entries[-1], VERA)
            return
    raise Nothing


def merge_topics(one: int, other: int) -> None:
    curating.merge(topic(one), topic(other), VERA)


def unmerge_topics(number: int) -> None:
    merged = [row.slug for row in Topic.select().where(Topic.into.is_null(False)).order_by(Topic.pk)]
    curating.unmerge(of(merged, number), VERA)


def about(number: int, which: int, is_about: bool | None) -> None:
    curating.decide_on_quote(quote(number), topic(which), is_about, VERA)


def quote(number: int) -> str:
    return of([row.id for row in Quote.select().order_by(Quote.pk)], number)


def speaker(number: int) -> str:
    return of([each.id for each in speakers.find(limit=100).items], number)


def topic(number: int) -> str:
    return of([each.slug for each in topics.find(limit=100).items], number)


def of(ids: Sequence[str], number: int) -> str:
    if not ids:
        raise Nothing
    return ids[number % len(ids)]


STEPS = {
    "post": post,
    "store": store,
    "delete": delete,
    "decide": make_decision,
    "correct": correct,
    "merge": merge,
    "split": split,
    "undo": undo,
    "merge_topics": merge_topics,
    "unmerge_topics": unmerge_topics,
    "about": about,
}
