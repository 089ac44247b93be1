"""Open questions: a speaker of one article whose name may be any of several people's, or another's."""

from collections.abc import Collection, Sequence
from typing import Any

from service.errors import NotFound
from service.storage import cursors, days, ids, speaker_log, speakers
from service.storage.cursors import Order
from service.storage.database import is_postgresql, reading, tuples
from service.storage.models import Speaker
from service.storage.names import storable
from service.storage.pages import page_of
from service.storage.records import Page
from service.storage.speaker_records import AmbiguityRecord
from service.storage.speaker_tables import Ambiguity, AmbiguityCandidate

OPEN, SAME, DIFFERENT = "open", "same", "different"

ORDER = Order(by=Ambiguity.pk, tie=Ambiguity.pk, kind=int, descending=True)


def ask(speaker: int, candidates: Collection[int]) -> None:
    """Asks editors whether the speaker is one of the candidates (by key); within a transaction."""
    if Ambiguity.select().where(Ambiguity.speaker == speaker).exists() or not candidates:
        return
    row = Ambiguity.create(id=ids.new(), speaker=speaker, state=OPEN, created_at=days.now())
    pairs = [{"ambiguity": row.pk, "speaker": pk} for pk in sorted(candidates)]
    AmbiguityCandidate.insert_many(pairs).execute()


def settle(speaker: int, state: str, entry: int | None) -> None:
    """Closes the speaker's question, if there is one, or opens it again; within a transaction."""
    Ambiguity.update(state=state, entry=entry).where(Ambiguity.speaker == speaker).execute()


def reopen(entry: int) -> None:
    """Opens again what the entry settled; within a transaction."""
    Ambiguity.update(state=OPEN, entry=None).where(Ambiguity.entry == entry).execute()


def find(state: str | None = OPEN, *, limit: int = 20, cursor: str | None = None) -> Page[AmbiguityRecord]:
    """One page of the questions in this state (None: in any), the latest first."""
    scope = ("ambiguities", state)
    after = cursors.decode(scope, cursor, ORDER)
    asked = AmbiguityCandidate.select(AmbiguityCandidate.ambiguity)
    query = Ambiguity.select(Ambiguity.pk).where(Ambiguity.pk.in_(asked))
    if state is not None:
        query = query.where(Ambiguity.state == state)
    return page_of(query, ORDER, _load, scope=scope, limit=limit, after=after)


def get(ambiguity_id: str) -> AmbiguityRecord:
    """The question with this id; raises NotFound."""
    with reading():
        return _load([hold(ambiguity_id, lock=False).pk])[0]


def hold(ambiguity_id: str, *, lock: bool = True) -> Any:
    """The row of the question with this id, which nobody else settles until the transaction ends."""
    query: Any = Ambiguity.select().where(Ambiguity.id == ambiguity_id)
    if lock and is_postgresql():
        query = query.for_update()
    row = query.first() if storable(ambiguity_id) else None
    if row is None:
        raise NotFound(f"There is no ambiguity {ambiguity_id!r}.")
    return row


def _load(pks: Sequence[int]) -> tuple[AmbiguityRecord, ...]:
    query: Any = Ambiguity.select().where(Ambiguity.pk.in_(list(pks)))
    rows = {row.pk: row for row in query}
    return tuple(_record(rows[pk]) for pk in pks)


def _record(row: Any) -> AmbiguityRecord:
    query = AmbiguityCandidate.select(AmbiguityCandidate.speaker)
    query = query.where(AmbiguityCandidate.ambiguity == row.pk).order_by(AmbiguityCandidate.speaker)
    known = [row.speaker_id, *(pk for (pk,) in tuples(query))]
    names = dict(tuples(Speaker.select(Speaker.pk, Speaker.id).where(Speaker.pk.in_(known))))
    speaker, *candidates = [speakers.get(names[pk]) for pk in known]
    return AmbiguityRecord(
        id=row.id,
        state=row.state,
        speaker=speaker,
        candidates=tuple(candidates),
        settled=None if row.entry is None else speaker_log.record(row.entry),
        created_at=row.created_at,
    )
