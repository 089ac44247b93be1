"""No text costs much more than ordinary news of its length does, and twice the text takes twice the time."""

import pytest

from benchmarks.nasty import SHAPES, seconds
from service.extraction.extractor import Extractor
from tests.extraction.spans import check

pytestmark = pytest.mark.model

CHARS = 2_500
MOST = 8.0
"""How many times what ordinary news of the same length takes. The densest (marks, labels, line ends) are cut
into four times as many words."""

GROWTH = 3.2
"""Between linear (2) and quadratic (4). Asked only of what takes longer than ordinary news at all."""


@pytest.fixture(scope="module")
def usual(extractor: Extractor) -> float:
    return min(seconds(extractor, SHAPES["ordinary news"](2 * CHARS)) for _ in range(2))


@pytest.mark.parametrize("shape", SHAPES)
def test_time_is_bounded_by_length(extractor: Extractor, usual: float, shape: str) -> None:
    text = SHAPES[shape](2 * CHARS)
    twice = seconds(extractor, text)
    if twice > 2 * usual:
        # Others may have slowed one measurement; nothing makes one faster than it is.
        twice = min(twice, seconds(extractor, text))
        assert twice < MOST * usual
        assert twice < GROWTH * seconds(extractor, SHAPES[shape](CHARS))


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_read_of_it_is_its_own(extractor: Extractor, shape: str) -> None:
    text = SHAPES[shape](2_000)
    extraction = extractor.extract(text, title=text[:200], published_at="2026-03-04")
    check(extraction)
    assert len(extraction.text) == len(text)
