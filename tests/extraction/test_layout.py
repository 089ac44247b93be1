"""Paragraphs: where a line's end ends one, and that none of the text is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.extraction.layout import is_prose, paragraphs

PARAGRAPHS = [
    ("The pier shut.\n\nIt will open.", ["The pier shut.", "It will open."], "a blank line"),
    ("The pier shut.\nIt will open.", ["The pier shut.", "It will open."], "a line that ended its sentence"),
    ("The pier\nshut on May 4.", ["The pier\nshut on May 4."], "a line wrapped within its sentence"),
    ("The pier,\nshut since May,\nis back.", ["The pier,\nshut since May,\nis back."], "wrapped twice"),
    ("Pier shuts\nThe pier is shut.", ["Pier shuts", "The pier is shut."], "a headline, a capital after it"),
    ("Pier shuts\n\nfor good", ["Pier shuts", "for good"], "a blank line ends even an unfinished one"),
    ("The pier shut.\r\n\r\nIt rained.", ["The pier shut.", "It rained."], "the line ends of Windows"),
    ("The pier shut.\rIt rained.", ["The pier shut.", "It rained."], "the line ends of an old Mac"),
    ("The pier shut.\u2029It rained.", ["The pier shut.", "It rained."], "Unicode's own paragraph separator"),
    ("  \n\t The pier shut. \n ", ["The pier shut."], "white space around it"),
    ("The pier shut.\n \t \nIt rained.", ["The pier shut.", "It rained."], "a blank line with spaces in it"),
    ("“We shut,”\nhe said.", ["“We shut,”\nhe said."], "a wrap right behind a closing mark"),
    ("It shut.\u00a0\nIt rained.", ["It shut.", "It rained."], "a no-break space before the line's end"),
    ("", [], "an empty text"),
    (" \n\n\t", [], "a blank text"),
    ("x", ["x"], "one character"),
]


@pytest.mark.parametrize(("text", "expected", "why"), PARAGRAPHS)
def test_paragraphs(text: str, expected: list[str], why: str) -> None:
    assert [text[p.start : p.end] for p in paragraphs(text)] == expected, why


@given(st.text(alphabet="aB ,.“”\n\r\t\u2028\u2029\u00a0", max_size=60) | st.text(max_size=60))
def test_paragraphs_hold_all_that_is_not_blank_in_order(text: str) -> None:
    found = paragraphs(text)
    at = 0
    for index, paragraph in enumerate(found):
        assert paragraph.index == index
        assert not text[at : paragraph.start].strip(), "nothing printed lies between two paragraphs"
        own = text[paragraph.start : paragraph.end]
        assert own.strip() and not own[0].isspace()
        at = paragraph.end
    assert not text[at:].strip()


PROSE = [
    ("The council met on Friday.", True, "a sentence"),
    ("Die Brücke wurde geöffnet.", True, "letters of any alphabet"),
    ("9.81 12.4 77.0 | 3.1 4.2", False, "a table of figures"),
    ('"' * 40, False, "a run of marks"),
    ("((((((", False, "brackets"),
    ("Hull 3 Leeds 1", True, "a result line: words enough"),
]


@pytest.mark.parametrize(("text", "expected", "why"), PROSE)
def test_is_prose(text: str, expected: bool, why: str) -> None:
    assert is_prose(text, 0, len(text)) is expected, why


def test_is_prose_reads_its_own_stretch_only() -> None:
    text = "The council met. " + "#" * 100
    assert is_prose(text, 0, 16)
    assert not is_prose(text, 17, len(text))
