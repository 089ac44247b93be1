"""Names as people type them."""

import pytest

from service.tracker.titles import bare_name

CASES = [
    ("Ana Boto", "Ana Boto", "no title"),
    ("Mayor Boto", "Boto", "an office"),
    ("Prime Minister Ana Boto", "Ana Boto", "an office of two words"),
    ("Lt. Gov. Ana Boto", "Ana Boto", "titles in a row, abbreviated"),
    ("Dr Boto", "Boto", "a form of address"),
    ("Dean Boto", "Dean Boto", "a title that is a given name too"),
    ("Mayor", "Mayor", "nothing but an office"),
    ("", "", "nothing at all"),
]


@pytest.mark.parametrize(("typed", "name", "why"), CASES)
def test_bare_name(typed: str, name: str, why: str) -> None:
    assert bare_name(typed) == name, why
