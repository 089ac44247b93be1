"""Stores many articles that were read already, in one transaction, and a bad one sinks no other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

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


Also = Callable[[Sequence[int]], object]
"""Given the places, among those that were sent, of the articles that this transaction stores."""


def store_all(prepared: Sequence[Prepared], also: Also | None = None) -> list[Stored]:
    """Stores the articles in their order, in one transaction if it can; returns what came of each.

    It ends at the first that must be read again: what comes after it may be a later version of the same
    article. What ``also`` stores is stored in the same transaction; where several are needed, since another
    writer won a race, it is called in each. A database that can't be reached is raised, and then nothing is
    stored of the transaction.
    """
    results: list[Stored] = []
    while len(results) < len(prepared) and None not in results[-1:]:
        stored, raced = write(partial(_together, prepared, len(results), also))
        results += stored
        if raced:
            results.append(_alone(prepared, len(results), also))
    return results


def _together(prepared: Sequence[Prepared], first: int, also: Also | None) -> tuple[list[Stored], bool]:
    """What came of the articles from ``first`` on: up to one that must be read again, or before one of which
    another writer stored something at the same time; and whether it ended at such a one."""
    rest = prepared[first:]
    article_rows.lock(*(each.draft for each in rest))
    results: list[Stored] = []
    raced = False
    for each in rest:
        result = _one(each)
        raced = isinstance(result, IntegrityError)
        if isinstance(result, IntegrityError):
            break
        results.append(result)
        if result is None:
            break
    _note(results, first, also)
    return results, raced


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


def _alone(prepared: Sequence[Prepared], place: int, also: Also | None) -> Stored:
    each = prepared[place]

    def store() -> Stored:
        article_rows.lock(each.draft)
        result = store_read(each.draft, each.whole, each.extraction)
        _note([result], place, also)
        return result

    try:
        return write(store)
    except IntegrityError as error:
        return _fault(error)


def _note(results: Sequence[Stored], first: int, also: Also | None) -> None:
    stored = [first + n for n, result in enumerate(results) if isinstance(result, processing.Stored)]
    if also is not None and stored:
        also(stored)


def _fault(error: Exception) -> TrackerError:
    if isinstance(error, TrackerError):
        return error
    log.error("article not stored", exc_info=error)
    return InternalError("The article could not be stored. The cause is in the log.")
