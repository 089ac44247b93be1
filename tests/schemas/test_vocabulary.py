"""The closed lists of the wire are those of the rooms: a value that one gains the other gains too."""

import dataclasses
from typing import Any

import pytest
from marshmallow import Schema

from schemas import vocabulary
from schemas.articles import Article, ArticleRequest
from schemas.jobs import Job
from schemas.quotes import ArticleRef, Context, Evidence, FoundQuote, Hit, Reading, Span, SpeakerRef, TopicRef
from schemas.review import Change, HistoryEntry
from schemas.speakers import Role, Speaker
from schemas.topics import Topic
from service.extraction import annotations
from service.storage import (
    decisions,
    history,
    kept_quotes,
    quote_filters,
    quote_values,
    records,
    speaker_records,
)
from service.tracker.intake import Submission


def test_what_an_editor_may_do_is_what_storage_knows() -> None:
    assert set(vocabulary.DECISIONS) == set(vocabulary.STATUSES) == set(decisions.STATUSES)
    assert tuple(vocabulary.CORRECTABLE) == quote_values.FIELDS
    assert set(vocabulary.HISTORY_KINDS) == {history.DECISION, history.READING}
    assert set(vocabulary.REREADINGS) == {kept_quotes.CHANGED, kept_quotes.LOST}
    assert list(vocabulary.ANY_STATUS) == [quote_filters.ANY_STATUS]


def test_media_and_kinds() -> None:
    assert list(vocabulary.MEDIA) == list(annotations.Medium)
    assert list(vocabulary.SPEAKER_KINDS) == list(annotations.SpeakerKind)


@pytest.mark.parametrize(
    ("schema", "record"),
    [
        (Article, records.ArticleRecord),
        (ArticleRef, records.ArticleRef),
        (ArticleRequest, Submission),
        (Evidence, records.EvidenceRecord),
        (Change, records.FieldChange),
        (HistoryEntry, records.HistoryRecord),
        (Hit, records.HitRecord),
        (Context, records.ContextRecord),
        (Job, records.JobRecord),
        (FoundQuote, records.QuoteRecord),
        (Reading, records.ReadingRecord),
        (Role, speaker_records.RoleRecord),
        (Span, annotations.Span),
        (Speaker, speaker_records.SpeakerRecord),
        (SpeakerRef, records.SpeakerRef),
        (Topic, records.TopicRecord),
        (TopicRef, records.TopicRef),
    ],
)
def test_schemas_have_the_members_of_records(schema: type[Schema], record: Any) -> None:
    assert set(schema().fields) == {field.name for field in dataclasses.fields(record)}
