"""One page of a list as an answer."""

from typing import Any

from service.api import links
from service.storage.records import Page


def listing(page: Page[Any]) -> dict[str, object]:
    """What the list schemas dump: the records, the link that goes on with the same filters, the total."""
    return {
        "data": page.items,
        "links": {"next": links.go_on(page.next_cursor)},
        "meta": {"total": page.total, "total_is": "exact" if page.exact else "at_least"},
    }
