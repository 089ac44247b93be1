"""What stands between the slashes: ids and slugs, and how the specification describes them."""

from flask import Flask
from werkzeug.routing import BaseConverter


class IdConverter(BaseConverter):
    """An id as storage makes them. Anything else can't be found, so it never reaches the database."""

    regex = r"[0-9a-hjkmnp-tv-z]{26}"


class SlugConverter(BaseConverter):
    """A topic's slug: lower case words joined by hyphens."""

    regex = r"[^/\x00-\x20A-Z]{1,200}"


PATTERNS: dict[type[BaseConverter], str] = {IdConverter: "id", SlugConverter: "slug"}

MEANINGS = {
    "article_id": "Id of an article.",
    "quote_id": "Id of a quote.",
    "speaker_id": "Id of a speaker.",
    "ambiguity_id": "Id of an ambiguity.",
    "entry_id": "Id of an entry of a speaker's history.",
    "slug": "A topic's slug, as `topics[].slug` of a quote has it.",
    "job_id": "Id of a job, as the answer that began it has it.",
    "key_id": "Id of a key.",
    "watch_id": "Id of a watch.",
    "delivery_id": "Id of a delivery: the `webhook-id` of its message.",
    "problem": "The last part of a problem's `type`.",
}


def install(app: Flask) -> None:
    """Let routes of ``app`` say ``<id:…>`` and ``<slug:…>``."""
    for converter, name in PATTERNS.items():
        app.url_map.converters[name] = converter


def schema_of(converter: BaseConverter) -> dict[str, object]:
    """The JSON Schema of what ``converter`` takes."""
    return {"type": "string", "pattern": f"^{converter.regex}$"}
