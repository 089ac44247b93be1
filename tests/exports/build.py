"""Quotes made by hand, of people who do not exist, for the tests of the formats."""

from typing import Any

from service.exports.formats import Listed
from service.extraction.annotations import Span
from service.storage.records import ArticleRef, EvidenceRecord, QuoteRecord, SpeakerRef, TopicRef

WORDS = "We tested every bolt"
LISTED = Listed(
    base="https://quotes.example",
    url="https://quotes.example/v1/quotes",
    identity="all",
    title="Quotes",
)


def quote(text: str = WORDS, *, article: dict[str, Any] | None = None, **fields: Any) -> QuoteRecord:
    """A quote of Noor Haddad with ``fields`` and those of its ``article`` in place of its own."""
    about = {
        "id": "01k0twat4jqzpy2x8g7dck69e4",
        "title": "Bridge to open",
        "url": "https://gazette.example/bridge",
        "publication": "The Harbour Gazette",
        "published_at": "2026-03-04",
    }
    own: dict[str, Any] = {
        "id": "5vr2k49f1c9sgpr6rcq1vsdfn4",
        "text": text,
        "partial": False,
        "segments": (Span(10, 10 + len(text), text),),
        "speaker": SpeakerRef(id="01k0tzg1czppdskf1smwa6gkzs", name="Noor Haddad", kind="person"),
        "role": "chief engineer",
        "medium": "briefing",
        "said_on": "2026-03-03",
        "confidence": 0.9,
        "status": "extracted",
        "rule": "fake",
        "evidence": EvidenceRecord(),
        "topics": (TopicRef(slug="bridge", name="Bridge"), TopicRef(slug="harbour", name="Harbour")),
        "article": ArticleRef(**{**about, **(article or {})}),
        "extractor": "fake-1",
        "revision": 1,
        "reading": None,
        "created_at": "2026-03-04T09:00:00.000000Z",
        "updated_at": "2026-03-05T10:00:00.000000Z",
    }
    return QuoteRecord(**{**own, **fields})
