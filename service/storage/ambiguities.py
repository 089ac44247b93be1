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


def settle(ambiguity: int, state: str, entry: int) -> None:
    """Closes the question with this key; within a transaction."""
    Ambiguity.update(state=state, entry=entry).where(Ambiguity.pk == ambiguity).execute()


def answer(merged: int, survivor: int, entry: int) -> None:
    """Closes what a merge answered: whose the merged record is, or whether the survivor is the merged one."""
    asked = AmbiguityCandidate.select(AmbiguityCandidate.ambiguity).where(
        AmbiguityCandidate.speaker == merged
    )
    answered = (Ambiguity.speaker == merged) | ((Ambiguity.speaker == survivor) & Ambiguity.pk.in_(asked))
    Ambiguity.update(state=SAME, entry=entry).where(answered, Ambiguity.state == OPEN).execute()


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


def candidates(ambiguity: int) -> dict[str, int]:
    """The ids of the speakers whom the name may mean, each with its key."""
    query = AmbiguityCandidate.select(Speaker.id, Speaker.pk).join(Speaker)
    return dict(tuples(query.where(AmbiguityCandidate.ambiguity == ambiguity).order_by(Speaker.pk)))


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
