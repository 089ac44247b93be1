"""The quote's own words: a few of them may be a title, a term or the reporter's own; and their marks."""

from collections.abc import Sequence
from math import log2

from spacy.tokens import Doc

from service.extraction.attribution.state import Attribution
from service.extraction.confidence.model import Signs
from service.extraction.quotation.segment import Segment

#: Beyond so many words it makes no difference how many they are.
_LONG = 32


def words(doc: Doc, group: Sequence[Attribution]) -> Signs:
    """The signs of the words between the marks."""
    segments = [doc._.segments[attribution.segment] for attribution in group]
    texts = [doc._.text[segment.start : segment.end] for segment in segments]
    size = sum(len(text.split()) for text in texts)
    return {
        "short": max(0.0, 1.0 - log2(max(size, 1)) / log2(_LONG)),
        "one_word": float(size <= 1),
        "odd_marks": float(any(_is_odd(doc._.text, segment) for segment in segments)),
    }


def _is_odd(text: str, segment: Segment) -> bool:
    """Whether a closing mark opens the segment, in a text that tells the two apart."""
    return segment.marked and text[segment.outer_start] == "”" and "“" in text
