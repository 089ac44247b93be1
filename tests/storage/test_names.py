"""Names that are one and names that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.storage.names import fold, is_full, name_key, name_words, slug

SAME = [
    ("Antony J. Blinken", "antony blinken"),  # a middle initial
    ("José Núñez", "Jose Nunez"),  # accents
    ("SIOBHÁN O’BRIEN", "Siobhan O'Brien"),  # case and apostrophes
    ("Jean-Pierre Raffarin", "Jean Pierre Raffarin"),  # hyphens
    ("Łukasz Żak", "Lukasz Zak"),  # letters that no decomposition knows
    ("J. K. Rowling", "J.K. Rowling"),  # initials with and without a space
    ("  Ada  Byron ", "Ada Byron"),
]
OTHER = [
    ("John Smith", "Jane Smith"),
    ("Smith", "John Smith"),
    ("Kim Jong Un", "Kim Un"),  # a middle name is no initial
    ("George Bush", "George Bush Jr"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_one_name(one: str, two: str) -> None:
    assert name_key(one) == name_key(two)


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_two_names(one: str, two: str) -> None:
    assert name_key(one) != name_key(two)


@pytest.mark.parametrize(
    ("name", "full"),
    [("Psaki", False), ("Jen Psaki", True), ("Bush Jr.", False), ("Miller-Jones", True), ("", False)],
)
def test_a_full_name_has_two_words(name: str, full: bool) -> None:
    assert is_full(name) is full


@given(st.text())
def test_any_text_has_a_key_and_words(text: str) -> None:
    assert name_key(text) == name_key(text)
    assert len(name_key(text)) <= 240
    assert all(word == word.casefold() and " " not in word for word in name_words(text))
    assert fold(fold(text)) == fold(text)
    assert " " not in slug(text)
