"""What is read about the day of an utterance."""

from dataclasses import dataclass, replace

from service.extraction.annotations import Span


@dataclass(frozen=True, slots=True)
class DateReading:
    """The day (month, year) of an utterance, the words it was read from, and the rule that read it.

    ``value`` is ISO 8601 at the precision that the article supports.
    """

    value: str
    span: Span
    rule: str

    def by(self, rule: str) -> "DateReading":
        """The same day, read by another rule."""
        return replace(self, rule=rule)
