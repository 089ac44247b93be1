"""CSV (RFC 4180) that a spreadsheet opens as it is: byte order mark, a header row, CRLF, commas.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, and ``unguarded`` takes it
off. A cell changes only if, apostrophes aside, it begins as in ``FORMULA``, so no two cells end up alike.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping

from service.exports.formats import Batches, Format, Listed
from service.storage.records import QuoteRecord

BOM = "\ufeff"
"""Without it Excel reads UTF-8 in the machine's own code page."""

# What OWASP lists under CSV injection: with the full-width signs, which East Asian Excel takes for the plain.
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
GUARD = "'"
BETWEEN = "; "
"""Between the items of a cell that has several."""

COLUMNS: Mapping[str, Callable[[QuoteRecord], object]] = {
    "id": lambda quote: quote.id,
    "text": lambda quote: quote.text,
    "speaker": lambda quote: quote.speaker and quote.speaker.name,
    "role": lambda quote: quote.role,
    "medium": lambda quote: quote.medium,
    "said_on": lambda quote: quote.said_on,
    "article_title": lambda quote: quote.article.title,
    "publication": lambda quote: quote.article.publication,
    "published_at": lambda quote: quote.article.published_at,
    "url": lambda quote: quote.article.url,
    "topics": lambda quote: BETWEEN.join(topic.name for topic in quote.topics),
    "partial": lambda quote: quote.partial,
    "confidence": lambda quote: quote.confidence,
    "status": lambda quote: quote.status,
    "speaker_kind": lambda quote: quote.speaker and quote.speaker.kind,
    "speaker_id": lambda quote: quote.speaker and quote.speaker.id,
    "article_id": lambda quote: quote.article.id,
    "revision": lambda quote: quote.revision,
    "segments": lambda quote: BETWEEN.join(f"{span.start}..{span.end}" for span in quote.segments),
    "created_at": lambda quote: quote.created_at,
    "updated_at": lambda quote: quote.updated_at,
}
"""The columns in their order. Names never change; new columns are added at the end."""


def write(batches: Batches, listed: Listed) -> Iterator[str]:  # noqa: ARG001 - every format is called so
    """The header row, then a row a quote. What is null is an empty cell."""
    writer = csv.writer(_Row(), lineterminator="\r\n")
    yield BOM + str(writer.writerow(COLUMNS))
    for batch in batches:
        for quote in batch:
            yield str(writer.writerow([_cell(read(quote)) for read in COLUMNS.values()]))


def guarded(text: str) -> str:
    """``text`` such that no spreadsheet calculates it."""
    return GUARD + text if FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text of which ``guarded`` made ``cell``."""
    return cell[1:] if cell.startswith(GUARD) and FORMULA.match(cell) else cell


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return guarded(value) if isinstance(value, str) else value


class _Row:
    """A file that hands back what is written to it: ``writerow`` returns what ``write`` does."""

    def write(self, row: str) -> str:
        return row


CSV = Format(
    suffix="csv",
    media_type="text/csv",
    write=write,
    schema={"type": "string", "description": f"The columns: {', '.join(COLUMNS)}."},
)
