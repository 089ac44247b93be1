"""Why a quote is in a list that was searched for: how it was found, by which words, what stands around."""

from collections.abc import Sequence
from dataclasses import replace

from peewee import SQL

from service.storage import quote_filters, windows
from service.storage.database import tuples
from service.storage.matching import runs
from service.storage.records import ContextRecord, Highlight, HitRecord, QuoteRecord
from service.storage.search import Term, Terms, read
from service.storage.windows import Window

REACH = 300
"""How many characters before and after the quote are shown at most: a paragraph of news has about so many."""


def told(
    records: Sequence[QuoteRecord], q: str | None, ways: dict[str, SQL], phrases: Sequence[str] = ()
) -> tuple[QuoteRecord, ...]:
    """``records`` with what made them hits of ``q``, of one of ``ways`` (tests by name) or ``phrases``.

    As they are where none of it was asked for.
    """
    if q is None and not ways:
        return tuple(records)
    wanted = read(q).wanted if q is not None else ()
    terms = Terms((*wanted, *(Term(phrase) for phrase in phrases)), ())
    found = _ways([record.id for record in records], ways)
    around = windows.around(records, REACH)
    return tuple(
        replace(
            record,
            hit=HitRecord(
                by=(*found.get(record.id, ()), *(("words",) if q is not None else ())),
                highlights=highlights(record.text, terms),
                context=_context(record, around.get(place), terms),
            ),
        )
        for place, record in enumerate(records)
    )


def highlights(text: str, terms: Terms) -> tuple[Highlight, ...]:
    """The words of ``text`` that are those of ``terms``."""
    return tuple(Highlight(start=start, end=end, text=text[start:end]) for start, end in runs(text, terms))


def _ways(ids: list[str], ways: dict[str, SQL]) -> dict[str, tuple[str, ...]]:
    if not ways or not ids:
        return {}
    quote = quote_filters.QUOTE
    query = quote.select(quote.id, *ways.values()).where(quote.id.in_(ids))
    return {
        quote_id: tuple(name for name, is_so in zip(ways, so, strict=True) if is_so)
        for quote_id, *so in tuples(query)
    }


def _context(record: QuoteRecord, seen: Window | None, terms: Terms) -> ContextRecord | None:
    """The paragraph that the quote stands in, or as much of it as is near."""
    if seen is None:
        return None
    first, last = record.segments[0].start, record.segments[-1].end
    base, window = seen.start, seen.text
    start = window.rfind("\n", 0, first - base) + 1
    if start == 0 and base > 0:
        start = max(window.find(" ", 0, first - base), 0)
    end = window.find("\n", last - base)
    if end < 0:
        cut = window.rfind(" ", last - base) if len(window) == last + REACH - base else -1
        end = cut if cut > 0 else len(window)
    text = window[start:end]
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    at = base + start + lead
    return ContextRecord(start=at, end=at + len(text), text=text, highlights=highlights(text, terms))
