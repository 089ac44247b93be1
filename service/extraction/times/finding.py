"""The article's time expressions, found and resolved once for all who ask: ``doc._.times``."""

from collections import defaultdict
from datetime import date

from spacy.tokens import Doc

from service.extraction.times.timing import Timed, timed

#: The time expressions of the reporter's sentences, in order, by the number of their frame.
Times = dict[int, tuple[Timed, ...]]


def find_times(doc: Doc) -> Times:
    """Needs ``doc._.frames``; without ``doc._.published_at`` (ISO 8601), the anchor, fewer resolve."""
    found: dict[int, list[Timed]] = defaultdict(list)
    for one in timed(doc, doc._.frames, anchor_of(doc)):
        found[one.frame].append(one)
    return {frame: tuple(times) for frame, times in found.items()}


def anchor_of(doc: Doc) -> date | None:
    """The day of publication, None where it is missing or no date."""
    published: str | None = doc._.published_at
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
