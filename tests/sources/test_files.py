"""Finding articles in files: by suffix, else by content; what can't be read is told with its place."""

import gzip
import io
import json
from pathlib import Path

import pytest

from service.sources import files as room
from service.sources import json_items
from service.sources.files import STDIN, Reading, documents, files
from service.sources.found import Document, Unreadable

NINJS = {"uri": "urn:x:1", "bodies": [{"value": "Hello"}]}
FEED = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><content>1</content></entry>'
    b"<entry><id>2</id><content>2</content></entry></feed>"
)
PAGE = "<!DOCTYPE html><html><body><p>Hello</p></body></html>"


def found(folder: Path, name: str, data: bytes) -> list[Document | Unreadable]:
    file = folder / name
    file.write_bytes(data)
    return list(documents(file))


@pytest.mark.parametrize(
    ("name", "data", "fields"),
    [
        ("a.txt", b"Hello", {"text": "Hello"}),
        ("a.TXT", b"Hello", {"text": "Hello"}),
        ("a.txt", b'{"text": "x"}', {"text": '{"text": "x"}'}),  # the suffix has the last word
        ("a.txt", b"one\r\ntwo\n", {"text": "one\r\ntwo\n"}),  # byte for byte
        ("a.txt", "\ufeffHello".encode(), {"text": "Hello"}),  # a byte order mark is no text
        ("a.html", PAGE.encode(), {"html": PAGE}),
        ("a.htm", b"<p>short", {"html": "<p>short"}),
        (
            "a.html",
            '<meta charset="latin1"><p>café'.encode("latin-1"),
            {"html": '<meta charset="latin1"><p>café'},
        ),
        ("a.json", b'{"text": "x", "title": "t"}', {"text": "x", "title": "t"}),
        ("a", b"Hello", {"text": "Hello"}),
        ("a", PAGE.encode(), {"html": PAGE}),
        ("a.bak", b' \n{"text": "x"}', {"text": "x"}),
        ("a.md", b"---\ntitle: T\n---\nHello", {"title": "T", "text": "Hello"}),
        ("a.txt.gz", gzip.compress(b"Hello", mtime=0), {"text": "Hello"}),
        ("a.gz", gzip.compress(b"Hello", mtime=0), {"text": "Hello"}),
        ("a.json", json.dumps(NINJS).encode(), {"text": "Hello", "external_id": "urn:x:1"}),
        ("a.ndjson", json.dumps(NINJS).encode(), {"text": "Hello", "external_id": "urn:x:1"}),
        ("a.ndjson", b'{"article": {"text": "x"}, "problem": {"detail": "y"}}', {"text": "x"}),  # tried again
    ],
)
def test_a_file_is_read_as_its_suffix_says_else_as_it_looks(
    tmp_path: Path, name: str, data: bytes, fields: dict[str, str]
) -> None:
    assert [item.fields for item in found(tmp_path, name, data) if isinstance(item, Document)] == [fields]


@pytest.mark.parametrize(
    ("name", "data", "texts"),
    [
        ("a.ndjson", b'{"text": "1"}\n\n{"text": "2"}', ["1", "2"]),  # blank lines and no last newline
        ("a.jsonl", b'{"text": "1"}\r\n{"text": "2"}\r\n', ["1", "2"]),
        ("a.json", b'[{"text": "1"}, {"text": "2"}]', ["1", "2"]),
        ("a.json", b'{"text": "1"}\n{"text": "2"}\n', ["1", "2"]),  # NDJSON under the wrong name
        ("a.ndjson", '{"text": "1\u2028"}\n'.encode(), ["1\u2028"]),  # a line separator inside a string
        ("a.json", b"[]", []),
        ("a.atom", FEED, ["1", "2"]),
        ("a.xml", FEED, ["1", "2"]),
        ("a", b"<?xml version='1.0'?>\n<!-- feed -->\n" + FEED, ["1", "2"]),  # as it looks
        ("a.ndjson.gz", gzip.compress(b'{"text": "1"}\n{"text": "2"}\n', mtime=0), ["1", "2"]),
        ("a.bak", b'{"text": "1"}\n{"text": "2"}\n', ["1", "2"]),
        ("a.ndjson", b"", []),
    ],
)
def test_many_articles_in_one_file(tmp_path: Path, name: str, data: bytes, texts: list[str]) -> None:
    items = found(tmp_path, name, data)
    assert [item.fields["text"] for item in items if isinstance(item, Document)] == texts
    assert len(items) == len(texts)


