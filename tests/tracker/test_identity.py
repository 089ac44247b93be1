"""Names that are one person's, perhaps, or not: pairs written by hand, and how well they are told."""

from pathlib import Path

import pytest

from service.tracker.identity import Likeness, likeness

PAIRS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("name_pairs.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_there_are_enough_pairs() -> None:
    assert len(PAIRS) >= 200
    assert len(set(PAIRS)) == len(PAIRS)


@pytest.mark.parametrize(("one", "other", "expected"), PAIRS)
def test_pairs(one: str, other: str, expected: str) -> None:
    assert likeness(one, other) == Likeness(expected)
    assert likeness(other, one) == Likeness(expected), "whichever comes first"
