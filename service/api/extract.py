"""Reading an article without storing it."""

from typing import Any

from schemas.articles import ExtractRequest
from schemas.quotes import Extraction as ExtractionSchema
from service.api.blueprint import Blueprint
from service.api.context import services
from service.api.problems import ARTICLE_TOO_LARGE, BUSY, INVALID_ARTICLE
from service.extraction.annotations import Extraction, Quote, Speaker
from service.tracker import extracting
from service.tracker.intake import Submission

blueprint = Blueprint(
    "Extract", __name__, url_prefix="/v1", description="Read the quotes out of a text and store nothing."
)


@blueprint.operation(
    "POST",
    "/extract",
    "extractQuotes",
    body=ExtractRequest,
    answers={200: ExtractionSchema},
    scope="read",
    writes=False,
    raises=(INVALID_ARTICLE, ARTICLE_TOO_LARGE, BUSY),
)
def extract_quotes(body: dict[str, Any]) -> dict[str, object]:
    """Find the quotes of an article.

    Answers every direct quote of the article with its speaker, role, medium and day, each with the words that
    prove it. Stores nothing: the quotes have no id. A text in a language that can't be read yet gives no
    quotes, and `supported` says so.
    """
    at_hand = services()
    read = extracting.extract(Submission(**body), at_hand.reader, at_hand.settings.max_text_chars)
    return answer(read)


def answer(read: Extraction) -> dict[str, object]:
    """What the schema of the answer dumps; a quote that is not stored has no id."""
    return {
        "quotes": [_quote(quote, read.extractor) for quote in read.quotes],
        "language": read.language,
        "supported": read.supported,
        "extractor": read.extractor,
        "notes": read.notes,
        "text": read.text,
    }


def _quote(quote: Quote, extractor: str) -> dict[str, object]:
    return {
        "text": quote.text,
        "partial": quote.partial,
        "segments": quote.segments,
        "speaker": _speaker(quote.speaker),
        "role": quote.role,
        "medium": quote.medium.value,
        "said_on": quote.said_on,
        "confidence": quote.confidence,
        "status": "extracted",
        "rule": quote.rule,
        "evidence": quote.evidence,
        "topics": quote.topics,
        "article": None,
        "extractor": extractor,
    }


def _speaker(speaker: Speaker | None) -> dict[str, object] | None:
    return None if speaker is None else {"id": None, "name": speaker.name, "kind": speaker.kind.value}
