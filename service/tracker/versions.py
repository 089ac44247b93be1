"""Versions of records: what a client must know to change one."""

import hashlib
import json
from dataclasses import asdict
from functools import cache
from importlib.metadata import version as version_of

from service.storage.records import QuoteRecord
from service.storage.speaker_records import SpeakerRecord


def of(shown: QuoteRecord | SpeakerRecord | list[object]) -> str:
    """What two states share only if they are shown alike, down to the last member, by the same release.

    ``shown`` is a record, or those of its members on which an editor decides.
    """
    members = shown if isinstance(shown, list) else asdict(shown)
    printed = json.dumps([members, _release()], sort_keys=True, default=str)
    return hashlib.sha256(printed.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def _release() -> str:
    return version_of("quote-tracker")
