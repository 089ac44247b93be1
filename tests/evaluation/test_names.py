"""When a predicted name is the gold one. Every row says why it is there."""

import pytest

from service.evaluation.names import agreement, match, name_words, same_description

STRICT, LOOSE, NEITHER = (True, True), (False, True), (False, False)

NAMED = [
    ("Ada Obel", "Ada Obel", STRICT, "the same"),
    ("Antony J. Blinken", "Antony Blinken", STRICT, "middle initial"),
    ("José Muñoz", "Jose Munoz", STRICT, "accents"),
    ("Ada Obel", "Mayor Obel", NEITHER, "a title that isn't listed reads as another first name"),
    ("Ada Obel", "Dr. Ada Obel", STRICT, "a title that we know is none"),
    ("Harlan Whitcomb III", "Harlan Whitcomb", STRICT, "generations"),
    ("Ada Marie Obel", "Ada Obel", STRICT, "first and last word agree"),
    ("Ada Obel", "Obel", LOOSE, "surname alone"),
    ("Obel", "Ada Obel", LOOSE, "more than the gold knows"),
    ("Ada Obel", "Tess Obel", NEITHER, "a relative"),
    ("Tavinho", "Tavinho", STRICT, "mononym"),
    ("Ada Obel", "Ada", NEITHER, "first name alone"),
    ("Ada Obel", None, NEITHER, "abstained"),
    ("Ada Obel", "", NEITHER, "empty"),
    ("Ada Obel", "…", NEITHER, "no words"),
    ("World Coastal Panel", "Coastal Panel", LOOSE, "an organisation's last words"),
    (
        "Harbour Workers' Federation of Saltmere",
        "Harbour Workers' Federation",
        LOOSE,
        "two thirds of the words",
    ),
    ("the New York Times", "New York Times", STRICT, "article"),
    ("Obel’s", "Obel", STRICT, "possessive with a curly apostrophe"),
    ("A. B.", "A. B.", STRICT, "nothing but initials"),
    ("Mr Sir", "Mr Sir", NEITHER, "titles alone are no name"),
]


@pytest.mark.parametrize(("gold", "given", "expected"), [row[:3] for row in NAMED], ids=[r[3] for r in NAMED])
def test_named(gold, given, expected):
    found = match(gold, given, named=True)
    assert (found.strict, found.loose) == expected


UNNAMED = [
    ("a senior official", "senior official", True, "article"),
    ("a spokeswoman for the company", "company spokeswoman", True, "the same words in another order"),
    ("a senior official", "official", True, "half of the words agree"),
    ("a senior state official briefed on it", "official", False, "too little"),
    ("a driver", "the mayor", False, "somebody else"),
    ("a driver", None, False, "abstained"),
]


@pytest.mark.parametrize(("gold", "given", "same"), [r[:3] for r in UNNAMED], ids=[r[3] for r in UNNAMED])
def test_unnamed(gold, given, same):
    found = match(gold, given, named=False)
    assert (found.strict, found.loose) == (same, same)


def test_words_count_as_often_as_they_stand():
    assert agreement(["wall", "wall"], ["wall"]) == pytest.approx(2 / 3)


def test_small_words_count_for_nothing():
    assert agreement(["the", "of"], ["the", "of"]) == 0
    assert same_description("head of the union", "union head")


def test_name_words_keep_what_tells_people_apart():
    assert name_words("Sen. John Q. Public Jr.") == ["john", "public"]
