"""The press release that a whole text is: what it says of itself, and nobody's interview."""

import re

from spacy.tokens import Doc

from service.extraction.annotations import Medium, Span
from service.extraction.media.reading import MediumReading

#: What releases say of themselves, and reports of them do not.
_ITSELF = re.compile(r"\b(?:this (?:press|news|media) release|for immediate release)\b", re.IGNORECASE)


def find_release(doc: Doc) -> MediumReading | None:
    """The words by which the text tells that it is a release; None for any other."""
    found = _ITSELF.search(doc._.text)
    if found is None:
        return None
    return MediumReading(Medium.STATEMENT, Span.of(doc._.text, found.start(), found.end()), "release")
