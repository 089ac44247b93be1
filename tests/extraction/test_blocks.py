"""Blocks: they tile the text, stay small, and break where a reader would pause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.blocks import blocks

LONGEST = 20_000
SENTENCE = "The ferry to Skarholm left late again. "


def test_a_news_article_is_one_block() -> None:
    text = SENTENCE * 120
    assert [(b.start, b.end, b.readable) for b in blocks(text)] == [(0, len(text), True)]


def test_an_empty_text_has_none() -> None:
    assert list(blocks("")) == []


BREAKS = [
    (SENTENCE * 300 + "\n\n" + SENTENCE * 400, "\n\n", "the end of a paragraph"),
    (SENTENCE * 700, ". ", "the end of a sentence, where no paragraph ends in reach"),
    ("ferry " * 5000, "y ", "a space, where no sentence ends in reach"),
]


@pytest.mark.parametrize(("text", "ending", "why"), BREAKS)
def test_breaks_where_a_reader_pauses(text: str, ending: str, why: str) -> None:
    first = next(iter(blocks(text)))
    assert LONGEST // 2 <= first.end <= LONGEST
    assert text[: first.end].endswith(ending), why


SOLID = [
    ("(" * 50_000, "a run of brackets"),
    ("A" * 450, "no word is so long"),
    ("data:image/png;base64," + "iVBORw0KGgo" * 90, "encoded data pasted with the article"),
]


@pytest.mark.parametrize(("run", "why"), SOLID)
def test_a_solid_run_is_set_apart_unread(run: str, why: str) -> None:
    text = SENTENCE + run + " " + SENTENCE
    found = [(text[b.start : b.end], b.readable) for b in blocks(text)]
    assert found == [(SENTENCE, True), (run, False), (" " + SENTENCE, True)], why


def test_a_long_word_is_still_a_word() -> None:
    text = "Taumata" * 20 + " is a hill."
    assert [b.readable for b in blocks(text)] == [True]


def test_what_is_no_prose_is_not_read() -> None:
    assert [b.readable for b in blocks("1 2 3 4 5 6 7 8 9")] == [False]


PIECES = st.sampled_from(["ferry ", "x" * 390, "x" * 420, "\n\n", ". ", "“", "7" * 999, "\0", "é"])


@given(st.lists(st.tuples(PIECES, st.integers(1, 60)), max_size=12))
def test_blocks_tile_the_text_and_stay_small(pieces: list[tuple[str, int]]) -> None:
    text = "".join(piece * times for piece, times in pieces)
    at = 0
    for block in blocks(text):
        assert block.start == at < block.end
        assert block.end - block.start <= LONGEST or not block.readable
        at = block.end
    assert at == len(text)
