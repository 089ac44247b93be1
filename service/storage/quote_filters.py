"""The filters of the list of quotes: conditions that an index serves, other tables that quotes must be in."""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, Any

from peewee import SQL

from service.storage import day_counts, days, memberships, search, statements, topic_links, united
from service.storage.memberships import LISTED, Counted, Membership, listed
from service.storage.models import Quote
from service.storage.names import fold, name_words
from service.storage.searches import Search

if TYPE_CHECKING:
    from service.storage.quotes import QuoteFilter

NOTHING = SQL("1 = 0")

QUOTE: Any = Quote.alias(LISTED)
"""A row of the list."""

ANY_STATUS = "any"
"""The value of the filter ``status`` that asks for every quote, rejected ones too."""

MOST_WORDS = 12
"""Of a name: each costs a join, and no name has more."""

OF_ARTICLE = "listed.article_id = (SELECT pk FROM article WHERE id = ?)"
MEANT = "SELECT COALESCE(merged_into_id, pk) FROM speaker WHERE id = ?"
NAMED = (
    "SELECT DISTINCT COALESCE(speaker.merged_into_id, speaker.pk) "
    "FROM alias JOIN speaker ON speaker.pk = alias.speaker_id"
)
WITH_WORD = (
    "JOIN alias_word AS word{number} ON word{number}.alias_row_id = alias.pk AND word{number}.word = ?"
)


def shown_here() -> Any:
    """What lists show, in words that tell the databases which indexes hold no others."""
    return Quote.status != SQL("'rejected'")


def rejected() -> SQL:
    """A select of the keys of the quotes that an editor rejected: lists and counts leave them out unless they
    are asked for them.

    By key, which every index has: these few are looked up once, and no row is read for it.
    """
    return SQL("(SELECT pk FROM quote WHERE status = 'rejected')")


def search_for(wanted: QuoteFilter) -> Search:
    """The search for what ``wanted`` describes."""
    speakers = None if wanted.speaker is None else _speakers(wanted.speaker)
    out = published(listed("published_on"), wanted.published_from, wanted.published_to)
    hinted = reduce(operator.and_, out) if out else None
    plain = [
        *_people(wanted, speakers),
        *([] if hinted is None else [hinted]),
        *_said(wanted),
        *_exact(wanted),
    ]
    members = [*_named(speakers), *_about(wanted), *_words(wanted)]
    without = rejected() if wanted.status is None else None
    hints = published_hints(listed("published_sort"), wanted.published_from, wanted.published_to)
    return Search(
        QUOTE,
        tuple(plain),
        without,
        tuple(members),
        hints,
        covered=_covered(wanted, len(plain)),
        at_least=SQL(day_counts.SOME),
        hinted=hinted,
    )


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


def _people(wanted: QuoteFilter, speakers: list[int] | None) -> list[Any]:
    conditions: list[Any] = []
    if wanted.article_id is not None:
        conditions.append(statements.part(OF_ARTICLE, wanted.article_id))
    if wanted.speaker_id is not None:
        conditions.append(_speaker(MEANT, wanted.speaker_id))
    if speakers is not None and len(speakers) < 2:
        conditions += [_speaker("?", speaker) for speaker in speakers] or [NOTHING]
    return conditions


def _speaker(key: str, value: object) -> Counted:
    """The quotes of the speaker with a key, which is told in SQL."""
    kept = statements.part(f"{memberships.OF_SPEAKERS} ({key})", value)
    return Counted(statements.part(f"{LISTED}.speaker_id = ({key})", value), kept)


def _named(speakers: list[int] | None) -> list[Membership]:
    return [memberships.of_speakers(speakers)] if speakers is not None and len(speakers) > 1 else []


def _speakers(name: str) -> list[int]:
    """The keys of the speakers one of whose names has all words of ``name``.

    The names of a speaker that was merged into another are the other's.
    """
    words = name_words(name)[:MOST_WORDS]
    if not words:
        return []
    joins = " ".join(WITH_WORD.format(number=number) for number in range(len(words)))
    return sorted(pk for (pk,) in statements.rows(f"{NAMED} {joins}", *words))


def _about(wanted: QuoteFilter) -> list[Membership]:
    topics = _topics(wanted.topic) if wanted.topic is not None else None
    if topics is None:
        return []
    if wanted.include == "text":
        return [united.united(topics, wanted.topic or "")]
    return [memberships.of_topics([*topics])]


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


def _said(wanted: QuoteFilter) -> list[Any]:
    said: list[Any] = []
    if wanted.said_from is not None:
        said.append(listed("said_first") >= days.bound(wanted.said_from, last=False, field="said_from"))
    if wanted.said_to is not None:
        day = days.bound(wanted.said_to, last=True, field="said_to")
        said += [listed("said_last") <= day, listed("said_first") <= day]
    return [reduce(operator.and_, said)] if said else []


def _exact(wanted: QuoteFilter) -> list[Any]:
    conditions: list[Any] = []
    if wanted.publication is not None:
        conditions.append(listed("publication_key") == fold(wanted.publication)[:240])
    if wanted.medium is not None:
        conditions.append(listed("medium") == wanted.medium)
    if wanted.reading is not None:
        conditions.append(listed("reread") == wanted.reading)
    if wanted.status is not None and wanted.status != ANY_STATUS:
        conditions.append(listed("status") == wanted.status)
    if wanted.min_confidence is not None:
        conditions.append(listed("confidence") >= wanted.min_confidence)
    return conditions
