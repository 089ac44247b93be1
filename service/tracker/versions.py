"""Versions of records: what a client must know to change one."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import version as version_of

from service.storage.records import QuoteRecord
from service.storage.speaker_records import SpeakerRecord


def of(shown: QuoteRecord | SpeakerRecord | list[object]) -> str:
    """What two states share only if they are shown alike, down to the last member, by the same release.

    ``shown`` is a record, or those of its members on which an editor decides.
    """
    printed = json.dumps([shown, _release()], sort_keys=True, default=_members)
    return hashlib.sha256(printed.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _members(value: object) -> object:
    """What is printed of ``value``, which JSON does not know: as ``dataclasses.asdict``, without a copy."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: getattr(value, name) for name in _names(type(value))}
    return str(value)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _release() -> str:
    return version_of("quote-tracker")
