"""Which stored quote each reading is.

A quote is known by its words: the n-th quote with the same words in its article. One that an editor decided
on is known by its place too, so that a reading with other boundaries is one of it and no new quote beside it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from service.extraction.annotations import Quote, Span
from service.storage import ids
from service.storage.names import fold

Places = Mapping[str, Sequence[Sequence[Span]]]
"""Where each decided quote (by its id) stands in the text, with the boundaries in force and with those that
the machine read last; nowhere if the text has neither."""

SAME = 0.5
"""The least share of characters in common at which two runs are one quote, read with other boundaries."""


def assigned(article_id: str, quotes: Sequence[Quote], decided: Places) -> dict[str, Quote]:
    """Each of ``quotes`` under the id of the quote that it is, stored or new."""
    ordered = sorted(quotes, key=lambda quote: quote.segments)
    placed = _by_place(ordered, decided)
    # A decided quote that stands in the text unread must not be taken for the same words elsewhere in it.
    taken = {quote_id for quote_id, places in decided.items() if places}
    seen: Counter[str] = Counter()
    identified: dict[str, Quote] = {}
    for number, quote in enumerate(ordered):
        identified[placed.get(number) or _next_id(article_id, quote, seen, taken)] = quote
    return identified


def _next_id(article_id: str, quote: Quote, seen: Counter[str], taken: set[str]) -> str:
    words = fold(quote.text) or quote.text
    while True:
        quote_id = ids.derived("quote", article_id, words, str(seen[words]))
        seen[words] += 1
        if quote_id not in taken:
            return quote_id


def _by_place(quotes: Sequence[Quote], decided: Places) -> dict[int, str]:
    """The decided quote that each of ``quotes`` (by its number) shares most characters with, one to one."""
    pairs = [
        (-share, number, quote_id)
        for quote_id, places in decided.items()
        for number, quote in enumerate(quotes)
        if (share := max((_in_common(place, quote.segments) for place in places), default=0.0)) >= SAME
    ]
    placed: dict[int, str] = {}
    used: set[str] = set()
    for _, number, quote_id in sorted(pairs):
        if number not in placed and quote_id not in used:
            placed[number] = quote_id
            used.add(quote_id)
    return placed


def _in_common(one: Sequence[Span], other: Sequence[Span]) -> float:
    """The characters that are in both, as a share of those that are in either."""
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    either = sum(span.end - span.start for span in (*one, *other)) - both
    return both / either if either else 0.0
