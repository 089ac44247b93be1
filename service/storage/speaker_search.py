"""Finding speakers by any name, a part of one, or one with a slip of the pen: the best match first."""

from functools import reduce
from typing import Any

from peewee import Case, Value, fn

from service.storage import name_index, speaker_trees
from service.storage.models import Alias, AliasWord, Speaker
from service.storage.names import name_key, name_words

EXACT, BEGINNING, WORDS, SLIP = "0", "1", "2", "3"
"""How a name matches, the best first: it is what was asked for; it begins so; it has all the words, the last
perhaps unfinished; it has all the words but for one slip of the pen in one."""

MOST_WORDS = 12
"""Of a name: each costs a join, and no name has more."""

MOST_SLIPS = 200
"""How many words may be meant by a misspelt one."""


def matches(q: str) -> Any | None:
    """A select of ``speaker`` (the key of one that is merged into none) and ``rank`` for each whose names
    match ``q``; None if ``q`` has no word."""
    words = name_words(q)[:MOST_WORDS]
    if not words:
        return None
    key = name_key(q)
    ways = [_with(words, {}, _rank(key))]
    for place, word in enumerate(words):
        meant = sorted(name_index.a_slip_away(word))[:MOST_SLIPS]
        if meant:
            ways.append(_with(words, {place: meant}, SLIP))
    found: Any = reduce(lambda one, other: one.union_all(other), ways).alias("found")
    speaker = speaker_trees.root()
    return (
        Speaker.select(speaker.alias("speaker"), fn.MIN(found.c.rank).alias("rank"))
        .join(found, on=(found.c.record == Speaker.pk))
        .group_by(speaker)
    )


def _rank(key: str) -> Any:
    beginning = fn.SUBSTR(Alias.key, 1, len(key)) == key
    return Case(None, ((Alias.key == key, EXACT), (beginning, BEGINNING)), WORDS)


def _with(words: tuple[str, ...], meant: dict[int, list[str]], rank: Any) -> Any:
    """The records one of whose names has all ``words``, or in the place of one a word that was meant."""
    query = Alias.select(Alias.speaker.alias("record"), _column(rank))
    for place, word in enumerate(words):
        row = AliasWord.alias(f"word{place}_{len(meant)}")
        if place in meant:
            same = row.word.in_(meant[place])
        elif place == len(words) - 1:
            same = (row.word >= word) & (row.word < word + "\U0010ffff")
        else:
            same = row.word == word
        query = query.join(row, on=((row.alias_row == Alias.pk) & same)).switch(Alias)
    return query


def _column(rank: Any) -> Any:
    return (Value(rank) if isinstance(rank, str) else rank).alias("rank")
