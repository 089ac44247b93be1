"""Speakers: find them by a part of any name, page by page, or one by its id with its roles over time."""

from typing import Any

from peewee import fn

from service.errors import NotFound
from service.storage import cursors, quote_filters
from service.storage.cursors import Order
from service.storage.database import reading, tuples
from service.storage.models import Alias, Quote, Speaker
from service.storage.names import storable
from service.storage.pages import page_of
from service.storage.records import Page, RoleRecord, SpeakerRecord

ORDER = Order(by=Speaker.key, tie=Speaker.pk, kind=str)


def find(
    q: str | None = None, kind: str | None = None, *, limit: int = 20, cursor: str | None = None
) -> Page[SpeakerRecord]:
    """One page of the speakers by name: those one of whose names has every word of ``q``.

    The last word of ``q`` may be unfinished; case, accents and punctuation do not count.
    """
    scope = ("speakers", q, kind)
    after = cursors.decode(scope, cursor, ORDER)
    if not storable(f"{q}{kind}"):
        return Page(items=(), next_cursor=None, total=0)
    query: Any = Speaker.select(Speaker.pk)
    if kind is not None:
        query = query.where(Speaker.kind == kind)
    if q is not None:
        query = query.where(quote_filters.among(Speaker.pk, quote_filters.speakers_named(q, beginnings=True)))
    return page_of(query, ORDER, _load, scope=scope, limit=limit, after=after)


def get(speaker_id: str) -> SpeakerRecord:
    """The speaker with this id, with the roles that articles gave; raises NotFound."""
    with reading():
        row = Speaker.get_or_none(Speaker.id == speaker_id) if storable(speaker_id) else None
        if row is None:
            raise NotFound(f"There is no speaker {speaker_id!r}.")
        return _load([row.pk], roles=_roles(row.pk))[0]


def _load(pks: list[int], *, roles: tuple[RoleRecord, ...] = ()) -> tuple[SpeakerRecord, ...]:
    aliases: dict[int, list[str]] = {pk: [] for pk in pks}
    query = Alias.select(Alias.speaker, Alias.name).where(Alias.speaker.in_(pks)).order_by(Alias.name)
    for pk, name in tuples(query):
        aliases[pk].append(name)
    counts = _counts(pks)
    rows: dict[int, Any] = {row.pk: row for row in Speaker.select().where(Speaker.pk.in_(pks))}
    return tuple(_record(rows[pk], aliases[pk], counts.get(pk, (0, 0, None, None)), roles) for pk in pks)


def _counts(pks: list[int]) -> dict[int, tuple[int, int, str | None, str | None]]:
    query = (
        Quote.select(
            Quote.speaker,
            fn.COUNT(Quote.pk),
            fn.COUNT(Quote.article.distinct()),
            fn.MIN(Quote.said_on),
            fn.MAX(Quote.said_on),
        )
        .where(Quote.speaker.in_(pks), quote_filters.shown())
        .group_by(Quote.speaker)
    )
    return {pk: tuple(counts) for pk, *counts in tuples(query)}


def _roles(pk: int) -> tuple[RoleRecord, ...]:
    first, last, count = fn.MIN(Quote.published_on), fn.MAX(Quote.published_on), fn.COUNT(Quote.pk)
    query = (
        Quote.select(Quote.role, first, last, count)
        .where(Quote.speaker == pk, Quote.role.is_null(False), quote_filters.shown())
        .group_by(Quote.role)
        .order_by(first, Quote.role)
    )
    return tuple(
        RoleRecord(role=role, first_on=first_on, last_on=last_on, quote_count=number)
        for role, first_on, last_on, number in tuples(query)
    )


def _record(
    row: Any,
    aliases: list[str],
    counts: tuple[int, int, str | None, str | None],
    roles: tuple[RoleRecord, ...],
) -> SpeakerRecord:
    return SpeakerRecord(
        id=row.id,
        name=row.name,
        kind=row.kind,
        aliases=tuple(alias for alias in aliases if alias != row.name),
        roles=roles,
        quote_count=counts[0],
        article_count=counts[1],
        first_said_on=counts[2],
        last_said_on=counts[3],
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
