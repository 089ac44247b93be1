"""One page of a list as an answer."""

from typing import Any
from urllib.parse import urlencode

from flask import request

from service.storage.records import Page


def listing(page: Page[Any]) -> dict[str, object]:
    """What the list schemas dump: the records, the link that goes on with the same filters, the total."""
    return {
        "data": page.items,
        "links": {"next": _next(page.next_cursor)},
        "meta": {"total": page.total, "total_is": "exact" if page.exact else "at_least"},
    }


def _next(cursor: str | None) -> str | None:
    if cursor is None:
        return None
    return f"{request.base_url}?{urlencode({**request.args.to_dict(), 'cursor': cursor})}"
