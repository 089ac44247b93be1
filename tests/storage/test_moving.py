"""Where a quote's words stand in a revised text: the place whose surroundings are the same."""

import pytest

from service.extraction.annotations import Span
from service.storage.moving import moved, shifted
from tests.marked import unmarked

# The old text and the new one, with the words between braces: {} of the old must be found at {} of the new.
CASES = [
    ("“{Yes},” she said.", "“{Yes},” she said.", "an unchanged text"),
    ("“{Yes},” she said.", "A note first. “{Yes},” she said.", "text before it"),
    ("He said “Yes” to it. “{Yes},” she said.", "“{Yes},” she said.", "the other one is gone"),
    (
        "He said “Yes” to it. “{Yes},” she said.",
        "She said “Yes.” He said “Yes” to it. “{Yes},” she said.",
        "another one was put before it",
    ),
    ("Ann: “{No}” twice.", "“No” was all. Ann: “{No}” twice.", "what stands before it tells"),
    ("“{We go},” he said, “{now}.”", "Later. “{We go},” he said, “{now}.”", "two segments"),
    ("“{We go},” he said, “{now}.” Then.", "“{We go},” he added, “{now}.”", "words between them changed"),
    ("“{a a}” b", "“{a a}” b a a", "words that overlap themselves"),
    ("“{Привет 👋}”", "👋👋 “{Привет 👋}”", "characters beyond the first plane are one each"),
]


@pytest.mark.parametrize(("old", "new", "why"), CASES, ids=[case[2] for case in CASES])
def test_it_is_found_where_it_stands(old: str, new: str, why: str) -> None:
    (old_text, spans), (new_text, expected) = unmarked(old), unmarked(new)
    assert moved(old_text, new_text, spans) == expected, why


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("“{Yes},” she said.", "“No,” she said.", "the words are gone"),
        ("“{Yes},” she said.", "“yes,” she said.", "another case is other words"),
        ("“{We go},” he said, “{now}.”", "Now “now” then “We go.”", "the segments changed places"),
        ("“{Yes}”", "", "nothing is left"),
    ],
)
def test_it_is_not_found_where_it_does_not(old: str, new: str, why: str) -> None:
    text, spans = unmarked(old)
    assert moved(text, new, spans) is None, why


def test_a_text_that_repeats_itself_is_no_trap() -> None:
    text = "ha " * 50_000
    assert moved(text, text, [Span.of(text, 0, 2)]) == (Span.of(text, 0, 2),)


@pytest.mark.parametrize(("by", "found"), [(4, True), (3, False), (-1, False), (400, False)])
def test_evidence_moves_only_with_its_words(by: int, found: bool) -> None:
    span = Span.of("she said", 0, 3)
    assert shifted("Oh: she said", span, by) == (Span.of("Oh: she said", 4, 7) if found else None)
