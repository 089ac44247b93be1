"""What watches cost storing an article: ``python -m benchmarks.watching [postgresql://…]``.

Articles of eight quotes are stored while there are none, ten thousand and more watches. Reading them is left
out: what is measured is processor time of storing alone, which other programs on the machine do not stretch.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.tables import figure, table
from service.extraction.annotations import (
    Evidence,
    Extraction,
    Medium,
    Quote,
    Span,
    Speaker,
    SpeakerKind,
    Topic,
)
from service.storage import watches
from service.storage.database import connect, database, migrate
from service.storage.quotes import QuoteFilter
from service.storage.watches import Draft
from service.tracker.intake import Submission
from service.tracker.processing import ingest

ARTICLES, QUOTES, PEOPLE = 20, 8, 100
WORDS = ("flood", "wall", "budget", "council", "mayor", "water", "school", "bridge", "tax", "police", "road")


@dataclass
class Reader:
    """Finds in a text the quotes that it was made of."""

    draw: random.Random

    def text(self, number: int) -> str:
        """A text of QUOTES lines, each a speaker and words."""
        lines = []
        for line in range(QUOTES):
            name = f"Ada{self.draw.randrange(PEOPLE)} Byron{self.draw.randrange(PEOPLE)}"
            lines.append(f"{name}: {' '.join(self.draw.choices(WORDS, k=20))} {number} {line}")
        return "\n".join(lines)

    def extract(self, text: str, *, title: str | None = None, published_at: str | None = None) -> Extraction:  # noqa: ARG002
        return Extraction(
            text=text, language="en", supported=True, extractor="bench", quotes=tuple(self._quotes(text))
        )

    def _quotes(self, text: str) -> Iterator[Quote]:
        at = 0
        for line in text.split("\n"):
            name, _, words = line.partition(": ")
            start = at + len(name) + 2
            span = Span.of(text, start, start + len(words))
            topic = Topic(slug=words.split()[0], name=words.split()[0], weight=0.5, evidence=span)
            yield Quote(
                segments=(span,),
                partial=False,
                speaker=Speaker(name=name, kind=SpeakerKind.PERSON, aliases=()),
                role=None,
                medium=Medium.UNSPECIFIED,
                said_on=None,
                confidence=0.9,
                evidence=Evidence(),
                rule="bench",
                topics=(topic,),
            )
            at += len(line) + 1


def save(count: int, filters: Callable[[int], QuoteFilter]) -> None:
    with database.atomic():
        for number in range(count):
            draft = Draft(
                name=str(number),
                filters=filters(number),
                target="https://hooks.example.org/",
                events=["quote.created"],
                active=True,
                root="",
            )
            watches.create(draft, "whsec_QUJD")


def of_everybody(number: int) -> QuoteFilter:
    """Half ask for a speaker, a third for a topic, the rest for words."""
    if number % 2:
        return QuoteFilter(speaker=f"Ada{number % PEOPLE} Byron{number // PEOPLE % PEOPLE}")
    return QuoteFilter(topic=f"topic {number}") if number % 3 else QuoteFilter(q=f"rare{number} flood")


def of_one_word(number: int) -> QuoteFilter:
    return QuoteFilter(q="flood", publication=f"Paper {number}")


def of_nothing(number: int) -> QuoteFilter:
    """What no anchor narrows down."""
    return QuoteFilter(min_confidence=0.99 + number / 1e7)


def main(url: str | None) -> None:
    reader, rows = Reader(random.Random(1)), []
    steps: list[tuple[str, int, Callable[[int], QuoteFilter]]] = [
        ("no watch", 0, of_everybody),
        ("10,000 of speakers, topics and words", 10_000, of_everybody),
        ("10,000 more of one common word", 10_000, of_one_word),
        ("10,000 more of which each looks at every quote", 10_000, of_nothing),
    ]
    with tempfile.TemporaryDirectory() as folder:
        migrate(connect(url or f"sqlite:///{folder}/quotes.db"))
        number = 0
        for label, count, filters in steps:
            save(count, filters)
            seconds = []
            for _ in range(ARTICLES):
                number += 1
                text = reader.text(number)
                began = time.process_time()
                ingest(Submission(text=text), reader, 100_000)
                seconds.append(time.process_time() - began)
            # The median: the first articles of each step fill caches.
            rows.append((label, figure(sorted(seconds)[len(seconds) // 2] * 1_000)))
            print(*rows[-1], sep=": ", flush=True)  # what takes minutes shows how far it is
    print(table(("watches", "ms an article"), rows))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
