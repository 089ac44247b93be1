"""Fields of requests: what passes, exactly as it was sent, and what does not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError

from schemas.base import Request
from schemas.fields import Choice, Day, Share, Strict, WholeNumber, Words

FIELDS: dict[str, Strict[Any]] = {
    "words": Words("w", longest=10),
    "null": Words("n", longest=10, null=True),
    "choice": Choice("c", {"red": "stop", "green": "go"}),
    "number": WholeNumber("n", least=1, most=100),
    "share": Share("s"),
    "day": Day("d"),
}
SCHEMA: type[Schema] = Request.from_dict(dict(FIELDS))


@pytest.mark.parametrize(
    ("field", "sent", "read"),
    [
        ("words", "a", "a"),
        ("words", " a\n", " a\n"),
        ("words", "x" * 10, "x" * 10),
        ("words", "👩🏽‍🚒", "👩🏽‍🚒"),
        ("null", None, None),
        ("choice", "red", "red"),
        ("number", "1", 1),
        ("number", "100", 100),
        ("number", "007", 7),
        ("number", "+7", 7),
        ("share", "0", 0.0),
        ("share", "1", 1.0),
        ("share", "0.25", 0.25),
        ("share", "1e-05", 0.00001),
        ("share", "-0.0", 0.0),
        ("day", "2024-02-29", "2024-02-29"),
        ("day", "0001-01-01", "0001-01-01"),
        ("day", "9999-12-31", "9999-12-31"),
    ],
)
def test_passes(field: str, sent: object, read: object) -> None:
    assert SCHEMA().load({field: sent}) == {field: read}


@pytest.mark.parametrize(
    ("field", "sent", "said"),
    [
        ("words", "", "is empty"),
        ("words", " \t\n\u00a0\u2028", "is blank"),
        ("words", "x" * 11, "is 11 characters long; at most 10 are accepted"),
        ("words", "a\0", "contains a NUL character at 1"),
        ("words", "a\ud800", "contains half of a surrogate pair at 1"),
        ("words", None, "is null"),
        ("words", b"a", "is not a string"),
        ("words", 1, "is not a string"),
        ("choice", "blue", 'can\'t be "blue"'),
        ("choice", "Red", 'can\'t be "Red"'),
        ("choice", "x" * 100, "can't be \"" + "x" * 60 + '…"'),
        ("choice", ["red"], "is not a string"),
        ("number", "0", "is 0"),
        ("number", "101", "is 101"),
        ("number", "-1", "is -1"),
        ("number", "1.0", "is not a whole number"),
        ("number", " 1", "is not a whole number"),
        ("number", "1_0", "is not a whole number"),
        ("number", "٣", "is not a whole number"),
        ("number", "9" * 21, "is not a whole number"),
        ("number", 1, "is not a string"),
        ("share", "1.01", 'is "1.01"'),
        ("share", "-1", 'is "-1"'),
        ("share", "1e999", 'is "1e999"'),
        ("share", "nan", "is not a number"),
        ("share", "inf", "is not a number"),
        ("share", "½", "is not a number"),
        ("share", ".5", "is not a number"),
        ("day", "2023-02-29", "is not a day of the calendar"),
        ("day", "2023-2-1", "is not a day of the calendar"),
        ("day", "20230201", "is not a day of the calendar"),
        ("day", "2023-W05-3", "is not a day of the calendar"),
        ("day", "0000-01-01", "is not a day of the calendar"),
        ("day", "2023-02-01 ", "is not a day of the calendar"),
        ("unheard", "x", "is not known here"),
    ],
)
def test_does_not_pass(field: str, sent: object, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        SCHEMA().load({field: sent})
    assert refused.value.messages == {field: [said]}


@given(st.text(max_size=12))
def test_words_are_kept_or_refused_never_changed(text: str) -> None:
    try:
        assert SCHEMA().load({"words": text}) == {"words": text}
    except ValidationError:
        assert not text.strip() or len(text) > 10 or "\0" in text


@given(st.text(max_size=30), st.sampled_from(sorted(FIELDS)))
def test_no_string_breaks_a_field(text: str, field: str) -> None:
    try:
        SCHEMA().load({field: text})
    except ValidationError as refused:
        assert isinstance(refused.messages, dict)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_says_what_would_be_right(field: str) -> None:
    assert len(FIELDS[field].metadata["expected"]) > 5
