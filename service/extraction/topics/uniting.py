"""Brings the topics of several segments together."""

from collections.abc import Iterable

from service.extraction.annotations import Topic

#: The most topics of one quote.
MOST = 8


def unite(groups: Iterable[tuple[Topic, ...]]) -> tuple[Topic, ...]:
    """The topics of all ``groups``, each once with its best weight, the heaviest first."""
    best: dict[str, Topic] = {}
    for group in groups:
        for topic in group:
            known = best.get(topic.slug)
            if known is None or topic.weight > known.weight:
                best[topic.slug] = topic
    return ranked(best.values())


def ranked(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """The heaviest topics, heaviest first, of equals by slug."""
    return tuple(sorted(topics, key=lambda topic: (-topic.weight, topic.slug))[:MOST])
