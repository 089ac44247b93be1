"""What the queries on watches return: frozen, detached from the database, ready for a schema to dump."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ACTIVE, PAUSED, DISABLED = "active", "paused", "disabled"
"""The states of a watch."""

WAITING, HELD, DELIVERED, FAILED = "waiting", "held", "delivered", "failed"
"""The states of a delivery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRecord:
    """A saved search. ``filters`` are those members of a QuoteFilter that ask for something.

    ``old_secret_until`` is until when the secret before this one signs too, None where there is none.
    """

    id: str
    name: str
    filters: Mapping[str, Any]
    target: str | None
    events: tuple[str, ...]
    active: bool
    state: str
    reason: str | None
    disabled_at: str | None
    failing_since: str | None
    succeeded_at: str | None
    old_secret_until: str | None
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRecord:
    """A message to a watch's target, and what came of it so far."""

    id: str
    type: str
    quote_id: str | None
    state: str
    attempts: int
    status_code: int | None
    error: str | None
    next_at: str | None
    attempted_at: str | None
    ended_at: str | None
    created_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a worker needs to send a delivery: whose it is, what to say, where, and how to sign it."""

    pk: int
    id: str
    watch_pk: int
    watch_id: str
    watch_name: str
    target: str
    root: str
    secrets: tuple[str, ...]
    type: str
    quote_id: str | None
    at: str
    data: Mapping[str, Any] | None
    failures: int
    created_at: str
