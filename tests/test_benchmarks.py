"""The texts that the benchmarks read are as long as they say, so that a doubling is one."""

import json
from pathlib import Path

import pytest

from benchmarks.tables import table
from benchmarks.texts import SEEDS, Article, of_quotes, of_words, paragraphs, read

ARTICLES = read([SEEDS])
LONGEST = max(len(paragraph.split()) for paragraph in paragraphs(ARTICLES))


@pytest.mark.parametrize("words", [1, 500, 40_000])
@pytest.mark.parametrize("between", ["\n\n", " "])
def test_a_text_has_the_words_that_were_asked_for(words: int, between: str) -> None:
    text = of_words(ARTICLES, words, between=between)
    assert words <= len(text.split()) < words + LONGEST
    assert ("\n" in text) == (between == "\n\n" and words > LONGEST)


@pytest.mark.parametrize("quotes", [1, 1_000])
def test_a_text_opens_the_quotations_that_were_asked_for(quotes: int) -> None:
    article = Article('Nobody spoke.\n\n“One,” he said, “two.”\n\nA 5" pipe.')
    text = of_quotes([article], quotes)
    assert quotes <= text.count("“") < quotes + 2
    assert "pipe" not in text


@pytest.mark.parametrize("make", [of_words, of_quotes])
def test_nothing_to_repeat_is_told(make: object) -> None:
    with pytest.raises(ValueError, match="paragraph"):
        make([], 10)  # type: ignore[operator]


def test_files_are_read_as_articles_or_whole(tmp_path: Path) -> None:
    lines = [{"text": "a b", "title": "T", "published_at": "2025-03-12"}, {"text": "c", "published": "2025"}]
    (tmp_path / "a.ndjson").write_text("\n\n".join(map(json.dumps, lines)), encoding="utf-8")
    (tmp_path / "b.txt").write_text("d e f", encoding="utf-8")
    found = read([tmp_path / "a.ndjson", tmp_path / "b.txt"])
    assert found == [Article("a b", "T", "2025-03-12"), Article("c", None, "2025"), Article("d e f")]
    assert [article.words for article in found] == [2, 1, 3]


def test_a_table_lines_its_figures_up() -> None:
    assert table(("", "n"), [("a", 1), ("bb", 200)]) == "      n\n-------\na     1\nbb  200"
