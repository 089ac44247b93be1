"""The filters of the list of quotes, each as conditions that an index serves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from peewee import SQL

from service.storage import days, search, speaker_trees
from service.storage.models import Alias, AliasWord, Article, Quote, QuoteTopic, Speaker, Topic
from service.storage.names import fold, name_words, slug

if TYPE_CHECKING:
    from service.storage.quotes import QuoteFilter

NOTHING = SQL("1 = 0")

ANY_STATUS = "any"
"""The value of the filter ``status`` that asks for every quote, rejected ones too."""

MOST_WORDS = 12
"""Of a name: each costs a join, and no name has more."""


def shown() -> Any:
    """What lists and counts leave out unless they are asked for it: what an editor found to be no quote.

    By key, which every index has: the few that are rejected are looked up once, and no row is read for it.
    """
    return Quote.pk.not_in(rejected())


def rejected() -> Any:
    """A select of the keys of the quotes that an editor rejected."""
    row: Any = Quote.alias("rejected")
    return row.select(row.pk).where(row.status == "rejected")


def narrowed(query: Any, wanted: QuoteFilter) -> Any:
    """``query`` of quotes with every condition of ``wanted``."""
    conditions = [
        *_people(wanted),
        *_days(wanted),
        *_words(wanted),
        *_exact(wanted),
    ]
    return query.where(*conditions) if conditions else query


def among(column: Any, keys: Any | None) -> Any:
    """``column`` is among what the select ``keys`` gives; None gives nothing."""
    return NOTHING if keys is None else column.in_(keys)


def speakers_named(name: str) -> Any | None:
    """A select of the keys of the speakers one of whose names has all words of ``name``; None if it has none.

    The names of a speaker that was merged into another are the other's.
    """
    words = name_words(name)[:MOST_WORDS]
    if not words:
        return None
    query = Alias.select(speaker_trees.root()).join(Speaker).switch(Alias)
    for number, word in enumerate(words):
        row = AliasWord.alias(f"word{number}")
        query = query.join(row, on=((row.alias_row == Alias.pk) & (row.word == word))).switch(Alias)
    return query


def published(column_day: Any, column_sort: Any, first: str | None, last: str | None) -> list[Any]:
    """Published within the days ``first`` to ``last`` as printed.

    The second condition of each pair says nothing new (a printed day is at most a day off UTC): it lets the
    index that sorts also cut.
    """
    conditions: list[Any] = []
    if first is not None:
        day = days.bound(first, last=False, field="published_from")
        conditions += [column_day >= day, column_sort >= days.shifted(day, -1)]
    if last is not None:
        day = days.bound(last, last=True, field="published_to")
        conditions += [column_day <= day, column_sort < days.shifted(day, 2) + "~"]
    return conditions


def _people(wanted: QuoteFilter) -> list[Any]:
    conditions: list[Any] = []
    if wanted.speaker_id is not None:
        meant = Speaker.select(speaker_trees.root()).where(Speaker.id == wanted.speaker_id)
        conditions.append(Quote.speaker == meant)
    if wanted.speaker is not None:
        conditions.append(among(Quote.speaker, speakers_named(wanted.speaker)))
    if wanted.topic is not None:
        conditions.append(_about(wanted.topic))
    return conditions


def _about(topic: str) -> Any:
    same = (Topic.slug == topic) | (Topic.slug == slug(topic)) | (Topic.key == fold(topic)[:240])
    topics = Topic.select(Topic.pk).where(same)
    return Quote.pk.in_(QuoteTopic.select(QuoteTopic.quote).where(QuoteTopic.topic.in_(topics)))


def _days(wanted: QuoteFilter) -> list[Any]:
    conditions = published(
        Quote.published_on, Quote.published_sort, wanted.published_from, wanted.published_to
    )
    if wanted.said_from is not None:
        conditions.append(Quote.said_first >= days.bound(wanted.said_from, last=False, field="said_from"))
    if wanted.said_to is not None:
        day = days.bound(wanted.said_to, last=True, field="said_to")
        conditions += [Quote.said_last <= day, Quote.said_first <= day]
    return conditions


def _words(wanted: QuoteFilter) -> list[Any]:
    conditions: list[Any] = []
    if wanted.q is not None:
        conditions += in_index(Quote.pk, "quote", ("text",), search.read(wanted.q))
    if wanted.role is not None:
        conditions += in_index(Quote.pk, "quote", ("role",), search.words_of(wanted.role))
    return conditions


def in_index(pk: Any, table: str, columns: Sequence[str], terms: search.Terms) -> list[Any]:
    """``pk`` is among the rows that full text finds; a search without a word finds nothing."""
    if not terms:
        return [NOTHING]
    return [
        pk.in_(hits) if wanted else pk.not_in(hits)
        for hits, wanted in search.matching(table, tuple(columns), terms)
    ]


def _exact(wanted: QuoteFilter) -> list[Any]:
    conditions: list[Any] = []
    if wanted.medium is not None:
        conditions.append(Quote.medium == wanted.medium)
    if wanted.status is None:
        conditions.append(shown())
    elif wanted.status != ANY_STATUS:
        conditions.append(Quote.status == wanted.status)
    if wanted.reading is not None:
        conditions.append(Quote.reread == wanted.reading)
    if wanted.publication is not None:
        conditions.append(Quote.publication_key == fold(wanted.publication)[:240])
    if wanted.min_confidence is not None:
        conditions.append(Quote.confidence >= wanted.min_confidence)
    if wanted.article_id is not None:
        conditions.append(Quote.article == Article.select(Article.pk).where(Article.id == wanted.article_id))
    return conditions
