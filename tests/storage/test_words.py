"""What two printings share is the same whichever way a text is split into words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.storage.words import keys, spelling, words

PIECES = [
    *("Don’t", "don't", "ʼtis", "café", "colour", "state-owned", "_", "'", "’", "K", "İ"),
    *(
        "…",
        "...",
        ". .",
        ". . .",
        "[sic]",
        "[the bill]",
        "[",
        "]",
        "5,000",
        "3rd",
        "per cent",
        "percent",
        "%",
    ),
]


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("We won’t, they don't", ["we", "wont", "they", "dont"], "either apostrophe"),
        ("The colour of state-owned cars", ["the", "color", "of", "state", "owned", "cars"], "spelling"),
        ("Ten per cent of 5,000", ["ten", "percent", "of", "5000"], "numbers"),
        ("So [they] … said", ["so", "said"], "an editor's words and what is left out"),
        ("snake_case", ["snake", "case"], "a line below is no letter"),
    ],
)
def test_keys(text: str, expected: list[str], why: str) -> None:
    assert keys(text) == expected


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4)), st.sampled_from(["", " ", ". ", ", "]))
def test_keys_are_those_of_the_words(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    assert keys(text) == [spelling(word.key) for word in words(text) if not word.aside]
