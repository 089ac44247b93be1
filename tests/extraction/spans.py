"""What holds for every extraction, whatever the text was."""

from service.extraction.annotations import Extraction, Span


def check(extraction: Extraction) -> None:
    """Fails where a span is not the text's own, or segments overlap or are out of order."""
    text = extraction.text
    at = 0
    for quote in extraction.quotes:
        assert quote.segments
        for segment in quote.segments:
            _verbatim(text, segment)
            assert segment.start >= at, "segments are in order and apart"
            at = segment.end
        evidence = quote.evidence
        for span in (evidence.speaker, evidence.cue, evidence.role, evidence.medium, evidence.said_on):
            if span is not None:
                _verbatim(text, span)
        for topic in quote.topics:
            _verbatim(text, topic.evidence)
        assert 0.0 <= quote.confidence <= 1.0
        assert quote.rule
        assert (quote.role is None) == (evidence.role is None)
        assert (quote.said_on is None) == (evidence.said_on is None)
        assert quote.speaker is None or quote.speaker.name.strip()


def _verbatim(text: str, span: Span) -> None:
    assert 0 <= span.start < span.end <= len(text)
    assert text[span.start : span.end] == span.text
