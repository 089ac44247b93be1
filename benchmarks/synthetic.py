"""An invented archive of any size: who says what about what, with the skew of a real one.

A few speakers have most of the quotes (Zipf's law with exponent 1), words too; topics cling to speakers; one
quote in thirty is another paper's printing of an earlier one. The same seed gives the same archive.
"""

import random
from bisect import bisect
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

MEDIA = ("unspecified", "statement", "briefing", "interview", "twitter", "speech", "testimony", "publication")
MEDIA_WEIGHTS = (40, 15, 12, 12, 8, 6, 4, 3)
LITTLE = (
    *("the", "of", "and", "to", "a", "in", "that", "is", "for", "it", "we", "on", "was", "with", "be", "not"),
    *("have", "this", "are", "they", "will", "but", "our", "what", "all"),
)
ROLES = ("mayor", "minister", "coach", "director", "chair", "professor", "governor", "union leader", "pilot")
PLACES = 400
FIRST_DAY = date(2015, 1, 1)
DAYS = 4_000
REPRINTED = 1 / 30


@dataclass(frozen=True, slots=True)
class SyntheticQuote:
    """A quote: its speaker and topics by their rank, 0 the most frequent."""

    words: str
    speaker: int
    topics: tuple[int, ...]
    medium: str
    said_on: str | None
    confidence: float
    reprint: bool


@dataclass(frozen=True, slots=True)
class SyntheticArticle:
    """An article with its quotes in order."""

    number: int
    published: str
    publication: int
    quotes: tuple[SyntheticQuote, ...]


class Archive:
    """Articles without end, ten quotes each."""

    def __init__(
        self, *, speakers: int = 160_000, topics: int = 5_000, words: int = 30_000, seed: int = 7
    ) -> None:
        self._random = random.Random(seed)
        self._by_word = _zipf(words)
        self.vocabulary = [_word(self._random, rank) for rank in range(words)]
        self.speakers = list(self._names(speakers))
        self.roles = [f"{self._random.choice(ROLES)} of {self._place()}" for _ in range(speakers)]
        self.topics = [f"{self._pick_word().capitalize()} {self._place()}" for _ in range(topics)]
        self._by_speaker = _zipf(speakers)
        self._by_topic = _zipf(topics)
        self._recent: deque[tuple[str, int, tuple[int, ...]]] = deque(maxlen=200)

    def turn(self, seed: int) -> None:
        """Other articles from here on, of the same speakers, topics and words."""
        self._random.seed(seed)

    def articles(self, count: int, each: int = 10, *, first: int = 0) -> Iterator[SyntheticArticle]:
        """``count`` articles of ``each`` quotes, in the order of their days, numbered from ``first`` on."""
        for number in range(first, first + count):
            day = FIRST_DAY + timedelta(days=(number - first) * DAYS // max(count, 1))
            quotes = tuple(self._quote(day) for _ in range(each))
            publication = min(int(self._random.expovariate(0.05)), 199)
            yield SyntheticArticle(number, day.isoformat(), publication, quotes)

    def _quote(self, day: date) -> SyntheticQuote:
        words, speaker, topics = self._utterance()
        reprint = bool(self._recent) and self._random.random() < REPRINTED
        if reprint:
            words, speaker, topics = self._random.choice(self._recent)
            run = words.split()
            words = " ".join(run[: max(6, len(run) - self._random.randrange(4))])
        self._recent.append((words, speaker, topics))
        chance = self._random.random()
        said = day - timedelta(days=self._random.randrange(3))
        return SyntheticQuote(
            words=words,
            speaker=speaker,
            topics=topics,
            medium=self._random.choices(MEDIA, MEDIA_WEIGHTS)[0],
            said_on=None if chance < 0.5 else said.isoformat() if chance < 0.95 else said.isoformat()[:7],
            confidence=round(1 - self._random.random() ** 3 * 0.9, 2),
            reprint=reprint,
        )

    def _utterance(self) -> tuple[str, int, tuple[int, ...]]:
        speaker = _rank(self._random, self._by_speaker)
        length = 6 + int(self._random.expovariate(1 / 14))
        words = [
            self._random.choice(LITTLE) if self._random.random() < 0.5 else self._pick_word()
            for _ in range(length)
        ]
        # A speaker has subjects of her own, and speaks of the day's as well.
        own = (speaker * 7 + self._random.randrange(3)) % len(self.topics)
        return " ".join(words), speaker, tuple(dict.fromkeys((own, _rank(self._random, self._by_topic))))

    def _pick_word(self) -> str:
        return self.vocabulary[_rank(self._random, self._by_word)]

    def _place(self) -> str:
        return self.vocabulary[-1 - self._random.randrange(PLACES)].capitalize()

    def _names(self, count: int) -> Iterator[str]:
        """Names that no two share: the service would take these for one person, or ask."""
        words, given = self.vocabulary[100:], set[str]()
        while len(given) < count:
            first, family = (self._random.choice(words).capitalize() for _ in range(2))
            name = f"{first} {family}{'son' if len(given) % 2 else ''}"
            if name not in given:
                given.add(name)
                yield name


def _zipf(count: int) -> Sequence[float]:
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


def _rank(source: random.Random, weights: Sequence[float]) -> int:
    return min(bisect(weights, source.random() * weights[-1]), len(weights) - 1)


def _word(source: random.Random, rank: int) -> str:
    """A word that can be spoken; frequent ones are short."""
    syllables = 1 + (rank > 60) + (rank > 4_000) + (source.random() < 0.3)
    word = "".join(source.choice("bcdfghjklmnprstvwz") + source.choice("aeiou") for _ in range(syllables))
    return word + source.choice(["n", "r", "st", "l", "m", "ck", ""])
