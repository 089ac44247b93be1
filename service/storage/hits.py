"""Why a quote is in a list that was searched for: how it was found, by which words, what stands around."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from service.storage import aboutness, matching, quote_filters, windows
from service.storage.aboutness import Asked
from service.storage.database import plain
from service.storage.matching import runs
from service.storage.records import ContextRecord, Highlight, HitRecord, QuoteRecord
from service.storage.search import Terms, read
from service.storage.windows import Window

REACH = 300
"""How many characters before and after the quote are shown at most: a paragraph of news has about so many."""


def told(records: Sequence[QuoteRecord], q: str | None, topic: str | None = None) -> tuple[QuoteRecord, ...]:
    """``records`` with what made them hits of ``q``, or of ``topic`` however that shows; as they are where
    neither was asked for."""
    if q is None and topic is None:
        return tuple(records)
    wanted = read(q).wanted if q is not None else ()
    asked = aboutness.asked(topic) if topic is not None else aboutness.Asked({}, ())
    terms = Terms((*wanted, *(term for name in asked.names for term in name.wanted)), ())
    around = windows.around(records, REACH)
    contexts = [_context(record, around.get(place), terms) for place, record in enumerate(records)]
    found = _found(records, contexts, asked, topic)
    told = []
    for record, context in zip(records, contexts, strict=True):
        by = (*found.get(record.id, ()), *(("words",) if q is not None else ()))
        told.append(
            replace(record, hit=HitRecord(by=by, highlights=highlights(record.text, terms), context=context))
        )
    return tuple(told)


def highlights(text: str, terms: Terms) -> tuple[Highlight, ...]:
    """The words of ``text`` that are those of ``terms``."""
    return tuple(Highlight(start=start, end=end, text=text[start:end]) for start, end in runs(text, terms))


def _found(
    records: Sequence[QuoteRecord],
    contexts: Sequence[ContextRecord | None],
    asked: Asked,
    topic: str | None,
) -> dict[str, tuple[str, ...]]:
    """By id, how each is about ``topic``: of the article's text told by where the name stands nearest, in the
    quote, in the paragraph around it, elsewhere. Only for the last the whole text is asked."""
    if topic is None:
        return {}
    found = _ways([record.id for record in records], asked, topic, ("topic", "headline"))
    for record in records:
        if any(matching.has(record.text, name) for name in asked.names):
            found[record.id] = tuple(way for way in aboutness.NEAR if way in (*found[record.id], "text"))
    apart = [
        record.id
        for record, context in zip(records, contexts, strict=True)
        if "text" not in found[record.id] and not _near(context, asked)
    ]
    elsewhere = _ways(apart, asked, topic, ("article",))
    return {
        each: (*ways, *(() if "text" in ways else elsewhere.get(each, ("context",))))
        for each, ways in found.items()
    }


def _near(context: ContextRecord | None, asked: Asked) -> bool:
    return context is not None and any(matching.has(context.text, name) for name in asked.names)


def _ways(ids: list[str], asked: Asked, topic: str, which: Collection[str]) -> dict[str, tuple[str, ...]]:
    if not ids:
        return {}
    known = aboutness.ways(asked.topics, topic)
    tests = {name: known[name].test for name in which}
    quote = quote_filters.QUOTE
    query = quote.select(quote.id, *tests.values()).where(quote.id.in_(ids))
    return {
        quote_id: tuple(name for name, is_so in zip(tests, so, strict=True) if is_so)
        for quote_id, *so in plain(query)
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
