"""Records and what was merged into them. Within a transaction."""

from collections.abc import Collection, Iterable
from typing import Any

from peewee import fn

from service.errors import Conflict, NotFound
from service.storage import days, ids
from service.storage.database import is_postgresql, tuples
from service.storage.models import Quote, Speaker
from service.storage.names import name_key, storable


def root() -> Any:
    """The key of what a row of Speaker stands for now, in a query."""
    return fn.COALESCE(Speaker.merged_into, Speaker.pk)


def hold(speaker_id: str, *others: str, field: str = "into") -> tuple[Any, ...]:
    """The rows of these speakers, which no other transaction links, merges or splits until this one ends.

    Raises NotFound for the first, and Conflict at ``field`` for another: the request names it.
    """
    asked = (speaker_id, *others)
    query: Any = Speaker.select().where(Speaker.id.in_([one for one in asked if storable(one)]))
    query = query.order_by(Speaker.pk)
    if is_postgresql():
        # In the order of their keys, so that two who hold several can't lock each other out.
        query = query.for_update()
    rows = {row.id: row for row in query}
    if speaker_id not in rows:
        raise NotFound(f"There is no speaker {speaker_id!r}.")
    for other in others:
        if other not in rows:
            raise Conflict(f"There is no speaker {other!r}.", field=field)
    return tuple(rows[one] for one in asked)


def members(pk: int) -> list[int]:
    """The keys of a record and of those merged into it."""
    query = Speaker.select(Speaker.pk).where((Speaker.pk == pk) | (Speaker.merged_into == pk))
    return sorted(one for (one,) in tuples(query.order_by(Speaker.pk)))


def merge(pk: int, into: int) -> list[str]:
    """Merges the record, and all that were merged into it, into another; returns the ids of these others."""
    carried = Speaker.select(Speaker.id).where(Speaker.merged_into == pk).order_by(Speaker.pk)
    moved = [speaker_id for (speaker_id,) in tuples(carried)]
    same = (Speaker.pk == pk) | (Speaker.merged_into == pk)
    # A record of one article becomes one across articles: it outlives the article that it was found in.
    change = {"merged_into": into, "curated": True, "article": None, "updated_at": days.now()}
    Speaker.update(change).where(same).execute()
    Speaker.update(curated=True, article=None, updated_at=days.now()).where(Speaker.pk == into).execute()
    return moved


def part(pk: int, carried: Iterable[str] = ()) -> None:
    """The record stands for itself again, and those ``carried`` (by id) are merged into it."""
    Speaker.update(merged_into=None, updated_at=days.now()).where(Speaker.pk == pk).execute()
    Speaker.update(merged_into=pk).where(Speaker.id.in_(list(carried))).execute()


def begin(name: str, kind: str, link_key: str | None = None) -> Any:
    """A new record that an editor asked for."""
    now = days.now()
    return Speaker.create(
        id=ids.new(),
        name=name,
        kind=kind,
        key=name_key(name),
        link_key=link_key,
        curated=True,
        created_at=now,
        updated_at=now,
    )


def keys_of(speaker_ids: Collection[str]) -> dict[str, int]:
    """The keys of the speakers with these ids."""
    return dict(tuples(Speaker.select(Speaker.id, Speaker.pk).where(Speaker.id.in_(list(speaker_ids)))))


def is_quoted(pk: int) -> bool:
    """Whether a quote is this speaker's."""
    quotes = Quote.select(Quote.pk).where((Quote.speaker == pk) | (Quote.read_speaker == pk))
    return bool(quotes.exists())


def touch(pks: Collection[int]) -> None:
    """The speakers have changed now."""
    Speaker.update(updated_at=days.now(), curated=True).where(Speaker.pk.in_(list(pks))).execute()


def survivor_of(row: Any) -> Any:
    """The row of what a row of Speaker stands for now."""
    return row if row.merged_into_id is None else Speaker.get(Speaker.pk == row.merged_into_id)


def survivor_key(pk: int) -> int:
    """The key of what the record stands for now."""
    return int(Speaker.select(root()).where(Speaker.pk == pk).scalar())


def rows_in(pks: Collection[int]) -> list[Any]:
    """The rows of these records."""
    query: Any = Speaker.select().where(Speaker.pk.in_(list(pks))).order_by(Speaker.pk)
    return list(query)


def ids_in(pks: Collection[int]) -> dict[str, int]:
    """The ids of these records, each with its key."""
    return {row.id: row.pk for row in rows_in(pks)}
