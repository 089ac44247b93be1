"""Texts that show where a quote stands: its segments between braces, so that nobody counts offsets."""

import re

from service.extraction.annotations import Span


def unmarked(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The text without braces, and what stood between them."""
    pieces = re.split(r"([{}])", marked)
    text, opened, found = "", 0, []
    for piece in pieces:
        if piece == "{":
            opened = len(text)
        elif piece == "}":
            found.append((opened, len(text)))
        else:
            text += piece
    return text, tuple(Span.of(text, start, end) for start, end in found)
