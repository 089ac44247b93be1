"""The columns of a quote's row, by field, as the machine reads the quote."""

from typing import Any

from service.extraction import annotations
from service.storage import days, kept_quotes


def said(article: Any, reading: annotations.Quote, speaker: int | None) -> dict[str, Any]:
    """What the machine says of a quote, and an editor may say otherwise."""
    said_first, said_last = days.said_columns(reading.said_on)
    return {
        "revision": article.revision,
        "position": reading.segments[0].start,
        "speaker": speaker,
        "role": reading.role,
        "medium": str(reading.medium),
        "said_on": reading.said_on if said_first else None,
        "said_first": said_first,
        "said_last": said_last,
        "text": reading.text,
    }


def alone(article: Any, reading: annotations.Quote, extractor: str) -> dict[str, Any]:
    """What only the machine says of a quote, or copies from its article."""
    runner_up = reading.runner_up
    return kept_quotes.of_article(article) | {
        "article": article.pk,
        "partial": reading.partial,
        "speaker_name": None if reading.speaker is None else reading.speaker.name,
        "confidence": reading.confidence,
        "rule": reading.rule,
        "runner_up": None if runner_up is None else runner_up.name,
        "runner_up_score": None if runner_up is None else runner_up.score,
        "extractor": extractor,
    }
