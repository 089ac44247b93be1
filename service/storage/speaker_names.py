"""The names of records, as editors move, give and take them. Within a transaction."""

from collections.abc import Collection
from typing import Any

from service.storage import name_index
from service.storage.database import tuples
from service.storage.models import Alias, AliasUse, AliasWord, Quote, Speaker
from service.storage.names import name_key
from service.storage.speaker_tables import ExternalId


def rows(records: Collection[int], names: Collection[str]) -> list[Any]:
    """The aliases of these records (by key) that are one of ``names``, in whatever spelling of it."""
    keys = {name_key(name) for name in names}
    query: Any = Alias.select().where(Alias.speaker.in_(list(records)), Alias.key.in_(keys))
    return list(query.order_by(Alias.pk))


def keys(records: Collection[int]) -> set[str]:
    """What the names of these records come to, spellings aside."""
    return {key for (key,) in tuples(Alias.select(Alias.key).where(Alias.speaker.in_(list(records))))}


def move(alias: Any, to: int) -> bool:
    """Gives an alias, with the articles that use it, to another record; False if that one has it already."""
    if Alias.select().where(Alias.speaker == to, Alias.name == alias.name).exists():
        return False
    Alias.update(speaker=to, curated=True).where(Alias.pk == alias.pk).execute()
    return True


def find(record: int, name: str) -> Any | None:
    """The alias ``name``, to the letter, of a record."""
    return Alias.get_or_none((Alias.speaker == record) & (Alias.name == name))


def is_used(alias: int) -> bool:
    """Whether an article uses the alias (by key)."""
    return bool(AliasUse.select().where(AliasUse.alias_row == alias).exists())


def drop(alias: int) -> None:
    """Removes the alias (by key)."""
    words = [word for (word,) in tuples(AliasWord.select(AliasWord.word).where(AliasWord.alias_row == alias))]
    Alias.delete().where(Alias.pk == alias).execute()
    name_index.forget(words)


def own(row: Any, name: str | None = None, kind: str | None = None) -> None:
    """Calls the speaker of a row of Speaker otherwise, or of another kind."""
    if name is not None:
        row.name, row.key = name, name_key(name)
    row.kind = kind or row.kind
    row.curated = True
    row.save(only=[Speaker.name, Speaker.key, Speaker.kind, Speaker.curated])


def release(records: Collection[int], link_key: str, to: int | None) -> str | None:
    """Takes ``link_key`` from the one of these records that has it, and gives it to the record ``to`` if
    that has none; returns the id of the one that had it."""
    row: Any = Speaker.get_or_none(Speaker.pk.in_(list(records)), Speaker.link_key == link_key)
    if row is None:
        return None
    Speaker.update(link_key=None).where(Speaker.pk == row.pk).execute()
    Speaker.update(link_key=link_key).where(Speaker.pk == to, Speaker.link_key.is_null()).execute()
    return str(row.id)


def quotes_of(speaker: int, quote_ids: Collection[str]) -> tuple[set[str], list[int], set[str]]:
    """Of these quotes: the ids of those that are the speaker's, in force or as the machine reads them; the
    keys and the ids of those that the machine reads as the speaker's."""
    mine = (Quote.speaker == speaker) | (Quote.read_speaker == speaker)
    query = Quote.select(Quote.pk, Quote.id, Quote.speaker, Quote.read_speaker, Quote.status)
    found = tuples(query.where(Quote.id.in_(list(quote_ids)), mine))
    read = [
        (pk, quote_id)
        for pk, quote_id, said, reads, status in found
        if reads == speaker or (status == "extracted" and said == speaker)
    ]
    return {row[1] for row in found}, [pk for pk, _ in read], {quote_id for _, quote_id in read}


def known_elsewhere(scheme: str, value: str) -> str | None:
    """The id of the speaker that has this id of elsewhere."""
    query = ExternalId.select(Speaker.id).join(Speaker)
    found = tuples(query.where(ExternalId.scheme == scheme, ExternalId.value == value))
    return found[0][0] if found else None


def know_as(speaker: int, scheme: str, value: str | None) -> None:
    """The speaker's id in ``scheme`` is ``value``, or there is none."""
    ExternalId.delete().where(ExternalId.speaker == speaker, ExternalId.scheme == scheme).execute()
    if value is not None:
        ExternalId.insert(speaker=speaker, scheme=scheme, value=value).execute()
