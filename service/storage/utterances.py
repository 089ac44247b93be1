"""Stored quotes as printings of an utterance: words, who, where and when, light enough to compare."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import JOIN

from service.errors import NotFound
from service.storage import prints, quote_filters, quote_records, search, searches, speaker_trees
from service.storage.database import plain
from service.storage.models import Alias, Article, Quote, Speaker
from service.storage.names import name_words, storable
from service.storage.records import QuoteRecord

MOST_WORDS_OF_A_PHRASE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """A quote as one article prints it. ``speaker`` is its speaker's key, ``article`` its article's."""

    pk: int
    id: str
    text: str
    position: int
    article: int
    speaker: int | None
    speaker_name: str | None
    speaker_kind: str | None
    said_first: str | None
    said_last: str | None
    published: str | None
    publication: str | None


def get(quote_id: str) -> Printing:
    """The quote with this id; raises NotFound."""
    row = Quote.select(Quote.pk).where(Quote.id == quote_id).first() if storable(quote_id) else None
    found = load([row.pk]) if row else ()
    if not found:
        raise NotFound(f"There is no quote {quote_id!r}.")
    return found[0]


def alike(text: str, limit: int) -> tuple[Printing, ...]:
    """Up to ``limit`` quotes whose words may be those of ``text``, the likeliest first."""
    return load(prints.candidates(text, limit))


def with_phrase(text: str, limit: int) -> tuple[Printing, ...]:
    """Up to ``limit`` quotes that have the words of ``text`` in a run: for texts too short for prints."""
    words = text.split()[:MOST_WORDS_OF_A_PHRASE]
    phrase = search.Term(" ".join(words))
    if not phrase.stems or not storable(text):
        return ()
    found = quote_filters.words_in("quote", ("text",), search.Terms((phrase,), ()))
    keys = searches.spelled(found.latest(2 * limit))
    query = Quote.select(Quote.pk).where(Quote.status != "rejected", Quote.pk.in_(keys))
    return load([pk for (pk,) in plain(query.limit(limit))])


def load(pks: Sequence[int]) -> tuple[Printing, ...]:
    """The quotes with these keys, in this order."""
    columns: tuple[Any, ...] = (
        Quote.pk,
        Quote.id,
        Quote.text,
        Quote.position,
        Quote.article,
        Quote.speaker,
        Speaker.name,
        Speaker.kind,
        Quote.said_first,
        Quote.said_last,
        Quote.published_sort,
        Article.publication,
    )
    query = (
        Quote.select(*columns)
        .join(Article)
        .switch(Quote)
        .join(Speaker, JOIN.LEFT_OUTER, on=(Quote.speaker == Speaker.pk))
        .where(Quote.pk.in_(pks))
    )
    names = tuple(Printing.__dataclass_fields__)
    found = {row[0]: Printing(**dict(zip(names, row, strict=True))) for row in plain(query)}
    return tuple(found[pk] for pk in pks if pk in found)


def records(printings: Sequence[Printing]) -> dict[int, QuoteRecord]:
    """The whole records of ``printings``, by key: fetched together, however many they are."""
    pks = [each.pk for each in printings]
    return dict(zip(pks, quote_records.load(pks), strict=True))


def called(name: str, speakers: Iterable[int]) -> frozenset[int]:
    """Those of ``speakers`` (keys) whom ``name`` may mean: it is part of a name of theirs, or has one in it.

    A single name of theirs within a longer one is too little: "Jill Moss" is not another Moss.
    """
    asked = frozenset(name_words(name))
    wanted = sorted(set(speakers))
    query = Alias.select(speaker_trees.root(), Alias.name).join(Speaker)
    query = query.where(Speaker.pk.in_(wanted) | Speaker.merged_into.in_(wanted))
    meant = set()
    for speaker, alias in plain(query):
        own = frozenset(name_words(alias))
        if asked <= own or (len(own) > 1 and own <= asked):
            meant.add(speaker)
    return frozenset(meant) if asked else frozenset()
