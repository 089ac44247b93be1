"""python -m benchmarks.growth: whether time grows with the text and no faster, on texts that invite more.

Each size is twice the one before; a ratio of 2 is linear, of 4 quadratic. The rules are measured apart from
the model, whose time would hide theirs.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.tables import figure, table
from benchmarks.texts import SEEDS, of_quotes, of_words, read
from service.extraction.extractor import Extractor, prepare

DOUBLINGS = 3
PUBLISHED = "2025-03-12"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text took."""

    words: int
    quotes: int
    model: float
    rules: float


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="NDJSON or text files (default: the seeds)")
    parser.add_argument(
        "--part", type=float, default=1.0, help="a share of every size, for a quick look: 0.1"
    )
    options = parser.parse_args()
    articles = read(options.files or [SEEDS])
    shapes: list[tuple[str, int, Callable[[int], str]]] = [
        ("quotations opened in one article, some 5,000 quotes", 6_500, lambda n: of_quotes(articles, n)),
        ("words in one article", 100_000, lambda n: of_words(articles, n)),
        ("words in one paragraph", 20_000, lambda n: of_words(articles, n, between=" ")),
    ]
    extractor = Extractor()
    _measure(extractor, of_words(articles, 2_000))  # lexicons are read and caches filled but once
    for what, largest, make in shapes:
        top = round(largest * options.part)
        readings = [_measure(extractor, make(top >> (DOUBLINGS - n))) for n in range(DOUBLINGS + 1)]
        print(f"{top:,} {what}\n{_table(readings)}\n", flush=True)


def _measure(extractor: Extractor, text: str) -> Reading:
    start = time.perf_counter()
    doc = extractor.parse(text)
    parsed = time.perf_counter()
    prepare(doc, text, None, PUBLISHED)
    quotes = len(extractor.rules(doc)._.readings)
    return Reading(len(text.split()), quotes, parsed - start, time.perf_counter() - parsed)


def _table(readings: list[Reading]) -> str:
    rows = [
        (
            f"{reading.words:,}",
            f"{reading.quotes:,}",
            figure(reading.model),
            figure(reading.rules),
            figure(1e6 * reading.rules / reading.words),
            grown,
        )
        for reading, grown in zip(readings, _growth(readings), strict=True)
    ]
    return table(("words", "quotes", "model s", "rules s", "rules µs/word", "rules, per doubling"), rows)


def _growth(readings: list[Reading]) -> Iterator[str]:
    """How much longer the rules took than for the size before, for twice the words."""
    yield ""
    for before, after in pairwise(readings):
        yield f"× {2 * (after.rules / after.words) / (before.rules / before.words):.2f}"


if __name__ == "__main__":
    main()
