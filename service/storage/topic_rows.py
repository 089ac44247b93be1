"""Writing topics: one row a slug. Within a transaction.

A slug whose name is the one that an editor gave another topic leads to that one from the start.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from service.storage import days, statements
from service.storage.database import Vanished
from service.storage.models import Topic
from service.storage.names import fold
from service.storage.quote_records import CHUNK


class Known(NamedTuple):
    """The key of a topic, and that of the one it was merged into."""

    pk: int
    into: int | None


def ensure(names: Mapping[str, str]) -> dict[str, Known]:
    """The topic with each slug of ``names`` (slug to name), stored where it is new."""
    found: dict[str, Known] = {}
    slugs = sorted(names)
    for first in range(0, len(slugs), CHUNK):
        chunk = slugs[first : first + CHUNK]
        found |= _keys(chunk)
        missing = [slug for slug in chunk if slug not in found]
        if missing:
            heirs = _named_by_editors([_key(names[slug]) for slug in missing])
            rows = [row(slug, names[slug], into=heirs.get(_key(names[slug]))) for slug in missing]
            columns = [Topic._meta.fields[name].column_name for name in rows[0]]
            statements.insert_new(Topic, columns, [tuple(each.values()) for each in rows])
            found |= _keys(missing)
    if len(found) < len(slugs):
        raise Vanished("a topic was there, and is gone")
    return found


def _keys(slugs: list[str]) -> dict[str, Known]:
    rows = statements.rows_among("SELECT slug, pk, into_id FROM topic WHERE slug {among}", slugs)
    return {slug: Known(pk, into) for slug, pk, into in rows}


def _named_by_editors(keys: list[str]) -> dict[str, int]:
    asked = "SELECT key, pk FROM topic WHERE key {among} AND curated AND into_id IS NULL"
    return dict(statements.rows_among(asked, keys))


def _key(name: str) -> str:
    return fold(name)[:240]


def row(slug: str, name: str, *, into: int | None = None, curated: bool = False) -> dict[str, Any]:
    """The columns of a new topic."""
    return {
        "slug": slug,
        "name": name,
        "key": _key(name),
        "curated": curated,
        "pinned": False,
        "into": into,
        "created_at": days.now(),
    }