@pytest.mark.parametrize(
    ("name", "data", "where", "reason"),
    [
        ("a.txt", b"caf\xe9", "a.txt", "not UTF-8"),
        ("a.html", b'<meta charset="no-such">caf\xe9', "a.html", "not UTF-8"),
        ("a.json", b'{"text": ', "a.json", "not JSON"),
        ("a.json", b'"words"', "a.json", "not a JSON object"),
        ("a.json", b"[1]", "a.json[0]", "not a JSON object"),
        ("a.json", b"[" * 200_000, "a.json", "not JSON"),  # nested too deep for the parser
        ("a.ndjson", b'{"text": "1"}\nnonsense\n', "a.ndjson:2", "not JSON"),
        ("a.ndjson", b'\n{"text": "\xff"}\n', "a.ndjson:2", "not UTF-8"),
        ("a.ndjson", b"[" * 200_000, "a.ndjson:1", "not JSON"),
        ("a.json", b'{"uri": "urn:x", "type": "video", "headlines": []}', "a.json", "of type 'video'"),
        ("a.xml", b"<html/>", "a.xml", "neither RSS nor Atom"),
        ("a.txt", b"---\ntitle: a: b\n---\nx", "a.txt", "front matter"),
        ("a.gz", b"no gzip", "a.gz", "not a whole gzip file"),
        (
            "a.ndjson.gz",
            gzip.compress(b'{"text": "1"}\n' * 99, mtime=0)[:-9],
            "a.ndjson.gz",
            "not a whole gzip file",
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    tmp_path: Path, name: str, data: bytes, where: str, reason: str
) -> None:
    bad = [item for item in found(tmp_path, name, data) if isinstance(item, Unreadable)]
    assert [item.where.removeprefix(f"{tmp_path}/") for item in bad] == [where]
    assert reason in bad[0].reason


def test_one_bad_line_does_not_sink_the_rest(tmp_path: Path) -> None:
    kinds = [type(item) for item in found(tmp_path, "a.ndjson", b'{"text":"1"}\n{\n{"text":"3"}\n')]
    assert kinds == [Document, Unreadable, Document]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert [item.where for item in documents(tmp_path / "none.txt") if isinstance(item, Unreadable)]


def test_a_folder_gives_its_articles_in_order_and_nothing_else(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.html",
        "a/y.json",
        "photo.jpg",
        ".hidden/c.txt",
        "c.ndjson",
        ".d.txt",
        "e.ndjson.gz",
        "f.zip.gz",
    ):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")
    names = [str(file.relative_to(tmp_path)) for file in files(tmp_path)]
    assert names == ["a/y.json", "a/z.html", "b.txt", "c.ndjson", "e.ndjson.gz"]


def test_the_sizes_add_up_to_the_file(tmp_path: Path) -> None:
    data = b"".join(json.dumps({"text": str(n)}).encode() + b"\n" for n in range(9))
    assert sum(item.size for item in found(tmp_path, "a.ndjson", data)) == len(data)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room.sys, "stdin", io.TextIOWrapper(io.BytesIO("“Ja,” sagt sie.".encode())))
    assert list(documents(STDIN)) == [Document("stdin", {"text": "“Ja,” sagt sie."}, 19)]


def test_the_sizes_of_a_packed_file_add_up_to_it(tmp_path: Path) -> None:
    data = gzip.compress(b"".join(json.dumps({"text": str(n)}).encode() + b"\n" for n in range(9)))
    assert sum(item.size for item in found(tmp_path, "a.ndjson.gz", data)) == len(data)


def test_a_line_without_an_end_does_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_items, "LONGEST_LINE", 20)
    items = found(tmp_path, "a.ndjson", b'{"text": "1"}\n' + b'{"text": "' + b"x" * 90 + b'"}\n{"text": "3"}')
    assert [getattr(item, "reason", item.where).rpartition("/")[2] for item in items] == [
        "a.ndjson:1",
        "not JSON: the line has more than 20 bytes",
        "a.ndjson:3",
    ]


def test_the_first_line_is_the_headline_if_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bridge opens\n\nWords.")
    (item,) = documents(tmp_path / "a.txt", Reading(first_line_title=True))
    assert isinstance(item, Document)
    assert item.fields == {"title": "Bridge opens", "text": "Words."}
