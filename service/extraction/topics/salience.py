"""How much of the article each topic is: the C-value of its words.

K. Frantzi, S. Ananiadou, H. Mima (2000), "Automatic recognition of multi-word terms: the C-value/NC-value
method", International Journal on Digital Libraries 3(2): frequency, times the logarithm of the length, less
what belongs to longer terms. One is added to the length so that single words count too. Linear in the
article: a run of nouns gives at most four terms a word.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from service.extraction.topics.mentions import TopicMention


def c_values(mentions: Iterable[TopicMention]) -> dict[str, float]:
    """The C-value of each topic's slug; 0 or less for one that stands only within longer ones."""
    frequency: Counter[str] = Counter()
    length: dict[str, int] = {}
    spans: dict[tuple[int, int], str] = {}
    for mention in mentions:
        frequency[mention.slug] += 1
        length.setdefault(mention.slug, len(mention.words))
        spans[mention.start, mention.end] = mention.slug
    within, longer = _nesting(spans)
    return {slug: _c_value(n, length[slug], within[slug], len(longer[slug])) for slug, n in frequency.items()}


def relative(values: Mapping[str, float]) -> dict[str, float]:
    """The values as shares of the greatest, 0..1."""
    greatest = max(values.values(), default=0.0)
    return {slug: max(0.0, value) / greatest if greatest > 0 else 0.0 for slug, value in values.items()}


def _c_value(frequency: int, length: int, within: int, longer: int) -> float:
    alone = frequency - (within / longer if longer else 0.0)
    return math.log2(length + 1) * alone


def _nesting(spans: Mapping[tuple[int, int], str]) -> tuple[Counter[str], dict[str, set[str]]]:
    """How often each topic stands within a longer one, and within which."""
    within: Counter[str] = Counter()
    longer: dict[str, set[str]] = defaultdict(set)
    for (start, end), slug in spans.items():
        for first in range(start - 3, start + 1):
            for last in range(end, first + 5):
                around = spans.get((first, last))
                if around is not None and (first, last) != (start, end) and around != slug:
                    within[slug] += 1
                    longer[slug].add(around)
    return within, longer
