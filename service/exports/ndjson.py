"""NDJSON: a quote a line, the same members as in a page of JSON."""

from collections.abc import Iterator

from schemas.lists import QuoteList
from service.exports.compact import compact
from service.exports.formats import Batches, Format, Listed

QUOTE = QuoteList().fields["data"].inner.schema  # type: ignore[attr-defined]
"""Dumps one quote as a page of JSON shows it."""


def write(batches: Batches, listed: Listed) -> Iterator[str]:  # noqa: ARG001 - every format is called so
    """One line a quote, each ending in a line feed; nothing for an empty list."""
    for batch in batches:
        for quote in batch:
            yield compact(QUOTE.dump(quote)) + "\n"


NDJSON = Format(
    suffix="ndjson",
    media_type="application/x-ndjson",
    write=write,
    schema={"type": "string", "description": "One quote a line, as JSON."},
)
