"""A list of several speakers of one name is merged from theirs: its pages are those of one sorted whole."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database

from service.storage import ids, memberships, quotes, searches
from service.storage.models import Alias, AliasWord, Article, Quote, QuoteTopic, Speaker, Topic
from service.storage.quotes import QuoteFilter
from tests.storage.test_cursors import DAYS, SORTS

WANTED = QuoteFilter(speaker="Reed")
MOMENT = {"created_at": "2024-01-01T00:00:00.000000Z", "updated_at": "2024-01-01T00:00:00.000000Z"}
STATUS = st.sampled_from(["extracted", "extracted", "rejected"])
ROWS = st.lists(st.tuples(st.integers(0, 3), DAYS, st.sampled_from([0.1, 0.5]), STATUS), max_size=25)


def store(rows: list[tuple[int, str | None, float, str]]) -> None:
    """Quotes of four speakers, of whom the last is no Reed."""
    Article.delete().where(Article.pk > 0).execute()
    Speaker.delete().where(Speaker.pk > 0).execute()
    article = Article.create(
        id=ids.new(), identity=ids.new(), language="en", content_hash="", extractor="", text="", **MOMENT
    )
    speakers = []
    for name in ("Ann Reed", "Bo Reed", "Cy Reed", "Di Reid"):
        speaker = Speaker.create(id=ids.new(), name=name, kind="person", key=name, **MOMENT)
        alias = Alias.create(speaker=speaker, name=name, key=name.lower(), full=True)
        for word in name.lower().split():
            AliasWord.create(alias_row=alias, word=word)
        speakers.append(speaker)
    for number, day, confidence, status in rows:
        Quote.create(
            id=ids.new(),
            article=article.pk,
            speaker=speakers[number].pk,
            revision=1,
            position=0,
            partial=False,
            medium="unspecified",
            said_on=day,
            said_first=day,
            said_last=day,
            confidence=confidence,
            status=status,
            rule="",
            extractor="",
            published_on=day,
            published_sort=day,
            text="words",
            **MOMENT,
        )


def pages(sort: str, limit: int) -> list[tuple[list[str], int]]:
    """The ids of each page, and the total that it tells."""
    found, cursor = [], None
    while True:
        page = quotes.find(WANTED, sort=sort, limit=limit, cursor=cursor)
        found.append(([quote.id for quote in page.items], page.total))
        cursor = page.next_cursor
        if cursor is None:
            return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, sort=SORTS, limit=st.integers(1, 5))
def test_pages_are_those_of_the_whole_list(
    database: Database, monkeypatch: pytest.MonkeyPatch, rows: list, sort: str, limit: int
) -> None:
    store(rows)
    merged = pages(sort, limit)
    with monkeypatch.context() as patch:
        patch.setattr(memberships, "MERGED", 0)
        assert merged == pages(sort, limit)
    shown = [row for row in rows if row[0] < 3 and row[3] != "rejected"]
    assert merged[0][1] == len(shown) == sum(len(ids) for ids, _ in merged)


def test_a_total_is_that_of_these_speakers(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of all quotes says nothing of theirs."""
    store([(number, "2024-01-01", 0.5, "extracted") for number in (0, 0, 1, 2, 3)])
    monkeypatch.setattr("service.storage.day_counts.SOME", "SELECT 1000000")
    page = quotes.find(WANTED, limit=2)
    assert (page.total, page.exact) == (4, True)
    monkeypatch.setattr(searches, "BOUND", 3)
    page = quotes.find(WANTED, limit=2)
    assert (page.total, page.exact) == (3, False)


def test_of_many_speakers_the_list_is_sorted_as_a_whole(database: Database) -> None:
    """Each list that is merged has its price."""
    assert not memberships.of_speakers(range(memberships.MERGED + 1)).each
    assert len(memberships.of_speakers(range(memberships.MERGED)).each) == memberships.MERGED


ASKED = {
    "a speaker by name": {"speaker": "Ann"},
    "two of one name": {"speaker": "Reed"},
    "by id": {"speaker_id": "ann"},
    "a topic": {"topic": "bridge"},
    "a topic that nothing is about": {"topic": "ferry"},
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
@pytest.mark.parametrize("status", [None, "any", "rejected"])
def test_a_total_that_is_kept_is_that_of_the_list(
    database: Database, asked: dict[str, str], status: str | None
) -> None:
    """What is kept counts what lists show: of a filter beside it, or of rejected ones, it says nothing."""
    store([(number, "2024-01-01", 0.5, "extracted") for number in (0, 0, 0, 1, 3)])
    Speaker.update(id="ann").where(Speaker.name == "Ann Reed").execute()
    for slug in ("bridge", "ferry"):
        Topic.create(slug=slug, name=slug, key=slug, created_at="")
    bridge = Topic.get(Topic.slug == "bridge")
    first, *_, last = Quote.select().order_by(Quote.pk)
    for quote in (first, last):
        QuoteTopic.create(quote=quote, topic=bridge, weight=0.5, start=0, end=5, text="words")
    Quote.update(status="rejected").where(Quote.pk == first.pk).execute()
    for beside in ({}, {"medium": "unspecified"}, {"min_confidence": 0.9}):
        page = quotes.find(QuoteFilter(**asked, **beside, status=status), limit=100)  # type: ignore[arg-type]
        assert (page.total, page.exact) == (len(page.items), True)
