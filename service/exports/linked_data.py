"""JSON-LD: schema.org quotations, tied to the words of the article by W3C Web Annotation selectors.

The context stands in the document, so that nothing needs to be fetched to read it. Its terms are those of
schema.org and of http://www.w3.org/ns/anno.jsonld, with their own meanings.
"""

from collections.abc import Iterator, Mapping

from service.exports import feeds
from service.exports.citations import MEDIA
from service.exports.compact import compact
from service.exports.formats import Batches, Format, Listed
from service.storage import windows
from service.storage.records import QuoteRecord, SpeakerRef

REACH = 32
"""How many characters a prefix and a suffix have: enough to tell one "yes" of an article from another."""

CONTEXT: Mapping[str, object] = {
    "@vocab": "http://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "url": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
    "dateCreated": {"@type": "Date"},
    "sdDatePublished": {"@type": "DateTime"},
    "SpecificResource": "oa:SpecificResource",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": "oa:hasSelector",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
}

TYPES: Mapping[str, str] = {"person": "Person", "organization": "Organization"}
"""What schema.org has a class for; a group and an unnamed source are things, and no more is said of them."""

Node = dict[str, object]


def write(batches: Batches, listed: Listed) -> Iterator[str]:
    """One document: the context, then the graph with a quotation a line."""
    yield f'{{"@context":{compact(CONTEXT)},"@graph":['
    between = "\n"
    for batch in batches:
        around = windows.around(batch, REACH)
        for place, quote in enumerate(batch):
            yield between + compact(_quotation(quote, around.get(place), listed.base))
            between = ",\n"
    yield "\n]}\n"


def _quotation(quote: QuoteRecord, around: windows.Window | None, base: str) -> Node:
    speaker = quote.speaker and _speaker(quote.speaker, base)
    return _known(
        {
            "@id": f"{base}/v1/quotes/{quote.id}",
            "@type": "Quotation",
            "text": quote.text,
            "creator": speaker,
            "spokenByCharacter": speaker and quote.role and _role(speaker, quote.role),
            "genre": quote.medium if quote.medium in MEDIA else None,
            "dateCreated": quote.said_on,
            "creativeWorkStatus": quote.status,
            "about": [
                {"@id": f"{base}/v1/topics/{topic.slug}", "@type": "Thing", "name": topic.name}
                for topic in quote.topics
            ],
            "isPartOf": _article(quote, base),
            "isBasedOn": [_place(quote, number, around, base) for number in range(len(quote.segments))],
            "sdDatePublished": quote.updated_at,
        }
    )


def _speaker(speaker: SpeakerRef, base: str) -> Node:
    """A source without a name has a description in its place."""
    named = "description" if speaker.kind == "unnamed" else "name"
    kind = TYPES.get(speaker.kind, "Thing")
    return {"@id": f"{base}/v1/speakers/{speaker.id}", "@type": kind, named: speaker.name}


def _role(speaker: Node, role: str) -> Node:
    """The role that the speaker has in this article, which says nothing of others (schema.org's Role)."""
    return {"@type": "Role", "roleName": role, "spokenByCharacter": {"@id": speaker["@id"]}}


def _article(quote: QuoteRecord, base: str) -> Node:
    article = quote.article
    return _known(
        {
            "@id": f"{base}/v1/articles/{article.id}",
            "@type": "NewsArticle",
            "headline": article.title,
            "url": feeds.web_address(article.url),
            "datePublished": article.published_at,
            "publisher": article.publication and {"@type": "Organization", "name": article.publication},
        }
    )


def _place(quote: QuoteRecord, number: int, around: windows.Window | None, base: str) -> Node:
    """Where a segment stands, in two ways: by its offsets, and by its words with what surrounds them."""
    span = quote.segments[number]
    words: Node = {"@type": "TextQuoteSelector", "exact": span.text}
    if around is not None:
        words["prefix"], words["suffix"] = around.beside(span, REACH)
    return {
        "@type": "SpecificResource",
        "source": f"{base}/v1/articles/{quote.article.id}?revision={quote.revision}",
        "selector": [{"@type": "TextPositionSelector", "start": span.start, "end": span.end}, words],
    }


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, [])}


def _text_of(about: str) -> Node:
    return {"type": "string", "description": about}


def _node_of(about: str) -> Node:
    return {"type": "object", "description": about}


QUOTATION: Node = {
    "type": "object",
    "required": ["@id", "@type", "text", "isPartOf", "isBasedOn"],
    "properties": {
        "@id": {"type": "string", "format": "uri", "description": "Where the quote is shown."},
        "@type": {"const": "Quotation"},
        "text": _text_of("The words, as the article prints them."),
        "creator": _node_of("Who said it: a Person, an Organization or a Thing."),
        "spokenByCharacter": _node_of("The Role in which it was said, where the article gives one."),
        "genre": _text_of("The medium; missing where it is not known."),
        "dateCreated": _text_of("The day, month or year on which it was said."),
        "creativeWorkStatus": _text_of("What editors decided: the quote's status."),
        "about": {"type": "array", "description": "The topics, as Things.", "items": {"type": "object"}},
        "isPartOf": _node_of("The NewsArticle that prints it."),
        "isBasedOn": {
            "type": "array",
            "description": "Where each segment stands: SpecificResources of Web Annotation, with selectors.",
            "items": {"type": "object"},
        },
        "sdDatePublished": _text_of("When this was last changed."),
    },
}
"""A quotation as the specification has it; what its inner nodes hold is in docs/exports.md."""

JSON_LD = Format(
    suffix="jsonld",
    media_type="application/ld+json",
    write=write,
    schema={
        "type": "object",
        "required": ["@context", "@graph"],
        "properties": {
            "@context": {"type": "object", "description": "What every term means; nothing is fetched."},
            "@graph": {
                "type": "array",
                "description": "The quotations.",
                "items": QUOTATION,
            },
        },
    },
)
