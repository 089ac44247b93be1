"""JSON: one article, an array of them, or one a line (NDJSON); with our fields, or as ninjs items."""

import json
from collections.abc import Iterator

from service.errors import InvalidArticle
from service.sources import ninjs
from service.sources.found import Document, Found, Unreadable

LONGEST_LINE = 64_000_000
"""In bytes: what has no line ends is no NDJSON, and must not fill the memory."""


def whole(where: str, text: str, data: bytes) -> Iterator[Found]:
    """The articles of ``text`` (``data`` before it was decoded): an object, an array, or lines after all."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if is_object(text.lstrip().partition("\n")[0]):
            yield from lines(where, iter(data.splitlines(keepends=True)))
        else:
            yield Unreadable(where, f"not JSON: {error}", len(data))
        return
    if not isinstance(value, list):
        yield _document(where, value, len(data))
        return
    for index, item in enumerate(value):
        yield _document(f"{where}[{index}]", item, len(data) // len(value))


def lines(where: str, found: Iterator[bytes]) -> Iterator[Found]:
    """The articles of ``found``, one a line, each told as ``where:n`` with n from 1; empty lines count."""
    for number, line in enumerate(found, start=1):
        if not line.strip():
            continue
        at = f"{where}:{number}"
        try:
            if len(line) > LONGEST_LINE:
                raise ValueError(f"the line has more than {LONGEST_LINE:,} bytes")
            yield _document(at, json.loads(line.decode("utf-8-sig")), len(line))
        except UnicodeDecodeError as error:
            yield Unreadable(at, f"not UTF-8 text ({error})", len(line))
        except (ValueError, RecursionError) as error:
            yield Unreadable(at, f"not JSON: {error}", len(line))


def is_object(line: str | bytes) -> bool:
    """Whether ``line`` is a JSON object by itself."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _document(where: str, value: object, size: int) -> Found:
    if isinstance(value, dict) and value.keys() >= {"article", "problem"}:
        value = value["article"]  # a line of a report of failures, which is to be tried again
    if not isinstance(value, dict):
        return Unreadable(where, "not a JSON object with an article's fields (text or html, title …)", size)
    if not ninjs.looks_like(value):
        return Document(where, value, size)
    try:
        return Document(where, ninjs.fields_of(value), size)
    except InvalidArticle as error:
        return Unreadable(where, error.detail, size)
