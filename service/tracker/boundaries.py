"""The boundaries that an editor gives a quote: offsets that must cut words out of the text, no more."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.errors import InvalidDecision
from service.extraction.annotations import Span

SHOWN = 60
"""How many characters of a text a message repeats at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """Where a segment is to begin and to end, in characters of the text; ``text`` is what the editor sees
    there, None if that was not said."""

    start: int
    end: int
    text: str | None = None


def spans(text: str, boundaries: Sequence[Boundary]) -> tuple[Span, ...]:
    """The segments of ``text`` within ``boundaries``; raises InvalidDecision naming the offset at fault."""
    if not boundaries:
        raise InvalidDecision("A quote has one segment at least.", field="segments")
    found: list[Span] = []
    for number, boundary in enumerate(boundaries):
        found.append(_span(text, boundary, number, after=found[-1].end if found else 0))
    return tuple(found)


def _span(text: str, boundary: Boundary, number: int, *, after: int) -> Span:
    here, start, end = f"segments/{number}", boundary.start, boundary.end
    if not 0 <= start < len(text):
        raise _fault(
            f"{here}/start", f"{start:,} is outside the text, whose {len(text):,} characters count from 0"
        )
    if end > len(text):
        raise _fault(f"{here}/end", f"{end:,} is outside the text, which ends at {len(text):,}")
    if end <= start:
        raise _fault(f"{here}/end", f"{end:,} is not after the start, {start:,}: the segment is empty")
    if start < after:
        raise _fault(
            f"{here}/start",
            f"{start:,} is before {after:,}, where the segment before ends: segments follow each other",
        )
    span = Span.of(text, start, end)
    if boundary.text is not None and boundary.text != span.text:
        raise _fault(
            f"{here}/text",
            f"the article has {span.text[:SHOWN]!r} from {start:,} to {end:,}, "
            f"not {boundary.text[:SHOWN]!r}; offsets count Unicode code points",
        )
    if not any(character.isalnum() for character in span.text):
        raise _fault(here, f"the text has no word from {start:,} to {end:,}")
    return span


def _fault(field: str, what: str) -> InvalidDecision:
    return InvalidDecision(f"/{field}: {what}.", field=field)
