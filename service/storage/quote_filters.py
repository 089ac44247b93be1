"""The filters of the list of quotes: conditions that an index serves, other tables that quotes must be in."""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, Any

from peewee import SQL

from service.storage import aboutness, days, memberships, search, speaker_trees, topic_links
from service.storage.database import tuples
from service.storage.memberships import Membership
from service.storage.models import Alias, AliasWord, Article, Quote, Speaker
from service.storage.names import fold, name_words
from service.storage.searches import Search

if TYPE_CHECKING:
    from service.storage.quotes import QuoteFilter

NOTHING = SQL("1 = 0")

QUOTE: Any = Quote.alias(memberships.LISTED)
"""A row of the list."""

ANY_STATUS = "any"
"""The value of the filter ``status`` that asks for every quote, rejected ones too."""

MOST_WORDS = 12
"""Of a name: each costs a join, and no name has more."""


def shown() -> Any:
    """What lists and counts leave out unless they are asked for it: what an editor found to be no quote.

    By key, which every index has: the few that are rejected are looked up once, and no row is read for it.
    """
    return Quote.pk.not_in(rejected())


def shown_here() -> Any:
    """The same in words that tell the databases which indexes hold no others."""
    return Quote.status != SQL("'rejected'")


def rejected() -> Any:
    """A select of the keys of the quotes that an editor rejected."""
    row: Any = Quote.alias("rejected")
    return row.select(row.pk).where(row.status == "rejected")


def search_for(wanted: QuoteFilter) -> Search:
    """The search for what ``wanted`` describes."""
    plain = [*_people(wanted), *_days(wanted), *_exact(wanted)]
    members = [*_named(wanted), *_about(wanted), *_words(wanted)]
    without = rejected() if wanted.status is None else None
    hints = published_hints(QUOTE.published_sort, wanted.published_from, wanted.published_to)
    return Search(QUOTE, tuple(plain), without, tuple(members), hints, covered=_covered(wanted, len(plain)))


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


def published(column: Any, first: str | None, last: str | None) -> list[Any]:
    """Published within the days ``first`` to ``last`` as printed."""
    conditions: list[Any] = []
    if first is not None:
        conditions.append(column >= days.bound(first, last=False, field="published_from"))
    if last is not None:
        conditions.append(column <= days.bound(last, last=True, field="published_to"))
    return conditions


def published_hints(column: Any, first: str | None, last: str | None) -> tuple[Any, ...]:
    """What ``published`` means for the moment: a printed day is at most a day off UTC."""
    conditions: list[Any] = []
    if first is not None:
        conditions.append(column >= days.shifted(days.bound(first, last=False, field="published_from"), -1))
    if last is not None:
        conditions.append(column < days.shifted(days.bound(last, last=True, field="published_to"), 2) + "~")
    return tuple(conditions)


def words_in(table: str, columns: tuple[str, ...], terms: search.Terms) -> Membership:
    """The rows of ``table`` that full text finds; a search without a word finds nothing."""
    if not terms:
        return memberships.nothing()
    return memberships.of_words(table, columns, terms)


def _covered(wanted: QuoteFilter, filters: int) -> bool:
    """Whether an index has all columns that the filters ask of: one, or one of these and the day."""
    if filters == 1:
        return True
    days_asked = wanted.published_from is not None or wanted.published_to is not None
    one = (wanted.speaker, wanted.speaker_id, wanted.medium, wanted.publication, wanted.status)
    return filters == 2 and days_asked and any(value is not None for value in one)


def _people(wanted: QuoteFilter) -> list[Any]:
    conditions: list[Any] = []
    if wanted.article_id is not None:
        conditions.append(QUOTE.article == Article.select(Article.pk).where(Article.id == wanted.article_id))
    if wanted.speaker_id is not None:
        meant = Speaker.select(speaker_trees.root()).where(Speaker.id == wanted.speaker_id)
        conditions.append(QUOTE.speaker == meant)
    if wanted.speaker is not None:
        speakers = _speakers(wanted.speaker)
        conditions += [QUOTE.speaker == speakers[0]] if len(speakers) == 1 else []
        conditions += [NOTHING] if not speakers else []
    return conditions


def _named(wanted: QuoteFilter) -> list[Membership]:
    speakers = _speakers(wanted.speaker) if wanted.speaker is not None else []
    return [memberships.of_speakers(speakers)] if len(speakers) > 1 else []


def _speakers(name: str) -> list[int]:
    query = speakers_named(name)
    return [] if query is None else sorted({pk for (pk,) in tuples(query)})


def _about(wanted: QuoteFilter) -> list[Membership]:
    topics = _topics(wanted.topic) if wanted.topic is not None else None
    if topics is None:
        return []
    if wanted.include == "text":
        return [memberships.any_of([*aboutness.ways(topics, wanted.topic or "").values()])]
    return [memberships.of_topics([*topics]) if topics else memberships.nothing()]


def _topics(topic: str) -> dict[int, str]:
    """The topics of this slug or name, and those merged into them: key to name."""
    return topic_links.meant(topic)


def _words(wanted: QuoteFilter) -> list[Membership]:
    members = []
    if wanted.subject is not None:
        members.append(memberships.of_subject(wanted.subject))
    if wanted.q is not None:
        members.append(words_in("quote", ("text",), search.read(wanted.q)))
    if wanted.role is not None:
        members.append(words_in("quote", ("role",), search.words_of(wanted.role)))
    return members


def _days(wanted: QuoteFilter) -> list[Any]:
    conditions: list[Any] = []
    out = published(QUOTE.published_on, wanted.published_from, wanted.published_to)
    if out:
        conditions.append(reduce(operator.and_, out))
    said: list[Any] = []
    if wanted.said_from is not None:
        said.append(QUOTE.said_first >= days.bound(wanted.said_from, last=False, field="said_from"))
    if wanted.said_to is not None:
        day = days.bound(wanted.said_to, last=True, field="said_to")
        said += [QUOTE.said_last <= day, QUOTE.said_first <= day]
    if said:
        conditions.append(reduce(operator.and_, said))
    return conditions


def _exact(wanted: QuoteFilter) -> list[Any]:
    conditions: list[Any] = []
    if wanted.publication is not None:
        conditions.append(QUOTE.publication_key == fold(wanted.publication)[:240])
    if wanted.medium is not None:
        conditions.append(QUOTE.medium == wanted.medium)
    if wanted.reading is not None:
        conditions.append(QUOTE.reread == wanted.reading)
    if wanted.status is not None and wanted.status != ANY_STATUS:
        conditions.append(QUOTE.status == wanted.status)
    if wanted.min_confidence is not None:
        conditions.append(QUOTE.confidence >= wanted.min_confidence)
    return conditions
