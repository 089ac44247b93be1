"""Atom (RFC 4287): a page of the list with links to itself and the next (RFC 5005), a quote an entry."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from xml.sax.saxutils import escape, quoteattr

from service.exports import feeds
from service.exports.citations import citation
from service.exports.formats import Batches, Format, Listed
from service.storage.records import QuoteRecord

# XML 1.0 has no way to write these, not even escaped.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NEVER = "1970-01-01T00:00:00Z"
"""When an empty list last changed, for want of anything that did."""


def write(batches: Batches, listed: Listed) -> Iterator[str]:
    """The feed as one XML document, an entry a line. It is as old as the quote in it that changed last."""
    page = tuple(chain.from_iterable(batches))
    updated = max((quote.updated_at for quote in page), default=NEVER)
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
    yield _element("id", feeds.name(listed.identity))
    yield _element("title", listed.title)
    yield _element("updated", updated)
    yield _person("Quote tracker", listed.base)
    yield _link("self", listed.url, ATOM.media_type)
    if listed.next_url:
        yield _link("next", listed.next_url, ATOM.media_type)
    yield "\n"
    for quote in page:
        yield "".join(_entry(quote, listed)) + "\n"
    yield "</feed>\n"


def _entry(quote: QuoteRecord, listed: Listed) -> Iterator[str]:
    address = feeds.web_address(quote.article.url)
    yield "<entry>"
    yield _element("id", feeds.name(quote.id))
    yield _element("title", feeds.headline(quote))
    yield _element("updated", quote.updated_at)
    yield _element("published", quote.created_at)
    if quote.speaker:
        yield _person(quote.speaker.name, f"{listed.base}/v1/speakers/{quote.speaker.id}")
    if address:
        yield _link("alternate", address, "text/html")
    yield _link("related", f"{listed.base}/v1/quotes/{quote.id}", "application/json")
    for topic in quote.topics:
        yield _element("category", "", {"term": topic.slug, "label": topic.name})
    yield _element("content", citation(quote), {"type": "text"})
    yield "</entry>"


def _person(name: str, address: str) -> str:
    return f"<author>{_element('name', name)}{_element('uri', address)}</author>"


def _link(relation: str, address: str, media_type: str) -> str:
    return _element("link", "", {"rel": relation, "type": media_type, "href": address})


def _element(name: str, text: str, attributes: Mapping[str, str] | None = None) -> str:
    said = "".join(f" {key}={quoteattr(_writable(value))}" for key, value in (attributes or {}).items())
    return f"<{name}{said}>{escape(_writable(text))}</{name}>"


def _writable(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", text)


ATOM = Format(
    suffix="atom",
    media_type="application/atom+xml",
    write=write,
    paged=True,
    schema={"type": "string", "description": "An Atom feed (RFC 4287)."},
)
