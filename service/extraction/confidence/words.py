"""The quote's own words: a few of them may be a title, a term or the reporter's own."""

from collections.abc import Sequence
from math import log2

from spacy.tokens import Doc

from service.extraction.attribution.not_quotes import title_case
from service.extraction.attribution.state import Attribution
from service.extraction.confidence.model import Signs

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
        "title_case": float(size > 1 and title_case(texts[0])),
        "unmarked": float(not segments[0].marked),
    }
