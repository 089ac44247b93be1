"""A mention: a span of the text that names or stands for somebody."""

from dataclasses import dataclass

from spacy.tokens import Doc

from service.extraction.annotations import Span
from service.extraction.discourse import Source
from service.extraction.phrases import Form


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names or stands for somebody, and the source that it stands for.

    ``plausible`` (0..1) is how likely such a mention speaks at all: a mayor does, "the epidemic" does not.
    """

    span: Span
    form: Form
    head: int
    source: Source | None
    plausible: float = 1.0


def span_of(doc: Doc, start: int, end: int) -> Span:
    """The text of tokens [start, end)."""
    return Span.of(doc._.text, doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
