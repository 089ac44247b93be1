"""What JSON Feed and Atom share: names that last, addresses that are valid, headlines."""

import textwrap
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from service.exports.citations import quoted
from service.storage.records import QuoteRecord

NAMESPACE = UUID("5f0d1c9c-3a3b-4f5e-9d9a-7c1b6f0e2a44")
"""Of the names below. It never changes, or every reader would show every quote as new."""

RESERVED = "!#$%&'()*+,/:;=?@[]~"
LONGEST_HEADLINE = 100


def name(identity: str) -> str:
    """The URN of what ``identity`` stands for: the same on every host, behind every proxy, for good."""
    return uuid5(NAMESPACE, identity).urn


def web_address(url: str | None) -> str | None:
    """``url`` as a valid http(s) address, letters beyond ASCII encoded; None where it is none."""
    try:
        parts = urlsplit((url or "").strip())
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # such as half of an IPv6 address
        return None
    return percent_encoded(parts.geturl(), safe=RESERVED) if known else None


def headline(quote: QuoteRecord) -> str:
    """Who, and the first of the words, at most LONGEST_HEADLINE characters of them."""
    words = textwrap.shorten(quoted(quote), LONGEST_HEADLINE, placeholder=" …”")
    return f"{quote.speaker.name}: {words}" if quote.speaker else words
