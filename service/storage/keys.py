"""API keys: who may call the service. Of a token only its digest is kept, so a stolen database opens nothing.

A token is ``qt_PREFIX_SECRET``. The prefix finds the row and may be shown; the secret is 200 random bits. A
fast hash (SHA-256) is right for it: slow ones protect passwords that can be guessed, and nobody guesses 200
bits; a slow one would only cost every request a tenth of a second.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from service.errors import NotFound
from service.storage import cursors, days, ids
from service.storage.access_tables import ApiKey
from service.storage.cursors import Order
from service.storage.database import write, write_soon
from service.storage.names import storable
from service.storage.pages import page_of
from service.storage.records import KeyRecord, NewKey, Page

SCOPES = ("read", "write", "review", "admin")
INCLUDED = {"read": {"read"}, "write": {"write", "read"}, "review": {"review", "read"}, "admin": set(SCOPES)}
"""What a key with a scope may do: who may write may read what came of it, who administers may do all."""

PREFIX, SECRET = 8, 40
TOKEN = re.compile(rf"qt_([{ids.ALPHABET}]{{{PREFIX}}})_[{ids.ALPHABET}]{{{SECRET}}}")
NOBODYS = hashlib.sha256(b"").hexdigest()
ORDER = Order(by=ApiKey.pk, tie=ApiKey.pk, kind=int)

USED_SECONDS = 60
"""How exact ``last_used_at`` is: writing it at each request would make every read a write."""


def create(
    name: str, scopes: Iterable[str], *, expires_on: str | None = None, rate_limit: int | None = None
) -> NewKey:
    """A new key, and its token, which nobody can show again.

    ``scopes`` are among SCOPES; ``expires_on`` is its last day (YYYY-MM-DD, UTC), None for never;
    ``rate_limit`` its requests a minute, None for as many as the service's settings say.
    """
    wanted = set(scopes)
    if not wanted or not wanted <= set(SCOPES):
        raise ValueError(f"scopes are among {SCOPES}, and at least one")

    def operation() -> NewKey:
        token = f"qt_{_random(PREFIX)}_{_random(SECRET)}"
        row = ApiKey.create(
            id=ids.new(),
            name=name,
            prefix=token[3 : 3 + PREFIX],
            digest=_digest(token),
            scopes=" ".join(scope for scope in SCOPES if scope in wanted),
            rate_limit=rate_limit,
            expires_on=expires_on,
            created_at=days.now(),
        )
        return NewKey(token=token, key=_record(row))

    return write(operation)


def authenticate(token: str) -> KeyRecord | None:
    """The key that ``token`` is of, whatever its state; None where it is nobody's."""
    matched = TOKEN.fullmatch(token)
    row: Any = ApiKey.get_or_none(ApiKey.prefix == matched[1]) if matched else None
    # Compared in constant time, and also where there is no such prefix.
    same = hmac.compare_digest(_digest(token), NOBODYS if row is None else row.digest)
    return _record(row) if same and row is not None else None


def used(key: KeyRecord) -> None:
    """Remembers that ``key`` is in use, to the minute, if that can be stored at once."""
    before = days.after(-USED_SECONDS)
    if key.last_used_at is not None and key.last_used_at > before:
        return
    stale = ApiKey.last_used_at.is_null() | (ApiKey.last_used_at <= before)
    write_soon(ApiKey.update(last_used_at=days.now()).where(ApiKey.id == key.id, stale).execute)


def get(key_id: str) -> KeyRecord:
    """The key with this id; raises NotFound."""
    return _record(_row(ApiKey.id, key_id))


def named(prefix_or_id: str) -> KeyRecord:
    """The key with this id or shown prefix (with or without ``qt_``); raises NotFound."""
    given = prefix_or_id.strip()
    if len(given) == ids.LENGTH:
        return get(given)
    return _record(_row(ApiKey.prefix, given.removeprefix("qt_").partition("_")[0]))


def find(*, limit: int = 20, cursor: str | None = None) -> Page[KeyRecord]:
    """One page of all keys, the oldest first, revoked and expired ones too."""
    after = cursors.decode(("keys",), cursor, ORDER)
    return page_of(ApiKey.select(ApiKey.pk), ORDER, _load, scope=("keys",), limit=limit, after=after)


def revoke(key_id: str) -> KeyRecord:
    """The key, of no use from now on; one that was revoked before stays so. Raises NotFound."""
    _row(ApiKey.id, key_id)
    write(
        ApiKey.update(revoked_at=days.now()).where(ApiKey.id == key_id, ApiKey.revoked_at.is_null()).execute
    )
    return get(key_id)


def any_usable() -> bool:
    """Whether there is a key that would be let in now."""
    current = ApiKey.expires_on.is_null() | (ApiKey.expires_on >= days.now()[:10])
    return bool(ApiKey.select().where(ApiKey.revoked_at.is_null(), current).exists())


def allowed(scopes: Iterable[str]) -> frozenset[str]:
    """All that ``scopes`` allow, with what they include."""
    return frozenset().union(*(INCLUDED[scope] for scope in scopes))


def _row(column: Any, value: str) -> Any:
    row = ApiKey.get_or_none(column == value) if storable(value) else None
    if row is None:
        raise NotFound(f"There is no key {value!r}.")
    return row


def _load(pks: Sequence[int]) -> tuple[KeyRecord, ...]:
    return tuple(map(_record, ApiKey.select().where(ApiKey.pk.in_(pks)).order_by(ApiKey.pk)))


def _record(row: Any) -> KeyRecord:
    scopes = tuple(row.scopes.split())
    return KeyRecord(
        id=row.id,
        name=row.name,
        prefix=f"qt_{row.prefix}",
        scopes=scopes,
        state=_state(row),
        rate_limit=row.rate_limit,
        expires_on=row.expires_on,
        created_at=row.created_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )


def _state(row: Any) -> str:
    if row.revoked_at is not None:
        return "revoked"
    return "expired" if row.expires_on is not None and row.expires_on < days.now()[:10] else "active"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _random(length: int) -> str:
    return "".join(secrets.choice(ids.ALPHABET) for _ in range(length))
