"""The reporter's tokens of a sentence are looked up as in a set, and cost nothing to make."""

from hypothesis import given
from hypothesis import strategies as st

from service.extraction.attribution.outer import Outer


@given(st.sets(st.integers(0, 60)), st.integers(-3, 63))
def test_it_holds_what_a_set_holds(tokens: set[int], index: int) -> None:
    assert (index in Outer(tuple(sorted(tokens)))) == (index in tokens)


def test_what_is_no_index_is_not_among_them() -> None:
    assert "1" not in Outer((1, 2))
