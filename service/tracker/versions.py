"""Versions of records: what a client must know to change one."""

import hashlib
import json
from dataclasses import asdict
from functools import cache
from importlib.metadata import version as version_of

from service.storage.records import QuoteRecord
from service.storage.speaker_records import SpeakerRecord


def of(record: QuoteRecord | SpeakerRecord) -> str:
    """What two states of a record share only if they are shown alike, down to the last member."""
    shown = json.dumps([asdict(record), _release()], sort_keys=True, default=str)
    return hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def _release() -> str:
    return version_of("quote-tracker")
