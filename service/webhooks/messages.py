"""What a webhook says: the type of event, when it happened, and the quote in its public shape, with links."""

import json
from collections.abc import Mapping
from typing import Any

from schemas.watches import ToldQuote

CONTENT_TYPE = "application/json; charset=utf-8"
QUOTE = ToldQuote()


def body(
    *,
    type: str,  # noqa: A002 - what the specification calls it
    at: str,
    data: Mapping[str, Any] | None,
    quote_id: str | None,
    root: str,
    watch: Mapping[str, str],
) -> bytes:
    """The message as JSON in UTF-8.

    ``data`` is the quote, as its record has it; None for one that is too long (then only named) and for a
    ping. ``root`` is the service's address, ``watch`` the watch's id and name.
    """
    message: dict[str, object] = {"type": type, "timestamp": at, "watch": dict(watch)}
    if quote_id is None:
        message["data"] = {}
    elif data is None:
        message["data"] = {"id": quote_id, "links": _links(quote_id, root)}
    else:
        message["data"] = QUOTE.dump({**data, "links": _links(quote_id, root, data)})
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def _links(quote_id: str, root: str, data: Mapping[str, Any] | None = None) -> dict[str, str | None]:
    quote = f"{root}/v1/quotes/{quote_id}"
    article = (data or {}).get("article")
    speaker = (data or {}).get("speaker")
    return {
        "self": quote,
        "history": f"{quote}/history",
        "article": f"{root}/v1/articles/{article['id']}" if article else None,
        "speaker": f"{root}/v1/speakers/{speaker['id']}" if speaker else None,
    }
