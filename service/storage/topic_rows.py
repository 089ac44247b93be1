"""Writing topics: one row a slug. Within a transaction.

A slug whose name is the one that an editor gave another topic leads to that one from the start.
"""

from collections.abc import Mapping
from typing import Any

from service.storage import days
from service.storage.database import tuples
from service.storage.models import Topic
from service.storage.names import fold
from service.storage.quote_records import CHUNK


def ensure(names: Mapping[str, str]) -> dict[str, int]:
    """The key of the topic with each slug of ``names`` (slug to name), stored where it is new."""
    found: dict[str, int] = {}
    slugs = sorted(names)
    for first in range(0, len(slugs), CHUNK):
        chunk = slugs[first : first + CHUNK]
        found |= _keys(chunk)
        missing = [slug for slug in chunk if slug not in found]
        if missing:
            heirs = _named_by_editors([_key(names[slug]) for slug in missing])
            rows = [row(slug, names[slug], into=heirs.get(_key(names[slug]))) for slug in missing]
            Topic.insert_many(rows).on_conflict(conflict_target=[Topic.slug], action="IGNORE").execute()
            found |= _keys(missing)
    return found


def _keys(slugs: list[str]) -> dict[str, int]:
    return dict(tuples(Topic.select(Topic.slug, Topic.pk).where(Topic.slug.in_(slugs))))


def _named_by_editors(keys: list[str]) -> dict[str, int]:
    rows = Topic.select(Topic.key, Topic.pk).where(Topic.key.in_(keys), Topic.curated, Topic.into.is_null())
    return dict(tuples(rows))


def _key(name: str) -> str:
    return fold(name)[:240]


def row(slug: str, name: str, *, into: int | None = None, curated: bool = False) -> dict[str, Any]:
    """The columns of a new topic."""
    return {
        "slug": slug,
        "name": name,
        "key": _key(name),
        "curated": curated,
        "into": into,
        "created_at": days.now(),
    }
