"""Boundaries that an editor gives: words of the text, cut out exactly, or a precise refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import InvalidDecision
from service.tracker.boundaries import Boundary, spans

TEXT = "“Build the wall,” she said. “Now 👋,” … he said."


def boundary(start: int, end: int, text: str | None = None) -> Boundary:
    return Boundary(start=start, end=end, text=text)


GOOD = [
    ([boundary(1, 15)], "Build the wall", "within the marks"),
    ([boundary(0, 17)], "“Build the wall,”", "the marks too, if an editor says so"),
    ([boundary(29, 34)], "Now 👋", "a character beyond the first plane is one"),
    ([boundary(1, 6), boundary(7, 10)], "Build the", "two segments"),
    ([boundary(1, 6), boundary(6, 10)], "Build  the", "that touch"),
    ([boundary(0, len(TEXT))], TEXT, "the whole text"),
    ([boundary(1, 15, "Build the wall")], "Build the wall", "with the words that stand there"),
]


@pytest.mark.parametrize(("given_", "words", "why"), GOOD, ids=[case[2] for case in GOOD])
def test_words_are_cut_out_exactly(given_: list[Boundary], words: str, why: str) -> None:
    found = spans(TEXT, given_)
    assert " ".join(span.text for span in found) == words, why
    assert all(TEXT[span.start : span.end] == span.text for span in found)


BAD = [
    ([], "segments", "one segment at least", "none"),
    ([boundary(-1, 5)], "segments/0/start", "outside the text", "before the text"),
    ([boundary(len(TEXT), len(TEXT) + 1)], "segments/0/start", "outside the text", "after the text"),
    ([boundary(1, len(TEXT) + 1)], "segments/0/end", "outside the text", "beyond the text"),
    ([boundary(5, 5)], "segments/0/end", "empty", "empty"),
    ([boundary(5, 4)], "segments/0/end", "not after the start", "backwards"),
    ([boundary(1, 8), boundary(7, 15)], "segments/1/start", "before 8", "overlapping"),
    ([boundary(7, 15), boundary(1, 6)], "segments/1/start", "before 15", "out of order"),
    ([boundary(1, 6), boundary(1, 6)], "segments/1/start", "before 6", "twice the same"),
    ([boundary(6, 7)], "segments/0", "no word", "a blank"),
    ([boundary(37, 38)], "segments/0", "no word", "marks alone"),
    ([boundary(1, 6), boundary(15, 17)], "segments/1", "no word", "the second has marks alone"),
    ([boundary(29, 35, "Now 👋")], "segments/0/text", "code points", "offsets in UTF-16"),
    ([boundary(1, 15, "Build the Wall")], "segments/0/text", "'Build the wall'", "other words"),
]


@pytest.mark.parametrize(("given_", "field", "told", "why"), BAD, ids=[case[3] for case in BAD])
def test_what_is_no_run_of_words_is_refused(given_: list[Boundary], field: str, told: str, why: str) -> None:
    with pytest.raises(InvalidDecision) as refused:
        spans(TEXT, given_)
    assert refused.value.field == field, why
    assert told in refused.value.detail


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-3, 35), st.integers(-3, 35)), max_size=4))
def test_what_is_accepted_is_in_order_and_verbatim(text: str, pairs: list[tuple[int, int]]) -> None:
    try:
        found = spans(text, [boundary(start, end) for start, end in pairs])
    except InvalidDecision:
        return
    assert [(span.start, span.end) for span in found] == pairs
    assert all(text[span.start : span.end] == span.text != "" for span in found)
    ends = [0, *(span.end for span in found)]
    assert all(end <= span.start for end, span in zip(ends, found, strict=False))
