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


TABLE = "1 2 3 4 5 6 7 8 9 " * 12
LISTING = "(a) 1 2 3 " * 400
UNREAD = [
    (TABLE, [(TABLE, False)], "no letters at all"),
    ((TABLE + "\n") * 9, [((TABLE + "\n") * 9, False)], "lines of one kind are one block"),
    (TABLE + "\n" + SENTENCE * 9, [(TABLE + "\n", False), (SENTENCE * 9, True)], "an article below a table"),
    (SENTENCE * 9 + "\n" + TABLE, [(SENTENCE * 9 + "\n", True), (TABLE, False)], "a table below an article"),
    (LISTING, [(LISTING, False)], "a long line, each piece of it"),
]


@pytest.mark.parametrize(("text", "expected", "why"), UNREAD)
def test_what_is_no_prose_is_not_read(text: str, expected: list[tuple[str, bool]], why: str) -> None:
    assert [(text[b.start : b.end], b.readable) for b in blocks(text)] == expected, why


def test_a_long_line_is_judged_piece_by_piece() -> None:
    text = SENTENCE * 100 + "( 1 " * 2_000 + SENTENCE * 100
    found = list(blocks(text))
    assert [b.readable for b in found] == [True, False, True]
    assert text[found[0].start : found[0].end].startswith(SENTENCE * 50)
    assert text[found[2].start : found[2].end].endswith(SENTENCE * 50)


def test_a_short_piece_tells_nothing_and_is_read() -> None:
    text = "1 2 3 4 5 6 7 8 9"
    assert [b.readable for b in blocks(text)] == [True]


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
