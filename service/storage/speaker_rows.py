"""Writing speakers: records that a name links to, and the names that each goes by. Within a transaction."""

from collections.abc import Iterable
from typing import Any

from service.storage import days, ids, name_index
from service.storage.database import is_postgresql, tuples
from service.storage.models import Alias, AliasUse, AliasWord, Quote, Speaker
from service.storage.names import name_key, name_words

NAME_LENGTH = 500
"""The longest name that is kept: an unnamed source's description is a phrase, not a paragraph."""


def by_own_name(name: str, kind: str) -> list[int]:
    """The keys of the records across articles whose own name ``name`` is, or a name that an editor gave."""
    key = name_key(name)
    # Each off an index of its own: asked for with OR, PostgreSQL reads every speaker.
    known = Speaker.select(Speaker.pk).where(Speaker.kind == kind, Speaker.article.is_null())
    own = known.where(Speaker.key == key)
    given = known.join(Alias).where(Alias.key == key, Alias.full, Alias.curated)
    linked = Speaker.select(Speaker.pk).where(Speaker.link_key == f"{kind}:{key}")
    return sorted({pk for query in (own, given, linked) for (pk,) in tuples(query)})


def by_full_names(name: str, aliases: Iterable[str], kind: str) -> list[int]:
    """The keys of the records across articles of this kind that have ``name`` as a full alias, or one of
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


def by_short_name(name: str, kind: str) -> list[int]:
    """The keys of the records across articles of this kind that articles also call ``name``."""
    query = (
        Alias.select(Alias.speaker)
        .join(Speaker)
        .where(Alias.key == name_key(name), Speaker.kind == kind, Speaker.article.is_null())
        .distinct()
    )
    return sorted(pk for (pk,) in tuples(query))


def linked_before(article: int, name: str, kind: str) -> list[int]:
    """The keys of the records that quotes of this article were linked to by ``name``."""
    spoken = Quote.select(Quote.pk).where(Quote.article == article, Quote.speaker_name == name)
    if not spoken.exists():
        return []
    query = (
        Alias.select(Alias.speaker, Alias.curated)
        .join(AliasUse)
        .switch(Alias)
        .join(Speaker)
        .where(AliasUse.article == article, Alias.name == name, Alias.full, Speaker.kind == kind)
    )
    found = tuples(query)
    # Where an editor gave the name to one of them, the others had it from articles.
    return sorted({pk for pk, curated in found if curated} or {pk for pk, _ in found})


def survivors(pks: Iterable[int]) -> dict[int, int]:
    """The record that each of these stands for now: itself, unless it was merged into another.

    Until the transaction ends, nobody merges them: whatever is linked now is found by a later merge.
    """
    wanted = sorted(set(pks))
    query: Any = Speaker.select(Speaker.pk, Speaker.merged_into).where(Speaker.pk.in_(wanted))
    query = query.order_by(Speaker.pk)
    if is_postgresql():
        query = query.for_update("FOR KEY SHARE")
    known = {pk: into or pk for pk, into in tuples(query)}
    into = {root for root in known.values() if root not in known}
    roots = known | (survivors(into) if into else {})
    return roots | {pk: roots[root] for pk, root in known.items()}


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
    Alias.update(curated=True).where(Alias.pk == alias(pk, name[:NAME_LENGTH], full=full)).execute()


def ids_of(pks: Iterable[int]) -> list[str]:
    """The public ids of the speakers with these keys, in this order."""
    wanted = list(pks)
    known = dict(tuples(Speaker.select(Speaker.pk, Speaker.id).where(Speaker.pk.in_(wanted))))
    return [known[pk] for pk in wanted]


def add(name: str, kind: str, link_key: str | None, *, article: int | None) -> tuple[int, bool]:
    """The key of the record with ``link_key``, and whether it was stored now: another writer may be first."""
    now, speaker_id = days.now(), ids.new()
    Speaker.insert(
        id=speaker_id,
        name=name[:NAME_LENGTH],
        kind=kind,
        key=name_key(name),
        link_key=link_key,
        article=article,
        curated=False,
        created_at=now,
        updated_at=now,
    ).on_conflict(conflict_target=[Speaker.link_key], action="IGNORE").execute()
    same = Speaker.id == speaker_id if link_key is None else Speaker.link_key == link_key
    row: Any = Speaker.get(same)
    return int(row.pk), row.id == speaker_id


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
            used.add(alias(speaker, name[:NAME_LENGTH], full=full))
    AliasUse.delete().where(AliasUse.article == article, AliasUse.alias_row.not_in(used or {0})).execute()
    rows = [{"alias_row": alias, "article": article} for alias in sorted(used)]
    if rows:
        AliasUse.insert_many(rows).on_conflict_ignore().execute()


def alias(speaker: int, name: str, *, full: bool) -> int:
    """The key of the alias ``name`` of a record, stored now if it is new."""
    row = Alias.get_or_none((Alias.speaker == speaker) & (Alias.name == name))
    if row is not None:
        return int(row.pk)
    Alias.insert(speaker=speaker, name=name, key=name_key(name), full=full, curated=False).on_conflict(
        conflict_target=[Alias.speaker, Alias.name], action="IGNORE"
    ).execute()
    added: Any = Alias.get((Alias.speaker == speaker) & (Alias.name == name))
    words = [{"alias_row": added.pk, "word": word[:240]} for word in name_words(name)]
    if words:
        name_index.learn(word["word"] for word in words)
        AliasWord.insert_many(words).on_conflict_ignore().execute()
    return int(added.pk)
