"""Finds articles in files, folders and standard input; whatever can't be read is told, never raised."""

import gzip
import re
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from service.sources import feeds, json_items, parquet, text
from service.sources.decoding import Undecodable, decoded
from service.sources.found import Document, Found, Unreadable

JSON_SUFFIXES = frozenset({".json"})
LINES_SUFFIXES = frozenset({".ndjson", ".jsonl"})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
FEED_SUFFIXES = frozenset({".xml", ".rss", ".atom"})
PARQUET_SUFFIXES = frozenset({".parquet"})
KNOWN_SUFFIXES = (
    JSON_SUFFIXES | LINES_SUFFIXES | HTML_SUFFIXES | TEXT_SUFFIXES | FEED_SUFFIXES | PARQUET_SUFFIXES
)
STDIN = Path("-")
LARGEST_FILE = 256_000_000
"""In bytes, unpacked, of a file that is read as a whole; NDJSON is read line by line and has no bound."""

_HTML_START = re.compile(r"\s*(<!doctype\s+html|<html|<head|<body|<article)\b", re.IGNORECASE)
_FEED_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: ``first_line_title``: a text's first line is its headline."""

    first_line_title: bool = False


def suffix_of(file: Path) -> str:
    """The ending that says what ``file`` holds: ``.txt`` of ``story.txt`` and of ``story.txt.gz``."""
    name = Path(file.stem) if file.suffix.lower() == ".gz" else file
    return name.suffix.lower()


def files(path: Path) -> list[Path]:
    """The files that ``path`` names: itself, or every file of a known kind under the folder, sorted."""
    if path == STDIN or not path.is_dir():
        return [path]
    return sorted(
        file
        for file in path.rglob("*")
        if suffix_of(file) in KNOWN_SUFFIXES
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
    )


def documents(file: Path, reading: Reading = Reading()) -> Iterator[Found]:
    """Every article of ``file`` (``-``: standard input), read as its suffix says, else as it looks.

    What gzip packed is unpacked; the sizes then count the bytes of the packed file.
    """
    if file == STDIN:
        yield from _stream("stdin", "", sys.stdin.buffer, reading)
        return
    where = str(file)
    try:
        if file.suffix.lower() in PARQUET_SUFFIXES:
            yield from parquet.documents(where, file)
            return
        with file.open("rb") as raw:
            if file.suffix.lower() == ".gz":
                yield from _unpacked(where, suffix_of(file), raw, reading)
            else:
                yield from _stream(where, suffix_of(file), raw, reading)
    except OSError as error:
        yield Unreadable(where, (error.strerror or str(error)).lower(), 0)


def _unpacked(where: str, suffix: str, raw: BinaryIO, reading: Reading) -> Iterator[Found]:
    before = 0
    try:
        with gzip.open(raw) as unpacked:
            for item in _stream(where, suffix, unpacked, reading):  # type: ignore[arg-type]  # it reads alike
                now = raw.tell()
                yield replace(item, size=now - before)
                before = now
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        yield Unreadable(where, f"not a whole gzip file: {error}", 0)


def _stream(where: str, suffix: str, stream: BinaryIO, reading: Reading) -> Iterator[Found]:
    if suffix in LINES_SUFFIXES:
        yield from json_items.lines(where, _lines(stream))
        return
    if suffix in PARQUET_SUFFIXES:
        yield Unreadable(where, "Parquet is read from its end, so not out of gzip: unpack it", 0)
        return
    first = stream.readline(json_items.LONGEST_LINE)
    if suffix not in KNOWN_SUFFIXES and json_items.is_object(first):
        yield from json_items.lines(
            where, _lines(stream, first)
        )  # one a line, and there may be no end of them
        return
    data = first + stream.read(LARGEST_FILE)
    if len(data) > LARGEST_FILE:
        yield Unreadable(where, f"has more than {LARGEST_FILE:,} bytes", len(data))
    elif suffix in FEED_SUFFIXES or (suffix not in KNOWN_SUFFIXES and _FEED_START.match(data)):
        yield from feeds.documents(where, data)
    else:
        yield from _decoded(where, suffix, data, reading)


def _decoded(where: str, suffix: str, data: bytes, reading: Reading) -> Iterator[Found]:
    try:
        words = decoded(data)
    except Undecodable as error:
        yield Unreadable(where, str(error), len(data))
        return
    if suffix in JSON_SUFFIXES or (suffix not in KNOWN_SUFFIXES and words.lstrip()[:1] in ("{", "[")):
        yield from json_items.whole(where, words, data)
    elif suffix in HTML_SUFFIXES or (suffix not in TEXT_SUFFIXES and _HTML_START.match(words)):
        yield Document(where, {"html": words}, len(data))
    else:
        yield text.document(where, words, len(data), first_line_title=reading.first_line_title)


def _lines(stream: BinaryIO, first: bytes = b"") -> Iterator[bytes]:
    """The lines of ``stream`` after ``first``; of one that is too long, its beginning."""
    if first:
        yield first
    while line := stream.readline(json_items.LONGEST_LINE + 1):
        yield line
        while len(line) > json_items.LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(json_items.LONGEST_LINE + 1)
