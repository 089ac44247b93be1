"""Files an article under subjects: by how many words speak for each, where they stand, and how clearly.

A word counts less each time it comes again, more in the headline and at the head of the story. A subject
needs several different words, and a share of what the best one has. Where nothing is clear there is none.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from service.extraction.annotations import Span, Subject
from service.extraction.subjects.lexicon import PLAIN, Words, terms
from service.extraction.topics.slugs import stem

_WORD = re.compile(r"[^\W\d_]+")
_HEAD = 700
_IN_TITLE, _IN_HEAD, _IN_BODY = 4.0, 1.5, 1.0

FEWEST_WORDS = 4
"""Different words that must speak for a subject."""

LEAST = 8.0
"""The least that they must come to."""

CLOSE = 0.6
"""The share of the best subject's points that another needs."""

MOST = 3


@dataclass(slots=True)
class _Found:
    """What speaks for one subject: points by term, and where each term stands first in the text."""

    points: dict[Words, float] = field(default_factory=lambda: defaultdict(float))
    times: dict[Words, int] = field(default_factory=lambda: defaultdict(int))
    places: dict[Words, tuple[int, int]] = field(default_factory=dict)

    @property
    def total(self) -> float:
        return sum(self.points.values())


def find_subjects(text: str, title: str | None = None) -> tuple[Subject, ...]:
    """The subjects of the article, the clearest first, at most MOST; none where it is not clear.

    The evidence is the word of the text that says most.
    """
    found: dict[str, _Found] = defaultdict(_Found)
    for words, codes, _, _ in _matches(title or ""):
        for code, count in codes:
            _count(found[code], words, count * _IN_TITLE)
    for words, codes, start, end in _matches(text):
        for code, count in codes:
            _count(found[code], words, count * (_IN_HEAD if start < _HEAD else _IN_BODY))
            found[code].places.setdefault(words, (start, end))
    best = max((each.total for each in found.values()), default=0.0)
    clear = [
        (code, each)
        for code, each in found.items()
        if each.total >= max(LEAST, best * CLOSE) and len(each.points) >= FEWEST_WORDS and each.places
    ]
    clear.sort(key=lambda one: (-one[1].total, one[0]))
    return tuple(_subject(text, code, each, best) for code, each in clear[:MOST])


def _count(found: _Found, words: Words, points: float) -> None:
    found.times[words] += 1
    found.points[words] += points / math.sqrt(found.times[words])


def _matches(text: str) -> Iterator[tuple[Words, tuple[tuple[str, float], ...], int, int]]:
    """The terms in ``text``, none within a longer one: words, codes, and the run of characters."""
    tokens = [(stem(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
    plain = [word for word, _, _ in tokens]
    known = terms()
    at = 0
    while at < len(tokens):
        for words, codes in known.get(plain[at], ()):
            if tuple(plain[at : at + len(words)]) == words:
                yield words, codes, tokens[at][1], tokens[at + len(words) - 1][2]
                at += len(words) - 1
                break
        at += 1


def _subject(text: str, code: str, found: _Found, best: float) -> Subject:
    words = max(found.places, key=lambda term: (found.points[term], -found.places[term][0]))
    weight = round(found.total / best, 4) if best > PLAIN else 0.0
    return Subject(code=code, weight=weight, evidence=Span.of(text, *found.places[words]))
