"""A speaker whose last article another writer deletes while an article is linked to it."""

from functools import partial
from typing import Any

import pytest
from peewee import Database

from service.storage import articles, quotes, speakers
from service.storage.quotes import QuoteFilter
from service.tracker.directory import Directory
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.elsewhere import elsewhere
from tests.scripted import Line, ScriptedReader, article

LINE = Line(words="Build the wall", by="Ada Byron", role="mayor")
READER = ScriptedReader(LINE)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)  # SQLite has one writer at a time
def test_the_article_is_stored_with_a_record_that_is_there(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes when the article has found it, and has not yet said that nobody may take it away."""
    first = ingest(Submission(text=article(LINE), url="first"), READER, 10_000)
    real, left = Directory._foresee, [first.article.id]

    def after_the_deletion(*arguments: Any) -> Any:
        while left:
            elsewhere(database, partial(articles.delete, left.pop()))
        return real(*arguments)

    monkeypatch.setattr(Directory, "_foresee", after_the_deletion)
    ingest(Submission(text=article(LINE), url="second"), READER, 10_000)
    (quote,) = quotes.find(QuoteFilter()).items
    assert quote.speaker is not None
    assert (quote.article.url, quote.speaker.name) == ("second", "Ada Byron")
    assert [speaker.id for speaker in speakers.find().items] == [quote.speaker.id]
