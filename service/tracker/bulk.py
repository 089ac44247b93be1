"""Stores many articles that were read already, in one transaction, and a bad one sinks no other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from peewee import IntegrityError, InterfaceError, OperationalError

from service.errors import InternalError, TrackerError
from service.extraction.annotations import Extraction
from service.storage import article_rows
from service.storage.article_rows import Draft
from service.storage.database import database, write
from service.tracker import processing
from service.tracker.processing import store_read

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article as it was posted, and the ``extraction`` of the words of ``whole``.

    No extraction: it seemed to be stored already.
    """

    draft: Draft
    whole: Draft
    extraction: Extraction | None


Stored = processing.Stored | TrackerError | None
"""What came of an article: stored; why not; or None: it must be read (again), for it is not what was read."""


def store_all(prepared: Sequence[Prepared], also: Callable[[], object] | None = None) -> list[Stored]:
    """Stores the articles in their order in one transaction; returns what came of each.

    What ``also`` stores is stored in the same transaction. A database that can't be reached is raised, and
    then nothing is stored.
    """

    def all_of_them() -> list[Stored | IntegrityError]:
        article_rows.lock(*(each.draft for each in prepared))
        results = [_one(each) for each in prepared]
        if also is not None:
            also()
        return results

    return [
        _alone(each) if isinstance(result, IntegrityError) else result
        for each, result in zip(prepared, write(all_of_them), strict=True)
    ]


def _one(each: Prepared) -> Stored | IntegrityError:
    try:
        with database.atomic():
            return store_read(each.draft, each.whole, each.extraction)
    except (OperationalError, InterfaceError):
        raise
    except IntegrityError as error:
        return error  # another writer won a race: not for the whole transaction to begin anew
    except Exception as error:
        return _fault(error)


def _alone(each: Prepared) -> Stored:
    try:
        return write(lambda: _locked(each))
    except IntegrityError as error:
        return _fault(error)


def _locked(each: Prepared) -> processing.Stored | None:
    article_rows.lock(each.draft)
    return store_read(each.draft, each.whole, each.extraction)


def _fault(error: Exception) -> TrackerError:
    if isinstance(error, TrackerError):
        return error
    log.error("article not stored", exc_info=error)
    return InternalError("The article could not be stored. The cause is in the log.")
