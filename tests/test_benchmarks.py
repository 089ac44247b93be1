"""The texts that the benchmarks read are as long as they say, so that a doubling is one."""

import json
import math
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import posts
from benchmarks.fitting import START, Ridge, fit, predict
from benchmarks.running import held
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


def test_weights_that_made_the_answers_are_found_again() -> None:
    """Two signs doubt, one helps: the doubts' weights come back, and what helps is no doubt."""
    draw = random.Random(4)
    rows = [{sign: draw.choice((0.0, 1.0)) for sign in ("grave", "slight", "helps")} for _ in range(6000)]
    odds = [2.0 - 2.0 * row["grave"] - 0.5 * row["slight"] + 1.0 * row["helps"] for row in rows]
    right = [draw.random() < 1.0 / (1.0 + math.exp(-value)) for value in odds]
    weights = fit(rows, right, ["grave", "slight", "helps", "unseen"], Ridge())
    assert set(weights) == {START, "grave", "slight"}
    assert weights["grave"] == pytest.approx(-2.0, abs=0.25)
    assert weights["slight"] == pytest.approx(-0.5, abs=0.25)
    assert sum(predict(rows, weights)) == pytest.approx(sum(right), abs=1.0), "calibrated on the whole"


def test_few_answers_move_little() -> None:
    few = [{"rare": 1.0}] * 5 + [{}] * 20
    weights = fit(few, [False] * 5 + [True] * 20, ["rare"], Ridge(signs=1.0))
    assert -5.0 < weights["rare"] < 0.0, "held back, though every one of the five was wrong"
    assert fit(few, [False] * 25, ["rare"], Ridge(signs=100.0)).get("rare", 0.0) > -0.2


def test_posts_are_new_articles_and_with_another_seed_others() -> None:
    first, again, other = (list(posts.bodies(20, seed=seed)) for seed in (1, 1, 2))
    assert first == again
    for field in ("external_id", "text"):
        assert len({body[field] for body in (*first, *other)}) == 40


def test_what_a_process_holds_is_told_in_megabytes() -> None:
    own, everything = held(os.getpid())
    assert 1 < own <= everything < 10_000


def test_an_unknown_table_is_refused_with_those_there_are() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "speed"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "there is no table 'speed'" in done.stderr
