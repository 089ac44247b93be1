"""The closed lists of the wire are those of the rooms: a value that one gains the other gains too."""

import dataclasses
from typing import Any

import pytest
from marshmallow import Schema

from schemas import vocabulary
from schemas.articles import Article, ArticleRequest
from schemas.jobs import Job
from schemas.quotes import ArticleRef, Evidence, Quote, Span, SpeakerRef, TopicRef
from schemas.speakers import Role, Speaker
from schemas.topics import Topic
from service.extraction import annotations
from service.storage import records
from service.tracker.intake import Submission


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
        (Job, records.JobRecord),
        (Quote, records.QuoteRecord),
        (Role, records.RoleRecord),
        (Span, annotations.Span),
        (Speaker, records.SpeakerRecord),
        (SpeakerRef, records.SpeakerRef),
        (Topic, records.TopicRecord),
        (TopicRef, records.TopicRef),
    ],
)
def test_schemas_have_the_members_of_records(schema: type[Schema], record: Any) -> None:
    assert set(schema().fields) == {field.name for field in dataclasses.fields(record)}
