"""Embedded posts: '"…" — Ada Bell (@adabell) May 4, 2025'."""

import re

from spacy.tokens import Doc

from service.extraction.annotations import Medium, Span
from service.extraction.media.reading import MediumReading

_HANDLE = re.compile(r"\s*[—–―-]{1,3}\s*[^\n()]{2,60}\((@[\w.-]+)\)")
_PLATFORM = re.compile(
    r"\s*(?:[—–-]\s*)?\((Twitter|X|Facebook|Instagram|Bluesky|Truth Social|Telegram|YouTube|TikTok)\)"
)
_LINK = re.compile(r"(?:pic\.twitter\.com|twitter\.com|https?://t\.co)/\w*")


def post_reading(doc: Doc, segment: int) -> MediumReading | None:
    """The platform that a post's signature or a bracket after the quotation names."""
    text, quoted = doc._.text, doc._.segments[segment]
    if found := _HANDLE.match(text, quoted.outer_end):
        handle = found.group(1)
        medium = Medium.SOCIAL_MEDIA if "." in handle or handle.count("@") > 1 else Medium.TWITTER
        return MediumReading(medium, Span.of(text, *found.span(1)), "post")
    if found := _PLATFORM.match(text, quoted.outer_end):
        medium = Medium.TWITTER if found.group(1) in ("Twitter", "X") else Medium.SOCIAL_MEDIA
        return MediumReading(medium, Span.of(text, *found.span(1)), "post")
    if found := _LINK.search(text, quoted.start, quoted.end):
        return MediumReading(Medium.TWITTER, Span.of(text, *found.span()), "post")
    return None
