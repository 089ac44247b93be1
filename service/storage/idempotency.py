"""Requests with an ``Idempotency-Key``: each is done once, and its answer kept for who asks again.

One row per caller and key, unique in the database, so that of all processes on all machines one gets it. It
holds the row by a lease while it works; who is killed leaves a lease that runs out. The answer is put in by
the transaction of the write itself: there is no moment at which one is stored and the other is not, and who
lost the lease meanwhile can't store either.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.errors import AnswerWithheld, KeyInUse, KeyReused
from service.storage import days, ids
from service.storage.access_tables import IdempotentRequest
from service.storage.database import tuples, write

LEASE_SECONDS = 120
"""How long who fell silent keeps the key: the longest article is read in half of it on a slow core."""

PURGED_AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """This process's hold on a key of ``owner``; ``token`` tells it from the holds of others."""

    owner: str
    key: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered to a request that was done: its status, some headers, its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def claim(owner: str, key: str, fingerprint: str, *, hours: int) -> Claim | Answer:
    """A hold on the key, or what was answered when it was used before; kept for ``hours``.

    ``owner`` is the id of an API key, "" for none. Raises KeyReused if it was another request, KeyInUse while
    it is being done elsewhere, AnswerWithheld if what was answered is not kept.
    """
    purge()
    mine = Claim(owner=owner, key=key, token=ids.new())

    def operation() -> Claim | Answer:
        now, values = days.now(), _held(mine, fingerprint, hours)
        row: Any = IdempotentRequest.get_or_none(
            IdempotentRequest.owner == owner, IdempotentRequest.key == key
        )
        if row is None:
            IdempotentRequest.insert(owner=owner, key=key, **values).execute()
            return mine
        if row.expires_at >= now:
            answered = _known(row, fingerprint, now)
            if answered is not None:
                return answered
        # Only if it is still as it was seen: of two who take a row over, one does.
        same = (IdempotentRequest.pk == row.pk) & (IdempotentRequest.token == row.token)
        state = IdempotentRequest.status
        still = state.is_null() if row.status is None else state == row.status
        if IdempotentRequest.update(values).where(same, still).execute() != 1:
            raise KeyInUse()
        return mine

    return write(operation)


def fulfil(mine: Claim, answer: Answer, *, hours: int, record_id: str | None, withheld: bool = False) -> None:
    """Keeps ``answer``, in the transaction of the write that it tells of; of a ``withheld`` one no more than
    that it was given. Raises KeyInUse if another process took the key over: then nothing must be stored."""
    values = {
        "status": answer.status,
        "headers": None if withheld else json.dumps(dict(answer.headers)),
        "body": None if withheld else zlib.compress(answer.body),
        "record_id": record_id,
        "expires_at": days.after(hours * 3600),
    }

    def operation() -> None:
        if IdempotentRequest.update(values).where(_pending(mine)).execute() != 1:
            raise KeyInUse()

    write(operation)


def release(mine: Claim) -> None:
    """Gives the key back after a request that stored nothing: it may be tried again at once."""
    write(IdempotentRequest.delete().where(_pending(mine)).execute)


def purge() -> int:
    """Deletes answers whose time is over, some at a time; returns how many."""
    over = (
        IdempotentRequest.select(IdempotentRequest.pk)
        .where(IdempotentRequest.expires_at < days.now())
        .limit(PURGED_AT_ONCE)
    )
    pks = [pk for (pk,) in tuples(over)]
    if not pks:
        return 0
    return int(write(IdempotentRequest.delete().where(IdempotentRequest.pk.in_(pks)).execute))


def _known(row: Any, fingerprint: str, now: str) -> Answer | None:
    """What was answered; None where the request was never done, and who began it has fallen silent."""
    if row.fingerprint != fingerprint:
        raise KeyReused()
    if row.status is None:
        # One that ends later than any lease can was given before the clock was set back.
        if now <= row.lease_until <= days.after(2 * LEASE_SECONDS):
            raise KeyInUse()
        return None
    if row.body is None:
        raise AnswerWithheld(record_id=row.record_id)
    body = zlib.decompress(bytes(row.body))
    return Answer(status=row.status, headers=json.loads(row.headers), body=body)


def _held(mine: Claim, fingerprint: str, hours: int) -> dict[str, object]:
    return {
        "token": mine.token,
        "fingerprint": fingerprint,
        "status": None,
        "headers": None,
        "body": None,
        "record_id": None,
        "lease_until": days.after(LEASE_SECONDS),
        "expires_at": days.after(hours * 3600),
    }


def _pending(mine: Claim) -> Any:
    return (
        (IdempotentRequest.owner == mine.owner)
        & (IdempotentRequest.key == mine.key)
        & (IdempotentRequest.token == mine.token)
        & IdempotentRequest.status.is_null()
    )
