"""How many of the quotes that filters describe each speaker, topic, medium … has.

Counted on all of them while they are few; of more, on those that were published last (stored last where words
or topics are searched for): ``Facets.counted`` says on how many.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SQL

from service.storage import quotes, searches, statements, subjects
from service.storage.database import plain, reading
from service.storage.memberships import LISTED
from service.storage.quotes import QuoteFilter
from service.storage.searches import Search

COUNTED = 1_000
"""How many quotes are looked at."""


MORE = 20
"""How many values more than are shown are named: of equally frequent ones the first by name are shown."""

COLUMNS = ("pk", "speaker_id", "medium", "role", "publication_key", "published_on", "status", "article_id")
"""What is read of a quote."""

ROWS = f"SELECT {', '.join(COLUMNS)} FROM quote WHERE pk {{keys}}"  # noqa: S608 - names of ours
SPEAKERS = "SELECT pk, id, name FROM speaker WHERE pk {keys}"
TOPICS_OF = "SELECT topic_id FROM quote_topic WHERE quote_id {keys}"
TOPICS = "SELECT pk, slug, name FROM topic WHERE pk {keys}"
PUBLICATIONS = (
    "SELECT asked.number, asked.words, (SELECT publication FROM article WHERE publication_key = asked.words "
    "ORDER BY published_sort DESC, pk DESC LIMIT 1) FROM {asked}"
)
"""Statements as they are sent: to put them together costs more than to answer them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a facet: what the filter of that name takes, what a person reads, and how many quotes."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """The most frequent values of each facet, and on how many quotes they were counted."""

    speaker: tuple[Value, ...]
    topic: tuple[Value, ...]
    subject: tuple[Value, ...]
    medium: tuple[Value, ...]
    role: tuple[Value, ...]
    publication: tuple[Value, ...]
    year: tuple[Value, ...]
    status: tuple[Value, ...]
    counted: int
    complete: bool


def count(wanted: QuoteFilter, *, top: int = 10) -> Facets:
    """The ``top`` values of each facet among the quotes that ``wanted`` describes."""
    with reading():
        rows, complete = _rows(quotes.search_of(wanted))
        pks, *columns, days, statuses, articles = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
        speakers, media, roles, publications, years, states = (
            _frequent(column, top + MORE)
            for column in (*columns, [day and day[:4] for day in days], statuses)
        )
        return Facets(
            speaker=_ordered(_speakers(speakers), top),
            topic=_ordered(_topics(pks, top + MORE), top),
            subject=_ordered(_subjects(articles), top),
            medium=_ordered(_plain(media), top),
            role=_ordered(_plain(roles), top),
            publication=_ordered(_publications(publications, top), top),
            year=_ordered(_plain(years), top),
            status=_ordered(_plain(states), top),
            counted=len(pks),
            complete=complete,
        )


def _rows(search: Search) -> tuple[list[Any], bool]:
    """COLUMNS of the quotes that are counted, by key, and whether these are all that fit."""
    if search.members:
        pks, complete = searches.latest(search, COUNTED)
        return sorted(statements.rows_of_keys(ROWS, pks)), complete
    quote = search.table
    query = search.whole().select(*(SQL(f"{LISTED}.{name}") for name in COLUMNS))
    rows = plain(query.order_by(quote.published_sort.desc(), quote.pk.desc()).limit(COUNTED + 1))
    return sorted(rows[:COUNTED]), len(rows) <= COUNTED


def _frequent(column: Iterable[Any], most: int) -> list[tuple[Any, int]]:
    """The values of a column, the most frequent first, each with its number."""
    counts = Counter(column)
    del counts[None]
    return counts.most_common(most)


def _speakers(counts: Sequence[tuple[int, int]]) -> Iterator[Value]:
    known = {
        pk: (speaker, name)
        for pk, speaker, name in statements.rows_of_keys(SPEAKERS, [pk for pk, _ in counts])
    }
    return (Value(value=known[pk][0], name=known[pk][1], count=number) for pk, number in counts)


def _topics(pks: Sequence[int], most: int) -> Iterator[Value]:
    # To count some thousand rows here takes half as long as to have them grouped.
    counts = Counter(statements.column_of_keys(TOPICS_OF, pks))
    frequent = sorted(counts, key=lambda topic: (-counts[topic], topic))[:most]
    return (
        Value(value=slug, name=name, count=counts[pk])
        for pk, slug, name in statements.rows_of_keys(TOPICS, frequent)
    )


def _subjects(articles: Iterable[int]) -> Iterator[Value]:
    counts = subjects.counted(Counter(articles))
    return (Value(value=code, name=subjects.name(code), count=number) for code, number in counts.items())


def _publications(counts: Sequence[tuple[str, int]], top: int) -> Iterator[Value]:
    """As the article that was published last prints each; of equally frequent ones the first by key."""
    asked = [(number, key) for key, number in sorted(counts, key=lambda each: (-each[1], each[0]))[:top]]
    for number, key, printed in statements.rows_of_pairs(PUBLICATIONS, asked):
        yield Value(value=printed or key, name=printed or key, count=number)


def _plain(counts: Iterable[tuple[Any, int]]) -> Iterator[Value]:
    return (Value(value=value, name=value, count=number) for value, number in counts)


def _ordered(values: Iterable[Value], top: int) -> tuple[Value, ...]:
    """The most frequent first; by name where several are as frequent, so that both databases agree."""
    return tuple(sorted(values, key=lambda each: (-each.count, each.name, each.value))[:top])
