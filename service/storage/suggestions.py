"""Which names are worth comparing with another: those that share a word, or one that is nearly the same."""

from collections.abc import Collection

from service.storage import name_index, speaker_trees
from service.storage.database import tuples
from service.storage.models import Alias, AliasWord, Speaker

MOST = 5_000
"""How many names are compared: more share a surname only in an archive of millions."""


def candidates(speaker_id: str, kind: str, words: Collection[str]) -> list[tuple[int, str]]:
    """The key and a name of speakers of this kind, but the one with this id, that may be called like one
    whose names have ``words``."""
    alike = set(words) | name_index.sounding_like(words)
    for word in words:
        alike |= name_index.a_slip_away(word)
    query = (
        Alias.select(speaker_trees.root(), Alias.name)
        .join(AliasWord)
        .switch(Alias)
        .join(Speaker)
        .where(AliasWord.word.in_(sorted(alike)[:500]), Speaker.kind == kind, Speaker.article.is_null())
        .distinct()
        .limit(MOST)
    )
    own = Speaker.select(Speaker.pk).where(Speaker.id == speaker_id).scalar()
    return sorted((pk, name) for pk, name in tuples(query) if pk != own)
