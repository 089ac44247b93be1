"""Pages never skip nor repeat while rows are added, and a cursor works for its own list only."""

import base64
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database

from service.errors import InvalidCursor
from service.storage import articles, ids, quotes, speakers, topics
from service.storage.articles import ArticleFilter
from service.storage.models import Article, Quote
from service.storage.quotes import QuoteFilter

DAYS = st.sampled_from([None, "2024-01-01", "2024-01-02", "2024-02-01"])
ROWS = st.lists(st.tuples(DAYS, DAYS, st.sampled_from([0.1, 0.5, 0.95])), max_size=12)
SORTS = st.sampled_from(["published_at", "-published_at", "said_on", "-said_on", "-confidence"])


def store(rows: list[tuple[str | None, str | None, float]]) -> set[str]:
    """Quotes with these days of publication and utterance, and these confidences; their ids."""
    moment = {"created_at": "2024-01-01T00:00:00.000000Z", "updated_at": "2024-01-01T00:00:00.000000Z"}
    article = Article.create(
        id=ids.new(), identity=ids.new(), language="en", content_hash="", extractor="", text="", **moment
    )
    stored = set()
    for published, said, confidence in rows:
        quote_id = ids.new()
        Quote.create(
            id=quote_id,
            article=article.pk,
            revision=1,
            position=0,
            partial=False,
            medium="unspecified",
            said_on=said,
            said_first=said,
            said_last=said,
            confidence=confidence,
            rule="",
            extractor="",
            published_on=published,
            published_sort=published,
            text="words",
            **moment,
        )
        stored.add(quote_id)
    return stored


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=ROWS, added=st.lists(ROWS, max_size=5), sort=SORTS, limit=st.integers(1, 5))
def test_every_row_that_was_there_is_shown_once_while_rows_are_added(
    database: Database, first: list, added: list, sort: str, limit: int
) -> None:
    Article.delete().where(Article.pk > 0).execute()
    there = store(first)
    seen: list[str] = []
    cursor, pending = None, list(added)
    for _ in range(len(first) + sum(map(len, added)) + 1):
        page = quotes.find(QuoteFilter(), sort=sort, limit=limit, cursor=cursor)
        seen += [quote.id for quote in page.items]
        cursor = page.next_cursor
        if pending:
            store(pending.pop())
        if cursor is None:
            break
    assert cursor is None, "the list never ends"
    assert len(seen) == len(set(seen)), "a row was shown twice"
    assert there <= set(seen), "a row was skipped"


@pytest.fixture
def cursor(database: Database) -> str:
    store([(None, None, 0.5), ("2024-01-01", None, 0.5), ("2024-01-02", None, 0.5)])
    issued = quotes.find(QuoteFilter(medium="unspecified"), limit=1).next_cursor
    assert issued is not None
    return issued


def forged(cursor: str, key: object, pk: object) -> str:
    """The cursor with another position under the old digest."""
    raw = base64.urlsafe_b64decode(cursor + "==")
    return base64.urlsafe_b64encode(raw[:12] + json.dumps([key, pk]).encode()).decode().rstrip("=")


def test_a_cursor_of_another_list_or_a_damaged_one_is_refused(cursor: str, subtests: pytest.Subtests) -> None:
    same = QuoteFilter(medium="unspecified")
    wrong = {
        "another filter": lambda: quotes.find(QuoteFilter(), cursor=cursor),
        "another sort": lambda: quotes.find(same, sort="-said_on", cursor=cursor),
        "articles": lambda: articles.find(ArticleFilter(), cursor=cursor),
        "speakers": lambda: speakers.find(cursor=cursor),
        "topics": lambda: topics.find(cursor=cursor),
        "another row": lambda: quotes.find(same, cursor=forged(cursor, "2024-01-02", 2**40)),
        "another type": lambda: quotes.find(same, cursor=forged(cursor, [1], {})),
        "cut off": lambda: quotes.find(same, cursor=cursor[:-3]),
        "one letter changed": lambda: quotes.find(
            same, cursor=("B" if cursor[0] == "A" else "A") + cursor[1:]
        ),
    }
    for name, use in wrong.items():
        with subtests.test(name), pytest.raises(InvalidCursor):
            use()
    assert quotes.find(same, limit=2, cursor=cursor).next_cursor is None


@given(text=st.text())
def test_no_text_is_taken_for_a_cursor(text: str) -> None:
    with pytest.raises(InvalidCursor):
        quotes.find(QuoteFilter(), cursor=text)
