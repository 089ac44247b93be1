"""A quotation before its day is told: '"…," she said. Bell, who spoke on Friday, added "…"'."""

from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Doc

from service.extraction.annotations import Medium
from service.extraction.attribution.walk import Attribution
from service.extraction.occasions.reading import DateReading
from service.extraction.times.timing import Timed

_NEAR = 3
#: A month or year is told of an older occasion, looked back on ("2025-03-14" has ten characters).
_DAY = 10
_TELLING = frozenset({"own", "told", "proof"})


def backfill(
    doc: Doc,
    readings: dict[int, DateReading],
    medium_of: Callable[[int], Medium | None],
    section: Sequence[int],
    by_frame: Mapping[int, Sequence[Timed]],
) -> None:
    """Gives a quotation without a day that of the next of the same source, medium and section, if near."""
    attributions: tuple[Attribution, ...] = doc._.attributions
    following: dict[str, int] = {}
    for segment in range(len(attributions) - 1, -1, -1):
        source = attributions[segment].source
        if source is None:
            continue
        after = following.get(source.key)
        if segment in readings:
            if readings[segment].rule in _TELLING and len(readings[segment].value) == _DAY:
                following[source.key] = segment
            else:
                following.pop(source.key, None)
        elif by_frame.get(doc._.frames.of_segment[segment]):
            following.pop(source.key, None)
        elif after is not None and medium_of(after) == medium_of(segment):
            one, other = doc._.segments[segment].paragraph, doc._.segments[after].paragraph
            if other - one <= _NEAR and section[one] == section[other]:
                readings[segment] = readings[after].by("later")
