"""python -m benchmarks.topics: how well quotes are found by what they are about.

Loads the seeds into a database of its own and asks each query of ``topic_queries.tsv`` in three ways: stored
topics only, full text of the quotes only, both united with headlines and articles. Precision is that of the
first ten answers (of fewer, of those), recall that of all; each is the mean over the queries, and a query
without an answer has precision 0. Judgements are coarse: see the head of the file.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.tables import table
from service.extraction.extractor import Extractor
from service.storage import quotes, topics
from service.storage.database import connect, migrate
from service.storage.quotes import QuoteFilter
from service.storage.records import QuoteRecord
from service.tracker.intake import Submission
from service.tracker.processing import ingest

SEEDS = Path(__file__).parents[1] / "seeds" / "gold.jsonl"
QUERIES = Path(__file__).parent / "topic_queries.tsv"
FIRST, LONGEST = 10, 100
MOST_CHARACTERS = 1_000_000

Article = dict[str, Any]
Way = Callable[[str], list[QuoteRecord]]


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, whether its articles were ``seen`` in tuning, and the answers: (article, start)."""

    words: str
    half: str
    answers: frozenset[tuple[str, int]]


def main() -> None:
    """Prints the figures, and with ``--queries`` those of each query."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.topics", description=__doc__)
    parser.add_argument("--queries", action="store_true", help="show each query as well")
    options = parser.parse_args()
    gold = [json.loads(line) for line in SEEDS.read_text(encoding="utf-8").splitlines()]
    asked = list(queries(QUERIES.read_text(encoding="utf-8").splitlines(), gold))
    with tempfile.TemporaryDirectory() as folder:
        opened = connect(f"sqlite:///{folder}/topics.db")
        migrate(opened)
        names = _load(gold)
        rows = [
            [query.half, query.words, name, *_scored(way(query.words), names, query)]
            for query in asked
            for name, way in WAYS.items()
        ]
        opened.close()
    if options.queries:
        shown = [[half, words, way, f"{p:.0%}", f"{r:.0%}"] for half, words, way, p, r in rows]
        print(table(["", "query", "way", "P@10", "recall"], shown))
    print(table(["queries", "way", "P@10", "recall"], list(_means(rows))))


def queries(lines: Sequence[str], gold: Sequence[Article]) -> Iterator[Query]:
    """The queries of the file, their answers as quotes of ``gold``; raises KeyError for an unknown one."""
    starts: dict[str, dict[str, int]] = {
        str(article["doc"]): {quote["id"]: quote["start"] for quote in _genuine(article)} for article in gold
    }
    for line in lines:
        if line.startswith("#") or not line.strip():
            continue
        words, half, judged = line.split("\t")
        answers = set()
        for one in judged.split():
            doc, _, labels = one.partition("#")
            wanted = labels.split(",") if labels else starts[doc]
            answers |= {(doc, starts[doc][label]) for label in wanted}
        yield Query(words, half, frozenset(answers))


def by_topic(words: str) -> list[QuoteRecord]:
    """The quotes with the stored topic of that name, or with the most frequent one that has the words."""
    found = _all(QuoteFilter(topic=words))
    named = max(topics.find(words, limit=LONGEST).items, key=lambda t: t.quote_count, default=None)
    return found or (_all(QuoteFilter(topic=named.slug)) if named else [])


def by_text(words: str) -> list[QuoteRecord]:
    """The quotes that have the words, the most relevant first."""
    return _all(QuoteFilter(q=words), sort="relevance")


def united(words: str) -> list[QuoteRecord]:
    """Stored topics, the quotes' words, the headlines and the articles, the best match first."""
    return _all(QuoteFilter(topic=words, include="text"), sort="relevance")


WAYS: dict[str, Way] = {"stored topics": by_topic, "text": by_text, "united": united}


def _all(wanted: QuoteFilter, sort: str = "-published_at") -> list[QuoteRecord]:
    found: list[QuoteRecord] = []
    cursor = None
    while True:
        page = quotes.find(wanted, sort=sort, limit=LONGEST, cursor=cursor)
        found += page.items
        cursor = page.next_cursor
        if cursor is None:
            return found


def _genuine(article: Article) -> Iterator[dict[str, Any]]:
    return (quote for quote in article["quotes"] if quote["kind"] == "quote")


def _load(gold: Sequence[Article]) -> dict[str, str]:
    """Stores the articles; returns the name of each by its id."""
    reader = Extractor()
    names = {}
    for one in gold:
        stored = ingest(
            Submission(
                text=str(one["text"]), title=str(one["title"]), published_at=str(one["published"]),
                external_id=str(one["doc"]),
            ),
            reader,
            MOST_CHARACTERS,
        )  # fmt: skip
        names[stored.article.id] = str(one["doc"])
    return names


def _scored(found: Sequence[QuoteRecord], names: dict[str, str], query: Query) -> tuple[float, float]:
    """Precision of the first ten, and recall."""
    right = [_answers(quote, names, query) for quote in found]
    first = right[:FIRST]
    precision = sum(map(bool, first)) / len(first) if first else 0.0
    return precision, len(set().union(*right)) / len(query.answers)


def _answers(quote: QuoteRecord, names: dict[str, str], query: Query) -> set[tuple[str, int]]:
    """The answers that the quote is: labels have one for each segment, marks included."""
    doc = names[quote.article.id]
    runs = [(segment.start, segment.end) for segment in quote.segments]
    return {
        (where, at)
        for where, at in query.answers
        if where == doc and any(start - 2 <= at < end for start, end in runs)
    }


def _means(rows: Sequence[Sequence[object]]) -> Iterator[list[str]]:
    for half in ("seen", "unseen", "all"):
        for way in WAYS:
            chosen = [row for row in rows if row[2] == way and half in (row[0], "all")]
            precision, recall = (mean(float(str(row[at])) for row in chosen) for at in (3, 4))
            yield [f"{half} ({len(chosen)})", way, f"{precision:.1%}", f"{recall:.1%}"]


if __name__ == "__main__":
    main()
