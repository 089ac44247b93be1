"""Speakers: find them by any name or by an id of elsewhere, page by page, or one by its id."""

from typing import Any

from service.errors import NotFound
from service.storage import (
    cursors,
    numbers,
    quote_filters,
    speaker_roles,
    speaker_search,
    speaker_trees,
    statements,
)
from service.storage.cursors import Order
from service.storage.database import reading, tuples
from service.storage.models import Speaker
from service.storage.names import storable
from service.storage.pages import page_of
from service.storage.records import Page, SpeakerRef
from service.storage.speaker_records import RoleRecord, SpeakerRecord
from service.storage.speaker_tables import ExternalId

BY_NAME = Order(by=Speaker.key, tie=Speaker.pk, kind=str)

MERGED = "SELECT pk, merged_into_id FROM speaker WHERE merged_into_id {among}"
NAMES = "SELECT speaker_id, name FROM alias WHERE speaker_id {among}"


def find(
    q: str | None = None,
    kind: str | None = None,
    external_id: str | None = None,
    *,
    limit: int = 20,
    cursor: str | None = None,
) -> Page[SpeakerRecord]:
    """One page of the speakers by name; with ``q`` those one of whose names matches it, the best match first.

    ``q`` is any name, words of one of which the last may be unfinished, or one with a slip of the pen; case,
    accents and punctuation do not count. ``external_id`` is an id of elsewhere, alone or as "scheme:id".
    Speakers that were merged into another are found under that one.
    """
    scope = ("speakers", q, kind, external_id)
    query: Any = Speaker.select(Speaker.pk).where(Speaker.merged_into.is_null())
    order = BY_NAME
    if not storable(f"{q}{kind}{external_id}"):
        query = query.where(quote_filters.NOTHING)
    elif q is not None:
        query, order = _matching(query, q)
    after = cursors.decode(scope, cursor, order)
    if kind is not None:
        query = query.where(Speaker.kind == kind)
    if external_id is not None:
        query = query.where(Speaker.pk.in_(_known_as(external_id)))
    return page_of(query, order, load, scope=scope, limit=limit, after=after)


def get(speaker_id: str, on: str | None = None) -> SpeakerRecord:
    """The speaker with this id, with the roles that articles gave, and the one in force on the day ``on``;
    raises NotFound."""
    with reading():
        row = Speaker.get_or_none(Speaker.id == speaker_id) if storable(speaker_id) else None
        if row is None:
            raise NotFound(f"There is no speaker {speaker_id!r}.")
        roles = speaker_roles.over_time(row.pk)
        role_on = None if on is None else speaker_roles.in_force(roles, on, row.pk)
        return load([row.pk], roles=roles, role_on=role_on)[0]


def load(
    pks: list[int], *, roles: tuple[RoleRecord, ...] = (), role_on: RoleRecord | None = None
) -> tuple[SpeakerRecord, ...]:
    """The speakers with these keys, in this order."""
    counts, aliases, external = numbers.of_speakers(pks), _aliases(pks), _external(pks)
    said = {pk: (first, last) for pk, first, last in statements.rows_among(ENDS, pks)}
    rows: dict[int, Any] = {row.pk: row for row in Speaker.select().where(Speaker.pk.in_(pks))}
    survivors = _survivors(rows.values())
    return tuple(
        SpeakerRecord(
            id=row.id,
            name=row.name,
            kind=row.kind,
            aliases=tuple(alias for alias in aliases[row.pk] if alias != row.name),
            external_ids=external[row.pk],
            merged_into=survivors.get(row.merged_into_id),
            roles=roles,
            role_on=role_on,
            created_at=row.created_at,
            updated_at=row.updated_at,
            quote_count=counts[row.pk].quotes,
            article_count=counts[row.pk].articles,
            first_said_on=said[row.pk][0],
            last_said_on=said[row.pk][1],
        )
        for row in (rows[pk] for pk in pks)
    )


def _matching(query: Any, q: str) -> tuple[Any, Order]:
    found = speaker_search.matches(q)
    if found is None:
        return query.where(quote_filters.NOTHING), BY_NAME
    ranked = found.alias("ranked")
    query = query.join(ranked, on=(ranked.c.speaker == Speaker.pk))
    return query, Order(by=ranked.c.rank.concat(Speaker.key), tie=Speaker.pk, kind=str)


def _known_as(external_id: str) -> Any:
    scheme, _, value = external_id.partition(":")
    same = (ExternalId.value == external_id) | ((ExternalId.scheme == scheme) & (ExternalId.value == value))
    return ExternalId.select(speaker_trees.root()).join(Speaker).where(same)


def _aliases(pks: list[int]) -> dict[int, list[str]]:
    """The names of each speaker and of those that were merged into it."""
    names: dict[int, set[str]] = {pk: set() for pk in pks}
    # Each of the two off an index: asked for at once, SQLite reads every name that there is.
    merged = dict(statements.rows_among(MERGED, pks))
    for pk, name in statements.rows_among(NAMES, {*pks, *merged}):
        for each in {pk, merged.get(pk)} & names.keys():
            names[each].add(name)
    return {pk: sorted(each) for pk, each in names.items()}


def _external(pks: list[int]) -> dict[int, dict[str, str]]:
    known: dict[int, dict[str, str]] = {pk: {} for pk in pks}
    query = ExternalId.select(ExternalId.speaker, ExternalId.scheme, ExternalId.value)
    for pk, scheme, value in tuples(query.where(ExternalId.speaker.in_(pks)).order_by(ExternalId.scheme)):
        known[pk][scheme] = value
    return known


def _survivors(rows: Any) -> dict[int, SpeakerRef]:
    wanted = [row.merged_into_id for row in rows if row.merged_into_id is not None]
    query: Any = Speaker.select().where(Speaker.pk.in_(wanted)) if wanted else ()
    return {row.pk: SpeakerRef(id=row.id, name=row.name, kind=row.kind) for row in query}


OWN = "speaker_id = speaker.pk AND status <> 'rejected'"
SAID = (
    f"SELECT {{end}}(said_on) FROM quote WHERE {OWN} AND said_first = ("  # noqa: S608
    f"SELECT {{end}}(said_first) FROM quote WHERE {OWN})"
)
ENDS = f"SELECT pk, ({SAID.format(end='MIN')}), ({SAID.format(end='MAX')}) FROM speaker WHERE pk {{among}}"  # noqa: S608
"""Each read off an index: the days that "2022" and "2022-03" may mean are in order as the texts are."""
