"""What the queries of speakers return: frozen, detached from the database, ready for a schema to dump."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.storage.records import SpeakerRef


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRecord:
    """A role that articles gave a speaker, when it was first and last printed, and in how many quotes."""

    role: str
    first_on: str | None
    last_on: str | None
    quote_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerRecord:
    """A speaker across articles. ``roles`` is empty in lists; ``role_on`` is the role that was in force on a
    day that was asked about. ``merged_into`` is the speaker that this one was found to be: that one has the
    quotes."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    external_ids: Mapping[str, str]
    merged_into: SpeakerRef | None
    roles: tuple[RoleRecord, ...]
    role_on: RoleRecord | None
    quote_count: int
    article_count: int
    first_said_on: str | None
    last_said_on: str | None
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerEntryRecord:
    """What an editor did to a speaker. ``details`` depends on ``kind``; ids in it are public."""

    id: str
    kind: str
    by: str
    why: str | None
    key: str | None
    details: dict[str, Any]
    undoes: str | None
    undone_by: str | None
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbiguityRecord:
    """A speaker of an article whose name may be one of the candidates', and what an editor said of it."""

    id: str
    state: str
    speaker: SpeakerRecord
    candidates: tuple[SpeakerRecord, ...]
    settled: SpeakerEntryRecord | None
    created_at: str
