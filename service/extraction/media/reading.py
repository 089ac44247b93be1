"""What was read about the channel of one segment."""

from dataclasses import dataclass

from service.extraction.annotations import Medium, Span


@dataclass(frozen=True, slots=True)
class MediumReading:
    """The medium of a segment, the words that prove it, and the rule that read them."""

    medium: Medium
    span: Span
    rule: str
