"""Writing topics: one row a slug. Within a transaction."""

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
            Topic.insert_many([_row(slug, names[slug]) for slug in missing]).on_conflict(
                conflict_target=[Topic.slug], action="IGNORE"
            ).execute()
            found |= _keys(missing)
    return found


def _keys(slugs: list[str]) -> dict[str, int]:
    return dict(tuples(Topic.select(Topic.slug, Topic.pk).where(Topic.slug.in_(slugs))))


def _row(slug: str, name: str) -> dict[str, Any]:
    return {
        "slug": slug,
        "name": name,
        "key": fold(name)[:240],
        "curated": False,
        "created_at": days.now(),
    }
