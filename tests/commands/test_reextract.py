"""``quotes reextract``: what another version reads of stored articles, told before it is stored."""

from collections.abc import Callable

import pytest

from service.commands import opening
from service.extraction.annotations import Extraction
from service.storage import decisions, quotes
from service.storage.quotes import QuoteFilter
from service.tracker.intake import Submission
from service.tracker.processing import ingest
from tests.commands.conftest import Run
from tests.scripted import Line, ScriptedReader, article

WALL = Line(words="Build the wall", by="Ada Byron", role="mayor")
GATE = Line(words="Close the gate", by="Bo Li")
OPEN = Line(words="Open it", by="Bo Li")
OLD = ScriptedReader(WALL, GATE, version="old")
NEW = ScriptedReader(
    Line(words="Build the wall", by="Cy Twombly", role="baker", medium="speech"), OPEN, version="new"
)
TEXT = article(WALL, GATE, OPEN)

Read = Callable[[ScriptedReader], None]


@pytest.fixture
def read_with(run: Run, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Two articles that the old version read; the first one's first quote has a role by an editor."""
    run("db", "upgrade")
    for url in ("1", "2"):
        stored = ingest(Submission(text=TEXT, url=url, title=f"Article {url}"), OLD, 10_000)
        if url == "1":
            decisions.record(stored.quotes[0].id, "corrected", by="vera", fields={"role": "governor"})
    return lambda reader: monkeypatch.setattr(opening, "reader", lambda _settings: reader)


def roles() -> list[str | None]:
    return [quote.role for quote in quotes.find(QuoteFilter(q="wall"), sort="published_at").items]


def test_a_dry_run_prints_each_quote_as_it_was_and_would_be(run: Run, read_with: Read) -> None:
    read_with(NEW)
    first = quotes.find(QuoteFilter(status="corrected")).items[0]
    result = run("reextract", "--dry-run")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[0] == f"article {first.article.id} Article 1"
    of_first = lines[1 : lines.index(next(line for line in lines if line.endswith("Article 2")))]
    assert [line.split(" ", 4)[:3] for line in of_first if line.startswith("  ") and line[2] != " "] == [
        ["", "", "gone"],
        ["", "", "new"],
        ["", "", "corrected"],
    ]
    assert of_first[-4:] == [
        f"  corrected {first.id} “Build the wall”",
        "    speaker: Ada Byron → Cy Twombly",
        "    role: mayor → baker; kept, an editor decided",
        "    medium: unspecified → speech",
    ]
    assert lines[-1] == (
        "2 articles would be read again: 2 quotes read otherwise (1 kept as an editor decided), 2 new, 2 gone"
    )
    assert roles() == ["governor", "mayor"], "nothing was stored"
    assert quotes.find(QuoteFilter(q="gate")).total == 2


def test_what_another_version_read_is_read_again_once(run: Run, read_with: Read) -> None:
    read_with(NEW)
    result = run("reextract")
    assert (result.exit_code, result.stdout) == (
        0,
        "2 articles read again: 2 quotes read otherwise (1 kept as an editor decided), 2 new, 2 gone\n",
    )
    assert roles() == ["governor", "baker"]
    assert run("reextract").stdout.startswith("0 articles read again")
    assert run("reextract", "--all").stdout.startswith("2 articles read again: 0 quotes read otherwise")


def test_which_articles_are_read(run: Run, read_with: Read) -> None:
    read_with(NEW)
    stored = quotes.find(QuoteFilter(status="corrected")).items[0].article.id
    once = run("reextract", "--article", stored, "--article", stored)
    assert once.stdout.startswith("1 article read again: 1 quote read")
    assert run("reextract", "--extractor", "older").stdout.startswith("0 articles")
    assert run("reextract", "--extractor", "old").stdout.startswith("1 article read")


def test_an_article_that_is_not_there_is_told(run: Run, read_with: Read) -> None:
    read_with(NEW)
    stored = quotes.find(QuoteFilter(status="corrected")).items[0].article.id
    result = run("reextract", "--article", "nothing", "--article", stored)
    assert result.exit_code == 1
    assert result.stdout.endswith("; 1 failed\n")
    assert result.stderr == "There is no article 'nothing'.\n"
    assert roles() == ["governor", "mayor"]


@pytest.mark.parametrize("words", [("--all", "--article", "x"), ("--all", "--extractor", "x")])
def test_one_choice_of_articles(run: Run, words: tuple[str, ...]) -> None:
    result = run("reextract", *words)
    assert (result.exit_code, "together" in result.stderr) == (2, True)


def test_interrupted_it_says_so_and_goes_on_when_it_is_run_again(run: Run, read_with: Read) -> None:
    class Interrupted(ScriptedReader):
        def extract(self, text: str, **options: str | None) -> Extraction:  # type: ignore[override]
            if self.calls == 1:
                raise KeyboardInterrupt
            return super().extract(text, **options)

    read_with(Interrupted(*NEW.lines, version="new"))
    result = run("reextract")
    assert result.exit_code == 1
    assert result.stdout.startswith("1 article read again")
    assert result.stderr == "interrupted with 1 of 2 to go; run it again\n"
    read_with(NEW)
    assert run("reextract").stdout.startswith("1 article read again")
    assert roles() == ["governor", "baker"]
