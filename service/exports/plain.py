"""Citations as plain text and as Markdown, one a paragraph."""

import re
from collections.abc import Iterator

from service.exports.citations import citation
from service.exports.formats import Batches, Format, Listed

# What Markdown could read otherwise within a paragraph; a paragraph always begins with a quotation mark.
MARKUP = re.compile(r"[\\`*_\[\]<>&~|$]")


def write_text(batches: Batches, listed: Listed) -> Iterator[str]:  # noqa: ARG001 - every format is called so
    """A citation a line, each ending in a line feed."""
    for batch in batches:
        for quote in batch:
            yield citation(quote) + "\n"


def write_markdown(batches: Batches, listed: Listed) -> Iterator[str]:
    """A citation a paragraph, with what is no markup escaped."""
    for line in write_text(batches, listed):
        yield MARKUP.sub(r"\\\g<0>", line) + "\n"


MARKDOWN = Format(
    suffix="md",
    media_type="text/markdown",
    write=write_markdown,
    schema={"type": "string", "description": "A citation a paragraph."},
)
TEXT = Format(
    suffix="txt",
    media_type="text/plain",
    write=write_text,
    schema={"type": "string", "description": "A citation a line."},
)
