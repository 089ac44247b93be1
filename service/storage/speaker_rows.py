"""Writing speakers: records that a name links to, and the names that each goes by. Within a transaction."""

from collections.abc import Iterable
from typing import Any

from service.storage import days, ids
from service.storage.database import tuples
from service.storage.models import Alias, AliasUse, AliasWord, Speaker
from service.storage.names import name_key, name_words

NAME_LENGTH = 500
"""The longest name that is kept: an unnamed source's description is a phrase, not a paragraph."""


def by_link_key(link_key: str) -> int | None:
    """The key of the speaker that ``link_key`` stands for."""
    row = Speaker.get_or_none(Speaker.link_key == link_key)
    return None if row is None else row.pk


def by_full_names(name: str, aliases: Iterable[str], kind: str) -> list[int]:
    """The keys of the speakers across articles of this kind that have ``name`` as a full alias, or one of
    ``aliases`` as their own name. An alias that agrees with an alias is too little: the names differ."""
    keys = [name_key(alias) for alias in aliases]
    query = (
        Alias.select(Alias.speaker)
        .join(Speaker)
        .where(Alias.full, Speaker.kind == kind, Speaker.article.is_null())
        .where((Alias.key == name_key(name)) | (Alias.key.in_(keys) & (Alias.key == Speaker.key)))
        .distinct()
    )
    return sorted(pk for (pk,) in tuples(query))


def called(article: int, name: str, kind: str | None) -> list[int]:
    """The keys of the speakers (of ``kind``) whom this article calls by ``name``."""
    query = Alias.select(Alias.speaker).join(AliasUse).where(AliasUse.article == article)
    query = query.where(Alias.key == name_key(name))
    if kind is not None:
        query = query.switch(Alias).join(Speaker).where(Speaker.kind == kind)
    return sorted({pk for (pk,) in tuples(query)})


def curate(pk: int, name: str, *, full: bool) -> None:
    """Keeps the speaker and its ``name`` whatever articles say: an editor gave it."""
    Speaker.update(curated=True).where(Speaker.pk == pk).execute()
    Alias.update(curated=True).where(Alias.pk == _alias(pk, name[:NAME_LENGTH], full=full)).execute()


def ids_of(pks: Iterable[int]) -> list[str]:
    """The public ids of the speakers with these keys, in this order."""
    wanted = list(pks)
    known = dict(tuples(Speaker.select(Speaker.pk, Speaker.id).where(Speaker.pk.in_(wanted))))
    return [known[pk] for pk in wanted]


def add(name: str, kind: str, link_key: str, *, article: int | None) -> int:
    """The key of the speaker with ``link_key``, stored now unless another writer was first."""
    now = days.now()
    Speaker.insert(
        id=ids.new(),
        name=name[:NAME_LENGTH],
        kind=kind,
        key=name_key(name),
        link_key=link_key,
        article=article,
        curated=False,
        created_at=now,
        updated_at=now,
    ).on_conflict(conflict_target=[Speaker.link_key], action="IGNORE").execute()
    row: Any = Speaker.get(Speaker.link_key == link_key)
    return int(row.pk)


def complete_name(pk: int, name: str) -> None:
    """Shows the speaker by ``name`` if that spells the same name out further ("Antony J. Blinken")."""
    row: Any = Speaker.get(Speaker.pk == pk)
    if not row.curated and row.key == name_key(name) and len(row.name) < len(name) <= NAME_LENGTH:
        Speaker.update(name=name, updated_at=days.now()).where(Speaker.pk == pk).execute()


def use_names(article: int, names: dict[int, dict[str, bool]]) -> None:
    """Records that the article calls each speaker (by key) by these names, and by no others.

    The value of a name is whether it is full: only a full one links other articles' mentions.
    """
    used: set[int] = set()
    for speaker in sorted(names):
        for name, full in sorted(names[speaker].items()):
            used.add(_alias(speaker, name[:NAME_LENGTH], full=full))
    AliasUse.delete().where(AliasUse.article == article, AliasUse.alias_row.not_in(used or {0})).execute()
    rows = [{"alias_row": alias, "article": article} for alias in sorted(used)]
    if rows:
        AliasUse.insert_many(rows).on_conflict_ignore().execute()


def _alias(speaker: int, name: str, *, full: bool) -> int:
    row = Alias.get_or_none((Alias.speaker == speaker) & (Alias.name == name))
    if row is not None:
        return int(row.pk)
    Alias.insert(speaker=speaker, name=name, key=name_key(name), full=full, curated=False).on_conflict(
        conflict_target=[Alias.speaker, Alias.name], action="IGNORE"
    ).execute()
    added: Any = Alias.get((Alias.speaker == speaker) & (Alias.name == name))
    words = [{"alias_row": added.pk, "word": word[:240]} for word in name_words(name)]
    if words:
        AliasWord.insert_many(words).on_conflict_ignore().execute()
    return int(added.pk)
