"""Reads a marked row with the real pipeline and holds the quotes found against it."""

from service.extraction.extractor import Extractor
from tests.extraction.marked import Marked, speakers_of
from tests.extraction.spans import check


def check_quotes(extractor: Extractor, row: Marked, why: str) -> None:
    """The row's quotes, segment by segment, their speakers, and where there is one quote, its evidence."""
    extraction = extractor.extract(row.text)
    check(extraction)
    quotes = extraction.quotes
    found = [tuple(s.text for s in quote.segments) for quote in quotes]
    assert found == row.quotes, why
    assert [(s.start, s.end) for quote in quotes for s in quote.segments] == row.offsets, why
    assert speakers_of(quotes, row.speakers) == row.speakers, why
    if len(quotes) != 1:
        return
    for kind, span in (("cue", quotes[0].evidence.cue), ("source", quotes[0].evidence.speaker)):
        if kind in row.evidence:
            assert span is not None and span.text == row.printed(kind), why
