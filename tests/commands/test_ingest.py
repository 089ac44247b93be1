"""``quotes ingest`` and ``quotes seed``: everything is stored once, what fails is told, the rest goes on."""

import gzip
import json
from pathlib import Path

import pytest

from service.storage import articles, quotes
from service.storage.articles import ArticleFilter
from service.storage.quotes import QuoteFilter
from tests.commands.conftest import Run

NEWS = "“The bridge is open,” Mayor Ada Bright said at a briefing on 2026-03-03."


def total() -> int:
    return articles.find(ArticleFilter(), sort="-published_at", limit=1, cursor=None).total


def archive(folder: Path, *lines: object) -> Path:
    file = folder / "archive.ndjson"
    file.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines))
    return file


def test_files_folders_and_archives(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "clippings"
    folder.mkdir()
    (folder / "a.txt").write_text(NEWS)
    (folder / "b.html").write_text(f"<html><body><article><p>{NEWS} On a page.</p></article></body></html>")
    (folder / "c.json").write_text(json.dumps({"text": f"{NEWS} In JSON.", "title": "C"}))
    file = archive(tmp_path, {"text": f"{NEWS} One."}, {"text": f"{NEWS} Two.", "external_id": "two"})
    result = run("ingest", folder, file)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "5 articles (5 created, 0 revised, 0 unchanged), 5 quotes\n"
    assert total() == 5


def test_it_is_safe_to_run_again(run: Run, tmp_path: Path) -> None:
    file = archive(tmp_path, {"text": f"{NEWS} One.", "external_id": "1"}, {"text": f"{NEWS} Two."})
    run("ingest", file)
    assert run("ingest", file).stdout.startswith("2 articles (0 created, 0 revised, 2 unchanged)")
    archive(tmp_path, {"text": f"{NEWS} One, corrected.", "external_id": "1"}, {"text": f"{NEWS} Two."})
    assert run("ingest", file).stdout.startswith("2 articles (0 created, 1 revised, 1 unchanged)")
    assert total() == 2


@pytest.mark.parametrize("command", ["ingest", "backfill"])
@pytest.mark.parametrize(
    ("source", "failures", "why"),
    [
        ("archive.ndjson", "archive.ndjson", "the very file"),
        (".", "archive.ndjson", "a file of the folder"),
        ("archive.ndjson", "link.ndjson", "another name of it"),
    ],
)
def test_a_source_is_not_written_over(
    run: Run, tmp_path: Path, command: str, source: str, failures: str, why: str
) -> None:
    """Mended failures are read again with the command at hand, which names the file twice then."""
    file = archive(tmp_path, {"text": f"{NEWS} One."})
    (tmp_path / "link.ndjson").symlink_to(file)
    result = run(command, tmp_path / source, "--failures", tmp_path / failures)
    assert result.exit_code == 2, why
    assert "is a source; name another file" in " ".join(result.stderr.split())
    assert NEWS in json.loads(file.read_text())["text"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nonsense", "not JSON"),
        ("[1]", "not a JSON object"),
        ({"text": ""}, "text"),
        ({"text": "words", "html": "<p>words"}, "html"),
        ({"text": "words", "author": "Ada"}, "author"),
        ({"text": "words", "published_at": "2026-02-30"}, "published_at"),
        ({"text": "words\0"}, "text"),
        ({"text": 5}, "text"),
        ({}, "text"),
    ],
)
def test_a_failure_is_told_with_its_line_and_the_rest_is_stored(
    run: Run, tmp_path: Path, line: object, reason: str
) -> None:
    file = archive(tmp_path, {"text": f"{NEWS} One."}, line, {"text": f"{NEWS} Three."})
    result = run("ingest", file)
    assert result.exit_code == 1
    assert "2 created" in result.stdout
    assert "1 failed" in result.stdout
    (told,) = result.stderr.splitlines()
    assert told.startswith(f"{file}:2: ")
    assert reason in told
    assert total() == 2


def test_standard_input(run: Run) -> None:
    lines = b'{"text": "One."}\n{"text": "Two."}\n'
    assert run("ingest", "-", input=lines).stdout.startswith("2 articles (2 created")


def test_a_folder_without_articles_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    result = run("ingest", tmp_path / "photos")
    assert result.exit_code == 1
    assert "no file of a kind that can be read" in result.stderr


def test_every_format_of_a_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "a.md").write_text(f"---\ntitle: A\npublication: Wire\n---\n{NEWS}")
    item = {"uri": "urn:wire:1", "headlines": [{"value": "B"}], "bodies": [{"value": f"{NEWS} By ninjs."}]}
    (folder / "b.json").write_text(json.dumps(item | {"versionCreated": "2026-03-03T09:00:00Z"}))
    (folder / "c.ndjson.gz").write_bytes(gzip.compress(json.dumps({"text": f"{NEWS} Packed."}).encode()))
    (folder / "d.xml").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:d</id><title>D</title>'
        f"<content>{NEWS} By feed.</content></entry><entry><id>urn:e</id></entry></feed>"
    )
    result = run("ingest", folder)
    assert (result.exit_code, result.stdout.partition(",")[0]) == (1, "4 articles (4 created")
    assert result.stderr.startswith(f"{folder}/d.xml[1]: has a summary only")
    page = articles.find(ArticleFilter(), sort="-published_at", limit=9, cursor=None)
    assert {article.title for article in page.items} == {"A", "B", None, "D"}


def test_a_first_line_that_is_the_headline(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Bridge opens\n\n{NEWS}")
    assert run("ingest", "--first-line-title", tmp_path / "a.txt").exit_code == 0
    (article,) = articles.find(ArticleFilter(), sort="-published_at", limit=9, cursor=None).items
    assert article.title == "Bridge opens"


def test_a_text_that_is_too_long_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("word " * 100)
    result = run("ingest", tmp_path / "long.txt", MAX_TEXT_CHARS="100")
    assert result.exit_code == 1
    assert "500 characters" in result.stderr


def test_the_examples_are_loaded_once(run: Run) -> None:
    first, again = run("seed"), run("seed")
    assert (first.exit_code, again.exit_code) == (0, 0), first.stderr
    stored = total()
    assert f"Examples: {stored} articles ({stored} created, 0 revised, 0 unchanged)" in first.stdout
    assert f"0 created, 0 revised, {stored} unchanged" in again.stdout


def test_examples_that_are_not_there_are_told(run: Run, tmp_path: Path) -> None:
    result = run("seed", SEEDS=str(tmp_path))
    assert result.exit_code == 1
    assert "SEEDS names their folder" in result.stderr


@pytest.mark.model
def test_the_first_query_that_is_suggested_has_answers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from service.commands import opening, seeding
    from service.extraction.extractor import Extractor

    monkeypatch.setattr(opening, "reader", lambda settings: Extractor(settings.model))
    assert run("seed").exit_code == 0
    found = quotes.find(QuoteFilter(speaker=seeding.SPEAKER), sort="-published_at", limit=5, cursor=None)
    assert found.total >= 3
