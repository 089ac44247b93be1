"""Web pages are read in time that their length bounds, whatever they are made of."""

import re

import trafilatura

MOST_TAGS = 6_000
"""A page of more tags is read without the second opinions, one of which compares every paragraph with every
other."""

LONG_TAG, MOST_ATTRIBUTES = 2_000, 200
TAG = re.compile(rf"<([A-Za-z][A-Za-z0-9:-]{{0,40}})\s[^<>]{{{LONG_TAG},}}>")


def article_in(html: str) -> tuple[str, str | None]:
    """The article's text in a page (empty where there is none), and its title."""
    document = trafilatura.bare_extraction(
        TAG.sub(_bare, html),
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        fast=html.count("<") > MOST_TAGS,
    )
    return getattr(document, "text", None) or "", getattr(document, "title", None) or None


def _bare(tag: re.Match[str]) -> str:
    """A tag of hundreds of attributes without any: the parser compares each with all before it."""
    return f"<{tag[1]}>" if len(tag[0].split()) > MOST_ATTRIBUTES else tag[0]
