"""Where words of one revision of a text stand in another."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.extraction.annotations import Span

CONTEXT = 200
"""How many characters on either side tell two places with the same words apart."""

MOST_PLACES = 100
"""How many places with the same words are compared; a text that has more has them everywhere."""


def moved(old: str, new: str, spans: Sequence[Span]) -> tuple[Span, ...] | None:
    """``spans`` of ``old`` where their words stand in ``new``, in their order; None if they do not.

    Of several such places the one whose surroundings are most like the old ones; among equals, the first.
    """
    best: tuple[int, tuple[Span, ...]] | None = None
    for start in _places(new, spans[0].text):
        found = _from(new, start, spans)
        if found is None:
            break
        alike = _alike(old, spans[0].start, new, start) + _alike(old, spans[-1].end, new, found[-1].end)
        if best is None or alike > best[0]:
            best = (alike, found)
    return None if best is None else best[1]


def shifted(text: str, span: Span, by: int) -> Span | None:
    """``span``, ``by`` characters further on, if ``text`` has its words there."""
    there = replace(span, start=span.start + by, end=span.end + by)
    return there if there.start >= 0 and text[there.start : there.end] == span.text else None


def _places(text: str, words: str) -> Iterator[int]:
    start = text.find(words)
    for _ in range(MOST_PLACES):
        if start < 0:
            return
        yield start
        start = text.find(words, start + 1)


def _from(text: str, first: int, spans: Sequence[Span]) -> tuple[Span, ...] | None:
    found: list[Span] = []
    after = first
    for span in spans:
        start = text.find(span.text, after)
        if start < 0:
            return None
        found.append(Span.of(text, start, start + len(span.text)))
        after = found[-1].end
    return tuple(found)


def _alike(old: str, at: int, new: str, there: int) -> int:
    """How many characters before and after the two places are the same, counted outwards from them."""
    old_before, new_before = old[max(0, at - CONTEXT) : at], new[max(0, there - CONTEXT) : there]
    before = zip(reversed(old_before), reversed(new_before), strict=False)
    after = zip(old[at : at + CONTEXT], new[there : there + CONTEXT], strict=False)
    return _run(before) + _run(after)


def _run(pairs: "zip[tuple[str, str]]") -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count
