"""A page of the quotes about a topic that has very many of them, in the order in which they were published.

Their articles are walked in that order, and each is looked up among those of the topic: there are ten times
fewer than quotes, and ``quote_topic`` has an index by topic and article of what lists show. So a topic of
which nothing came for thousands of articles costs milliseconds, where to sort all its quotes takes a hundred.
"""

from service.storage import statements
from service.storage.cursors import Key, Order, Position

SOON = 2_000
"""How many articles are walked at first: most topics that have very many quotes have some among the last."""

ABOUT = (
    "SELECT listed.pk, listed.published_sort FROM article AS walked CROSS JOIN quote_topic AS about "
    "CROSS JOIN quote AS listed WHERE about.topic_id = ? AND about.article_id = walked.pk "
    "AND listed.pk = about.quote_id AND {walked} "
    "ORDER BY walked.published_sort {way}, listed.pk {way} LIMIT ?"
)
LAST = (
    "SELECT walked.published_sort FROM article AS walked WHERE {walked} "
    "ORDER BY walked.published_sort {way} LIMIT 1 OFFSET ?"
)
DATED = "walked.published_sort IS NOT NULL"


def page(
    topic: int, quotes: int, order: Order, limit: int, after: Position | None
) -> list[tuple[int, Key]] | None:
    """The keys and moments of up to ``limit`` quotes after ``after`` about the topic with this key.

    ``order`` is by ``published_sort``, either way. None where to look on would take longer than to sort the
    topic's ``quotes``, so many; where so many articles have one moment, that all of these would be read to
    put their quotes in order; and where those without a moment come.
    """
    if after is not None and not isinstance(after.key, str):
        return None
    for articles in (SOON, max(quotes, SOON)):
        rows = _among(articles, topic, order, limit, after)
        if rows is None or len(rows) == limit:
            return rows
    return None


def _among(
    articles: int, topic: int, order: Order, limit: int, after: Position | None
) -> list[tuple[int, Key]] | None:
    """The same, as far as the next so many articles have them, and those of the last one's moment; None where
    these are as many again."""
    way, beyond, within = ("DESC", "<", ">=") if order.descending else ("ASC", ">", "<=")
    walked, values = DATED, list[object]()
    if after is not None:
        walked += f" AND walked.published_sort {beyond}= ?"
        values.append(after.key)
    nth = LAST.format(walked=walked, way=way)
    last = statements.rows(nth, *values, articles)
    if last and last == statements.rows(nth, *values, 2 * articles):
        return None
    if last:
        walked += f" AND walked.published_sort {within} ?"
        values.append(last[0][0])
    if after is not None:
        walked += f" AND (listed.published_sort {beyond} ? OR listed.pk {beyond} ?)"
        values += [after.key, after.pk]
    return statements.rows(ABOUT.format(walked=walked, way=way), topic, *values, limit)
