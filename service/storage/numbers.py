"""How many of the quotes that lists show a speaker or a topic has, and in how many articles.

These are kept, nothing is counted (``kept_counts``).
"""

from collections.abc import Collection
from typing import NamedTuple

from service.storage import statements

OF_SPEAKERS = (
    "SELECT speaker_id, SUM(quotes), SUM(articles) FROM speaker_count "
    "WHERE speaker_id {among} GROUP BY speaker_id"
)
OF_TOPICS = (
    "SELECT topic_id, SUM(quotes), SUM(articles) FROM topic_count WHERE topic_id {among} GROUP BY topic_id"
)


class Numbers(NamedTuple):
    """Quotes, and the articles that have one of them."""

    quotes: int
    articles: int


NONE = Numbers(0, 0)


def of_speakers(pks: Collection[int]) -> dict[int, Numbers]:
    """The numbers of these speakers, by key."""
    return _of(OF_SPEAKERS, pks)


def of_topics(pks: Collection[int]) -> dict[int, Numbers]:
    """The numbers of these topics, by key."""
    return _of(OF_TOPICS, pks)


def _of(statement: str, pks: Collection[int]) -> dict[int, Numbers]:
    kept = {
        pk: Numbers(int(quotes), int(articles))
        for pk, quotes, articles in statements.rows_among(statement, pks)
    }
    return {pk: kept.get(pk, NONE) for pk in pks}
