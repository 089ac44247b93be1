"""Speakers, aliases and topics that nothing refers to any more go, unless an editor made them."""

from collections.abc import Iterator
from dataclasses import dataclass

from peewee import fn

from service.storage import name_index
from service.storage.database import tuples
from service.storage.models import Alias, AliasUse, AliasWord, Quote, QuoteTopic, Speaker, Topic, TopicAside
from service.storage.quote_records import CHUNK


@dataclass(frozen=True, slots=True)
class Candidates:
    """Keys of rows that one article refers to, and the words of the names of these speakers."""

    speakers: frozenset[int]
    topics: frozenset[int]
    words: frozenset[str]


def candidates(article_pk: int) -> Candidates:
    """What the article with this key refers to now, and may be the last to do so."""
    quotes = Quote.select(Quote.pk).where(Quote.article == article_pk)
    spoken = Quote.select(Quote.speaker, Quote.read_speaker).where(Quote.article == article_pk)
    named = Alias.select(Alias.speaker).join(AliasUse).where(AliasUse.article == article_pk)
    about = QuoteTopic.select(QuoteTopic.topic).where(QuoteTopic.quote.in_(quotes))
    aside = TopicAside.select(TopicAside.topic).where(TopicAside.quote.in_(quotes))
    speakers = {pk for row in (*tuples(spoken), *tuples(named)) for pk in row if pk is not None}
    topics = frozenset(pk for (pk,) in (*tuples(about), *tuples(aside)))
    return Candidates(frozenset(speakers), topics, _words(frozenset(speakers)))


def drop(left: Candidates) -> None:
    """Removes those of ``left`` that nothing refers to now."""
    for pks in _chunks(left.speakers):
        used = AliasUse.select(AliasUse.alias_row).where(AliasUse.alias_row == Alias.pk)
        named = Speaker.select(Speaker.name).where(
            (Speaker.pk == Alias.speaker) & (Speaker.name == Alias.name)
        )
        Alias.delete().where(
            Alias.speaker.in_(pks), ~Alias.curated, ~fn.EXISTS(used), ~fn.EXISTS(named)
        ).execute()
        # Asked one by one each stops at the first quote; asked together SQLite gathers all of a speaker's.
        spoken = Quote.select(Quote.pk).where(Quote.speaker == Speaker.pk)
        read = Quote.select(Quote.pk).where(Quote.read_speaker == Speaker.pk)
        unquoted = ~fn.EXISTS(spoken) & ~fn.EXISTS(read)
        Speaker.delete().where(Speaker.pk.in_(pks), ~Speaker.curated, unquoted).execute()
    for pks in _chunks(left.topics):
        about = QuoteTopic.select(QuoteTopic.topic).where(QuoteTopic.topic == Topic.pk)
        aside = TopicAside.select(TopicAside.topic).where(TopicAside.topic == Topic.pk)
        unused = ~fn.EXISTS(about) & ~fn.EXISTS(aside)
        Topic.delete().where(Topic.pk.in_(pks), ~Topic.curated, unused).execute()
    name_index.forget(left.words - _words(left.speakers))


def _words(speakers: frozenset[int]) -> frozenset[str]:
    """The words of the names of these speakers."""
    query = AliasWord.select(AliasWord.word).join(Alias).distinct()
    return frozenset(
        word for pks in _chunks(speakers) for (word,) in tuples(query.where(Alias.speaker.in_(pks)))
    )


def _chunks(pks: frozenset[int]) -> Iterator[list[int]]:
    ordered = sorted(pks)
    for first in range(0, len(ordered), CHUNK):
        yield ordered[first : first + CHUNK]
