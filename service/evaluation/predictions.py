"""What a reader answered, in the form that is scored."""

from dataclasses import dataclass

from service.evaluation.gold import Offsets
from service.extraction.annotations import Extraction, Medium, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """One predicted quote; ``mention`` is the span that names its speaker."""

    segments: tuple[Offsets, ...]
    speaker: str | None = None
    role: str | None = None
    medium: Medium | None = None
    date: str | None = None
    mention: Offsets | None = None
    confidence: float | None = None


def predictions_of(extraction: Extraction) -> tuple[Prediction, ...]:
    """The quotes of one extraction."""
    return tuple(_prediction(quote) for quote in extraction.quotes)


def _prediction(quote: Quote) -> Prediction:
    mention = quote.evidence.speaker
    return Prediction(
        segments=tuple((segment.start, segment.end) for segment in quote.segments),
        speaker=quote.speaker.name if quote.speaker else None,
        role=quote.role,
        medium=quote.medium,
        date=quote.said_on,
        mention=(mention.start, mention.end) if mention else None,
        confidence=quote.confidence,
    )
