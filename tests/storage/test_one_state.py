"""What is shown of one record is of one state of the archive, though several queries ask for it."""

from functools import partial
from typing import Any

import pytest
from peewee import Database

from service.storage import articles
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.api.reader import FakeReader
from tests.elsewhere import elsewhere

SAID = "“The bridge is open,” Mayor Ada Bright said at a briefing on 2026-03-03."
FIRST = f"The election is near. Voters go to the polls. A vote, a ballot, an election campaign. {SAID}"
SECOND = f"A note of the desk comes first. {FIRST}"


def test_an_article_revised_while_it_is_read(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words that tell its subjects stand where they stand in the text that is shown with them."""
    stored = ingest(Submission(text=FIRST, url="u"), FakeReader(), 10_000).article
    assert stored.subjects, "or nothing could be out of place"
    real, left = articles._count, [Submission(text=SECOND, url="u")]

    def after_the_revision(keys: list[int]) -> Any:
        while left:
            elsewhere(database, partial(ingest, left.pop(), FakeReader(), 10_000))
        return real(keys)

    monkeypatch.setattr(articles, "_count", after_the_revision)
    shown = articles.get(stored.id)
    assert shown.text in (FIRST, SECOND)
    for subject in shown.subjects:
        span = subject.evidence
        assert shown.text[span.start : span.end] == span.text
    assert articles.get(stored.id).text == SECOND
