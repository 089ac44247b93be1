"""A version is the same as long as all that is shown is, and another as soon as any of it is not."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum

import pytest

from service.tracker import versions


class Kind(StrEnum):
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Part:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Record:
    """One member of each sort that records have."""

    name: str | None
    score: float
    kind: Kind
    day: date
    parts: tuple[Part, ...]
    by_place: dict[str, Part | None]


SHOWN = Record(
    "Ada \ud800", 0.5, Kind.PERSON, date(2026, 3, 4), (Part(1, 2),), {"title": Part(3, 4), "text": None}
)


def test_it_is_the_digest_of_all_members() -> None:
    printed = json.dumps([asdict(SHOWN), versions._release()], sort_keys=True, default=str)
    digest = hashlib.sha256(printed.encode("utf-8", "surrogatepass")).hexdigest()
    assert versions.of(SHOWN) == digest[:32]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [
        {"name": None},
        {"score": 0.25},
        {"day": date(2026, 3, 5)},
        {"parts": (Part(1, 3),)},
        {"parts": ()},
        {"by_place": {"title": Part(3, 4), "text": Part(0, 0)}},
    ],
    ids=str,
)
def test_any_member_makes_another(changed: dict[str, object]) -> None:
    assert versions.of(replace(SHOWN, **changed)) != versions.of(SHOWN)  # type: ignore[arg-type]
    assert versions.of(replace(SHOWN)) == versions.of(SHOWN)  # type: ignore[arg-type]
