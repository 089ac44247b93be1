"""Marks: which characters open, which close, and which are apostrophes, primes or inches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.quotation.marks import find_marks


def roles(text: str) -> str:
    """Every mark found with what it can do: "“(" opens, "”)" closes, '"?' does either."""
    found = []
    for mark in find_marks(text, 0, len(text)):
        can = "?" if mark.opens and mark.closes else "(" if mark.opens else ")"
        found.append(text[mark.start : mark.end] + can)
    return " ".join(found)


MARKS = [
    ("“We won.”", "“( ”)", "curly doubles"),
    ('"We won."', '"( ")', "straight doubles"),
    ('He said "We won" twice.', '"( ")', "straight doubles amid words"),
    ("''We won.''", "''( '')", "doubled singles"),
    ("``We won.''", "``( '')", "the marks of TeX and old wires"),
    ("‘‘We won.’’", "‘‘( ’’)", "doubled curly singles"),
    ("‘We won.’", "‘( ’)", "curly singles"),
    ("'We won.'", "'( ')", "straight singles"),
    ("«We won.»", "«( »)", "guillemets"),
    ("« We won. »", "«( »)", "guillemets set off with spaces"),
    ("»We won.«", "»( «)", "guillemets the German way round"),
    ("‹We won.›", "‹( ›)", "single guillemets"),
    ("„We won.”", "„( ”)", "low-high with ”"),
    ('("We won")', '"? ")', "behind a bracket: the pairing tells that it opens"),
    ('It ended—"We won"—there.', '"? ")', "behind a dash: the same"),
    ('"We won," she said. "We did."', '"( ") "( ")', "a split quotation"),
    ('Bell (D-N.Y.):"We won."', '"? ")', "behind a colon: a space was forgotten"),
    ("It's the mayor’s car.", "", "apostrophes inside words"),
    ("rock 'n' roll", "", "an elided and: nothing opens or closes"),
    ("the summer of ’69 and the '90s", "", "elided centuries"),
    ("Get ’em to go.", "", "a curly apostrophe before a word never opens"),
    ('a 27"x40" poster', '")', "an inch mark before another size"),
    ("the workers' rights", "')", "a plural possessive may close"),
    ("She said: “It is ‘over’ now.”", "“( ‘( ’) ”)", "singles nested in doubles"),
    ("＂We won.＂", "＂( ＂)", "full-width marks"),
]


@pytest.mark.parametrize(("text", "expected", "why"), MARKS, ids=[row[2] for row in MARKS])
def test_marks(text: str, expected: str, why: str) -> None:
    assert roles(text) == expected, why


def test_only_the_stretch_asked_for_is_read() -> None:
    text = "“One.” “Two.”"
    assert [text[m.start : m.end] for m in find_marks(text, 7, len(text))] == ["“", "”"]
    assert [m.start for m in find_marks(text, 7, len(text))] == [7, 12]


@given(st.text(alphabet="'\"‘’“”„«»‹›`´ .a9-", max_size=80))
def test_marks_are_in_order_apart_and_good_for_something(text: str) -> None:
    at = 0
    for mark in find_marks(text, 0, len(text)):
        assert at <= mark.start < mark.end <= len(text)
        assert mark.opens or mark.closes
        assert mark.char == text[mark.start : mark.end]
        at = mark.end
