"""Finds the articles in files, folders and standard input; whatever can't be read is told, never raised."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

JSON_SUFFIXES = frozenset({".json"})
LINES_SUFFIXES = frozenset({".ndjson", ".jsonl"})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
KNOWN_SUFFIXES = JSON_SUFFIXES | LINES_SUFFIXES | HTML_SUFFIXES | TEXT_SUFFIXES
STDIN = Path("-")

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HTML_START = re.compile(r"\s*(<!doctype\s+html|<html|<head|<body|<article)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it was found: the fields of ``POST /v1/articles``, and the bytes they took."""

    where: str
    fields: dict[str, object]
    size: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something that should have been an article: where it stands and what is wrong with it."""

    where: str
    reason: str
    size: int


Found = Document | Unreadable


def files(path: Path) -> list[Path]:
    """The files that ``path`` names: itself, or every file of a known kind under the folder, sorted."""
    if path == STDIN or not path.is_dir():
        return [path]
    return sorted(
        file
        for file in path.rglob("*")
        if file.suffix.lower() in KNOWN_SUFFIXES
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
    )


def documents(file: Path) -> Iterator[Found]:
    """Every article of ``file`` (``-``: standard input), read as its suffix says, else as it looks."""
    try:
        if file.suffix.lower() in LINES_SUFFIXES:
            with file.open("rb") as lines:
                yield from _lines(str(file), lines)
            return
        data = sys.stdin.buffer.read() if file == STDIN else file.read_bytes()
    except OSError as error:
        yield Unreadable(str(file), (error.strerror or str(error)).lower(), 0)
        return
    yield from _whole("stdin" if file == STDIN else str(file), file.suffix.lower(), data)


def _whole(where: str, suffix: str, data: bytes) -> Iterator[Found]:
    try:
        text = _decode(data)
    except (UnicodeDecodeError, LookupError) as error:
        yield Unreadable(where, f"not UTF-8 text ({error})", len(data))
        return
    if suffix in JSON_SUFFIXES or (suffix not in KNOWN_SUFFIXES and text.lstrip()[:1] in ("{", "[")):
        yield from _json(where, text, data)
    elif suffix in HTML_SUFFIXES or (suffix not in TEXT_SUFFIXES and _HTML_START.match(text)):
        yield Document(where, {"html": text}, len(data))
    else:
        yield Document(where, {"text": text}, len(data))


def _json(where: str, text: str, data: bytes) -> Iterator[Found]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        first = text.lstrip().partition("\n")[0]
        if _is_object(first):
            yield from _lines(where, iter(data.splitlines(keepends=True)))
        else:
            yield Unreadable(where, f"not JSON: {error}", len(data))
        return
    if not isinstance(value, list):
        yield _document(where, value, len(data))
        return
    for index, item in enumerate(value):
        yield _document(f"{where}[{index}]", item, len(data) // len(value))


def _lines(where: str, lines: Iterator[bytes]) -> Iterator[Found]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        at = f"{where}:{number}"
        try:
            yield _document(at, json.loads(line.decode("utf-8-sig")), len(line))
        except UnicodeDecodeError as error:
            yield Unreadable(at, f"not UTF-8 text ({error})", len(line))
        except (ValueError, RecursionError) as error:
            yield Unreadable(at, f"not JSON: {error}", len(line))


def _document(where: str, value: object, size: int) -> Found:
    if not isinstance(value, dict):
        return Unreadable(where, "not a JSON object with an article's fields (text or html, title …)", size)
    return Document(where, value, size)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _decode(data: bytes) -> str:
    """``data`` as text: UTF-8, else in the encoding that an HTML page declares for itself."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:4096])
        if declared is None:
            raise
        return data.decode(declared[1].decode("ascii"))
