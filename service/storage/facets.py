"""How many of the quotes that filters describe each speaker, topic, medium … has.

Counted on all of them while they are few; of more, on those that were published last (stored last where words
or topics are searched for): ``Facets.counted`` says on how many.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from service.storage import quotes, searches, subjects
from service.storage.database import database, plain, reading
from service.storage.models import Article, Speaker, Topic
from service.storage.quotes import QuoteFilter
from service.storage.searches import Search

COUNTED = 1_000
"""How many quotes are looked at."""


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
        pks, complete = _chosen(quotes.search_of(wanted))
        columns = list(zip(*_columns(pks), strict=True)) or [()] * 7
        *counts, articles = (Counter(value for value in column if value is not None) for column in columns)
        speakers, media, roles, publications, years, statuses = (
            count.most_common(top + 20) for count in counts
        )
        return Facets(
            speaker=_named(speakers, _speaker_names, top),
            topic=_named(_topics(pks, top + 20), _topic_names, top),
            subject=_named([*subjects.counted(articles).items()], subjects.names, top),
            medium=_plain(media, top),
            role=_plain(roles, top),
            publication=_named(sorted(publications, key=_as_listed)[:top], _publication_names, top),
            year=_plain(years, top),
            status=_plain(statuses, top),
            counted=len(pks),
            complete=complete,
        )


def _chosen(search: Search) -> tuple[list[int], bool]:
    """The keys of the quotes that are counted, and whether these are all that fit."""
    if search.members:
        return searches.latest(search, COUNTED)
    quote = search.table
    query = search.whole().order_by(quote.published_sort.desc(), quote.pk.desc()).limit(COUNTED + 1)
    pks = [pk for (pk,) in plain(query)]
    return pks[:COUNTED], len(pks) <= COUNTED


def _columns(pks: list[int]) -> list[tuple[Any, ...]]:
    year = "substr(published_on, 1, 4)"
    columns = f"speaker_id, medium, role, publication_key, {year}, status, article_id"
    asked = f"SELECT {columns} FROM quote WHERE pk IN {searches.spelled(pks).sql}"  # noqa: S608 - integers of ours
    return list(database.execute_sql(asked).fetchall())


def _topics(pks: list[int], most: int) -> list[tuple[int, int]]:
    counted = (
        f"SELECT topic_id, COUNT(*) FROM quote_topic WHERE quote_id IN {searches.spelled(pks).sql} "  # noqa: S608
        f"GROUP BY topic_id ORDER BY 2 DESC, 1 LIMIT {most:d}"
    )
    return [(topic, number) for topic, number in database.execute_sql(counted).fetchall()]


def _plain(counts: Iterable[tuple[Any, int]], top: int) -> tuple[Value, ...]:
    return _ordered((Value(value=value, name=value, count=number) for value, number in counts), top)


def _named(counts: list[tuple[Any, int]], names: Any, top: int) -> tuple[Value, ...]:
    known: dict[Any, tuple[str, str]] = names([key for key, _ in counts])
    return _ordered(
        (Value(value=known[key][0], name=known[key][1], count=number) for key, number in counts), top
    )


def _ordered(values: Iterable[Value], top: int) -> tuple[Value, ...]:
    """The most frequent first; by name where several are as frequent, so that both databases agree."""
    return tuple(sorted(values, key=lambda each: (-each.count, each.name, each.value))[:top])


def _speaker_names(keys: list[int]) -> dict[Any, tuple[str, str]]:
    query = Speaker.select(Speaker.pk, Speaker.id, Speaker.name).where(Speaker.pk.in_(keys))
    return {pk: (speaker_id, name) for pk, speaker_id, name in plain(query)}


def _topic_names(keys: list[int]) -> dict[Any, tuple[str, str]]:
    query = Topic.select(Topic.pk, Topic.slug, Topic.name).where(Topic.pk.in_(keys))
    return {pk: (slug, name) for pk, slug, name in plain(query)}


def _as_listed(counted: tuple[Any, int]) -> tuple[int, Any]:
    return -counted[1], counted[0]


def _publication_names(keys: list[str]) -> dict[Any, tuple[str, str]]:
    names: dict[Any, tuple[str, str]] = {}
    for key in keys:
        row: Any = (
            Article.select(Article.publication)
            .where(Article.publication_key == key)
            .order_by(Article.published_sort.desc(), Article.pk.desc())
            .limit(1)
        )
        found = plain(row)
        printed = found[0][0] if found else key
        names[key] = (printed, printed)
    return names
