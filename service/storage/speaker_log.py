"""What editors did to speakers, entry by entry: appended, never changed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from service.errors import NotFound
from service.storage import cursors, days, ids
from service.storage.cursors import Order
from service.storage.database import tuples
from service.storage.editors import Editor
from service.storage.models import Speaker
from service.storage.names import storable
from service.storage.pages import page_of
from service.storage.records import Page
from service.storage.speaker_records import SpeakerEntryRecord
from service.storage.speaker_tables import SpeakerEntry, SpeakerEntrySpeaker

ORDER = Order(by=SpeakerEntry.pk, tie=SpeakerEntry.pk, kind=int)


def append(
    kind: str,
    speakers: Iterable[int],
    details: Mapping[str, Any],
    editor: Editor,
    *,
    undoes: int | None = None,
) -> Any:
    """Adds an entry to the history of these speakers (by key); within a transaction."""
    entry = SpeakerEntry.create(
        id=ids.new(),
        kind=kind,
        by=editor.by,
        why=editor.why,
        key=editor.key,
        details=dict(details),
        undoes=undoes,
        at=days.now(),
    )
    rows = [{"entry": entry.pk, "speaker": pk} for pk in sorted(set(speakers))]
    SpeakerEntrySpeaker.insert_many(rows).execute()
    return entry


def get(speaker_id: str, entry_id: str) -> Any:
    """The row of an entry in the history of a speaker; raises NotFound."""
    query = (
        SpeakerEntry.select()
        .join(SpeakerEntrySpeaker)
        .join(Speaker)
        .where(SpeakerEntry.id == entry_id, Speaker.id == speaker_id)
    )
    row = query.first() if storable(f"{speaker_id}{entry_id}") else None
    if row is None:
        raise NotFound(f"There is no entry {entry_id!r} in the history of a speaker {speaker_id!r}.")
    return row


def undone_by(entry: int) -> str | None:
    """The id of the entry that took this one (by key) back."""
    row: Any = SpeakerEntry.get_or_none(SpeakerEntry.undoes == entry)
    return None if row is None else str(row.id)


def merged_by(speaker: int) -> Any | None:
    """The entry that merged this record where it is now: the last merge of it that was not taken back."""
    undoing: Any = SpeakerEntry.alias("undoing")
    taken_back = undoing.select(undoing.undoes).where(undoing.undoes.is_null(False))
    query: Any = (
        SpeakerEntry.select()
        .join(SpeakerEntrySpeaker)
        .where(SpeakerEntrySpeaker.speaker == speaker, SpeakerEntry.kind == "merge")
        .where(SpeakerEntry.pk.not_in(taken_back))
        .order_by(SpeakerEntry.pk.desc())
    )
    speaker_id = Speaker.get(Speaker.pk == speaker).id
    return next((entry for entry in query if entry.details["merged"] == speaker_id), None)


def find(speaker_id: str, *, limit: int = 20, cursor: str | None = None) -> Page[SpeakerEntryRecord]:
    """One page of a speaker's history, the first entry first; raises NotFound."""
    speaker = Speaker.get_or_none(Speaker.id == speaker_id) if storable(speaker_id) else None
    if speaker is None:
        raise NotFound(f"There is no speaker {speaker_id!r}.")
    scope = ("speaker history", speaker_id)
    after = cursors.decode(scope, cursor, ORDER)
    query = SpeakerEntry.select(SpeakerEntry.pk).join(SpeakerEntrySpeaker)
    query = query.where(SpeakerEntrySpeaker.speaker == speaker.pk)
    return page_of(query, ORDER, _load, scope=scope, limit=limit, after=after)


def record(entry: Any) -> SpeakerEntryRecord:
    """The entry of a row, as it stands now."""
    return _load([entry.pk])[0]


def _load(pks: Sequence[int]) -> tuple[SpeakerEntryRecord, ...]:
    undoing: Any = SpeakerEntry.alias("undoing")
    taken_back = {row.undoes_id: row.id for row in undoing.select().where(undoing.undoes.in_(list(pks)))}
    rows: Any = SpeakerEntry.select().where(SpeakerEntry.pk.in_(list(pks))).order_by(SpeakerEntry.pk)
    undone: Any = SpeakerEntry.select().where(SpeakerEntry.pk.in_([row.undoes_id for row in rows] or [0]))
    names = {row.pk: row.id for row in undone}
    return tuple(
        SpeakerEntryRecord(
            id=row.id,
            kind=row.kind,
            by=row.by,
            why=row.why,
            key=row.key,
            details=dict(row.details),
            undoes=names.get(row.undoes_id),
            undone_by=taken_back.get(row.pk),
            at=row.at,
        )
        for row in rows
    )


def speakers_of(entry: int) -> list[int]:
    """The keys of the speakers whose history the entry (by key) belongs to."""
    query = SpeakerEntrySpeaker.select(SpeakerEntrySpeaker.speaker).where(SpeakerEntrySpeaker.entry == entry)
    return sorted(pk for (pk,) in tuples(query))
