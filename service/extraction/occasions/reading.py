"""What is read about the day of an utterance."""

from dataclasses import dataclass

from service.extraction.annotations import Span


@dataclass(frozen=True, slots=True)
class DateReading:
    """The day (month, year) of an utterance, ISO 8601 at its precision, the words it was read from, and the rule."""

    value: str
    span: Span
    rule: str
