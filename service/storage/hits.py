"""Why a quote is in a list that was searched for: how it was found, by which words, what stands around."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from service.storage import aboutness, quote_filters, searches, united, windows
from service.storage.database import plain
from service.storage.matching import runs
from service.storage.records import ContextRecord, Highlight, HitRecord, QuoteRecord
from service.storage.search import Terms, read
from service.storage.united import United
from service.storage.windows import Window

REACH = 300
"""How many characters before and after the quote are shown at most: a paragraph of news has about so many."""


def told(
    records: Sequence[QuoteRecord], pks: Sequence[int], q: str | None, about: United | None = None
) -> tuple[QuoteRecord, ...]:
    """``records``, of ``pks``, with what made them hits of ``q``, or of the topics that they are ``about``
    however that shows; as they are where neither was asked for."""
    if q is None and about is None:
        return tuple(records)
    wanted = read(q).wanted if q is not None else ()
    names = about.names if about is not None else ()
    terms = Terms((*wanted, *(term for name in names for term in name.wanted)), ())
    around = windows.around(records, REACH)
    contexts = [_context(record, around.get(place), terms) for place, record in enumerate(records)]
    found = _found(dict(zip(pks, zip(records, contexts, strict=True), strict=True)), about) if about else {}
    told = []
    for pk, record, context in zip(pks, records, contexts, strict=True):
        by = (*found.get(pk, ()), *(("words",) if q is not None else ()))
        told.append(
            replace(record, hit=HitRecord(by=by, highlights=highlights(record.text, terms), context=context))
        )
    return tuple(told)


def highlights(text: str, terms: Terms) -> tuple[Highlight, ...]:
    """The words of ``text`` that are those of ``terms``."""
    return tuple(Highlight(start=start, end=end, text=text[start:end]) for start, end in runs(text, terms))


def _found(
    shown: Mapping[int, tuple[QuoteRecord, ContextRecord | None]], about: United
) -> dict[int, tuple[str, ...]]:
    """By key, how each is about the topics: of the article's text told by where a name stands nearest, in the
    quote, in the paragraph around it, elsewhere. Only for the last the whole text is asked."""
    near = {way: _in_way([*shown], about, way) for way in ("topic", "headline")}
    near["text"] = {pk for pk, (record, _) in shown.items() if aboutness.has(record.text, about.names)}
    apart = [
        pk
        for pk, (_, context) in shown.items()
        if pk not in near["text"] and not (context and aboutness.has(context.text, about.names))
    ]
    elsewhere = _in_way(apart, about, "article")
    found = {}
    for pk in shown:
        ways = tuple(way for way in united.NEAR if pk in near[way])
        if pk in elsewhere:
            ways = (*ways, "article")
        elif pk not in near["text"] and pk not in apart:
            ways = (*ways, "context")
        found[pk] = ways
    return found


def _in_way(pks: Sequence[int], about: United, way: str) -> AbstractSet[int]:
    """Those of ``pks`` that are about it in this way."""
    known = about.known.get(way)
    if known is not None:
        return known.intersection(pks)
    if not pks:
        return frozenset()
    if way == "article" and about.articles is not None:
        return {pk for pk, article in aboutness.articles_of(pks) if article in about.articles}
    quote = quote_filters.QUOTE
    among = quote.select(quote.pk).where(quote.pk.in_(searches.spelled(pks)), about.ways[way].test)
    return {pk for (pk,) in plain(among)}


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
