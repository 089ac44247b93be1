"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): a page of the list, a quote an item."""

from collections.abc import Iterator

from service.exports import feeds
from service.exports.citations import citation
from service.exports.compact import compact
from service.exports.formats import Batches, Format, Listed
from service.storage.records import QuoteRecord


def write(batches: Batches, listed: Listed) -> Iterator[str]:
    """The feed as one JSON document, an item a line."""
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": listed.title,
        "feed_url": listed.url,
        **({"next_url": listed.next_url} if listed.next_url else {}),
        "language": "en",
    }
    yield compact(head).removesuffix("}") + ',"items":['
    between = "\n"
    for batch in batches:
        for quote in batch:
            yield between + compact(_item(quote, listed))
            between = ",\n"
    yield "\n]}\n"


def _item(quote: QuoteRecord, listed: Listed) -> dict[str, object]:
    """Members without a value are left out, as the format wants it."""
    speaker = quote.speaker
    members: dict[str, object] = {
        "id": feeds.name(quote.id),
        "url": f"{listed.base}/v1/quotes/{quote.id}",
        "external_url": feeds.web_address(quote.article.url),
        "title": feeds.headline(quote),
        "content_text": citation(quote),
        "date_published": quote.created_at,
        "date_modified": quote.updated_at,
        "authors": speaker and [{"name": speaker.name, "url": f"{listed.base}/v1/speakers/{speaker.id}"}],
        "tags": [topic.name for topic in quote.topics],
    }
    return {name: value for name, value in members.items() if value}


STRING = {"type": "string"}
ADDRESS = {"type": "string", "format": "uri"}
MOMENT = {"type": "string", "format": "date-time"}
ITEM = {
    "type": "object",
    "required": ["id", "url", "title", "content_text", "date_published", "date_modified"],
    "properties": {
        "id": {"description": "Names the quote for good, whatever host serves it.", **ADDRESS},
        "url": {"description": "The quote in this service.", **ADDRESS},
        "external_url": {"description": "The article, where it has a web address.", **ADDRESS},
        "title": {"description": "Who, and the first of the words.", **STRING},
        "content_text": {"description": "The quote as a citation.", **STRING},
        "date_published": {"description": "When it was stored.", **MOMENT},
        "date_modified": {"description": "When it last changed.", **MOMENT},
        "authors": {
            "type": "array",
            "description": "Who said it, where that is known.",
            "items": {"type": "object", "properties": {"name": STRING, "url": ADDRESS}},
        },
        "tags": {"type": "array", "description": "The topics.", "items": STRING},
    },
}
JSON_FEED = Format(
    suffix="feed.json",
    media_type="application/feed+json",
    write=write,
    paged=True,
    schema={
        "type": "object",
        "required": ["version", "title", "feed_url", "items"],
        "properties": {
            "version": {"const": "https://jsonfeed.org/version/1.1"},
            "title": STRING,
            "feed_url": ADDRESS,
            "next_url": ADDRESS,
            "language": STRING,
            "items": {"type": "array", "items": ITEM},
        },
    },
)
