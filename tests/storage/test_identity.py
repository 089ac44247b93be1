"""Which stored quote a reading is: by its words, and where an editor decided, by its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.annotations import Evidence, Medium, Quote, Span
from service.storage import ids
from service.storage.identity import assigned
from tests.marked import unmarked


def quote(*spans: Span) -> Quote:
    return Quote(
        segments=spans, partial=False, speaker=None, role=None, medium=Medium.UNSPECIFIED, said_on=None,
        confidence=0.5, evidence=Evidence(), rule="test",
    )  # fmt: skip


def derived(words: str, number: int = 0) -> str:
    return ids.derived("quote", "article", words, str(number))


# Where a decided quote stands (one line) and what is read in the same text: the number of the reading that is
# taken for the decided quote, None if none is.
DECIDED = [
    ("“{Build the wall},” she said.", "“{Build the wall},” she said.", 0, "the same words"),
    ("“{Build the wall} now,” she said.", "“{Build the wall now},” she said.", 0, "the machine reads on"),
    ("“{Build the wall, please},” she said.", "“{Build the wall}, please,” she said.", 0, "it stops earlier"),
    ("“{No}. Never in my whole life,” she said.", "“{No. Never in my whole life},” she said.", None,
     "a word of a long quotation is another quote"),
    ("“{Yes},” he said. “Yes,” she said.", "“Yes,” he said. “{Yes},” she said.", None,
     "the same words of somebody else"),
    ("“Yes,” he said. “{Yes},” she said.", "“{Yes},” he said. “{Yes},” she said.", 1, "the second of two"),
    ("“{We go},” he said, “{now}.”", "“{We go},” he said, “{now}.”", 0, "two segments"),
    ("“{We go on},” he said, “{now}.”", "“{We go on},” he said, “now.”", 0, "one of two segments"),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "read", "number", "why"), DECIDED, ids=[case[3] for case in DECIDED])
def test_a_decided_quote_is_known_by_its_place(stored: str, read: str, number: int | None, why: str) -> None:
    text, place = unmarked(stored)
    same_text, spans = unmarked(read)
    assert same_text == text
    quotes = [quote(*spans)] if " said, " in text else [quote(span) for span in spans]
    found = assigned("article", quotes, {"decided": [place]})
    assert len(found) == len(quotes)
    assert ("decided" in found) is (number is not None), why
    if number is not None:
        assert found["decided"] == quotes[number], why


def test_a_decided_quote_whose_words_are_gone_is_known_by_its_words_when_they_come_back() -> None:
    _, (span,) = unmarked("“{Yes}”")
    assert assigned("article", [quote(span)], {derived("yes"): []}) == {derived("yes"): quote(span)}


def test_a_decided_quote_that_is_not_read_lends_its_id_to_nobody() -> None:
    text, (first, second) = unmarked("“{Yes},” he said. “{Yes},” she said.")
    found = assigned("article", [quote(second)], {derived("yes"): [(first,)]})
    assert found == {derived("yes", 1): quote(second)}, text


@given(st.lists(st.sampled_from(["yes", "no", "“”"]), max_size=6), st.data())
def test_every_reading_gets_an_id_of_its_own(words: list[str], data: st.DataObject) -> None:
    text, spans = unmarked(" ".join(f"{{{word}}}" for word in words))
    stored = data.draw(st.lists(st.sampled_from(spans), unique=True)) if spans else []
    decided = {derived("yes", number): [(span,)] for number, span in enumerate(stored)}
    found = assigned("article", [quote(span) for span in spans], decided)
    assert sorted(found.values(), key=lambda each: each.segments) == [quote(span) for span in spans]
    assert all(found[quote_id].segments == places[0] for quote_id, places in decided.items()), text
