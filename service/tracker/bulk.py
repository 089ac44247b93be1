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
from service.storage.database import ATTEMPTS, database, wait_no_longer, write
from service.tracker import adding, outcomes, pacing
from service.tracker.pacing import Pace
from service.tracker.processing import store_read

log = structlog.get_logger(__name__)

AT_ONCE = 2
"""How often articles are tried to be stored together: a race that was lost once is mostly won then."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article as it was posted, and the ``extraction`` of the words of ``whole``.

    No extraction: it seemed to be stored already.
    """

    draft: Draft
    whole: Draft
    extraction: Extraction | None


Stored = outcomes.Stored | TrackerError | None
"""What came of an article: stored; why not; or None: it must be read (again), for it is not what was read."""


Also = Callable[[Sequence[int]], object]
"""Given the places, among those that were sent, of the articles that this transaction stores."""


def store_all(prepared: Sequence[Prepared], also: Also | None = None) -> list[Stored]:
    """Stores the articles in their order, in one transaction if it can; returns what came of each.

    It ends at the first that must be read again: what comes after it may be a later version of the same
    article. What ``also`` stores is stored in the same transaction; where several are needed, since another
    writer won a race or holds what some of them need, it is called in each. A database that can't be reached,
    or is locked for minutes, is raised, and then nothing is stored of the transaction.
    """
    results: list[Stored] = []
    raced, pace = False, Pace(len(prepared))
    while len(results) < len(prepared) and None not in results[-1:]:
        first = len(results)
        try:
            if raced:
                stored, raced = [_alone(prepared, first, also)], False
            else:
                stored, raced = _written(prepared[: first + pace.number], first, also)
        except (IntegrityError, OperationalError) as error:
            pace.lost(error)
        else:
            results += stored
            pace.won()
    return results


def _written(prepared: Sequence[Prepared], first: int, also: Also | None) -> tuple[list[Stored], bool]:
    """As ``_together``, in a transaction. Many are tried once: fewer lose less, and hold up fewer others."""
    attempts = ATTEMPTS if len(prepared) - first == 1 else 1
    return write(partial(_together, prepared, first, also), attempts=attempts)


def _together(prepared: Sequence[Prepared], first: int, also: Also | None) -> tuple[list[Stored], bool]:
    """What came of the articles from ``first`` on: up to one that must be read again, or before one that
    another writer is storing, or of which it stored something at the same time; and whether it ended at such
    a one."""
    rest = prepared[first:]
    rest = rest[: article_rows.lock_first([each.draft for each in rest])]
    if len(rest) > 1:
        wait_no_longer(pacing.LOCK_SECONDS)
    results: list[Stored] = []
    raced = False
    for group in _groups(rest):
        stored, raced = _grouped(group)
        results += stored
        if raced or stored[-1] is None:
            break
    _note(results, first, also)
    return results, raced


def _groups(prepared: Sequence[Prepared]) -> list[list[Prepared]]:
    """The articles in their order: those that are new, and no posts of each other, together."""
    groups: list[list[Prepared]] = []
    before = False
    for each, fresh in zip(prepared, article_rows.unlike_all([one.draft for one in prepared]), strict=True):
        new = fresh and each.extraction is not None and each.whole == each.draft
        if new and before:
            groups[-1].append(each)
        else:
            groups.append([each])
        before = new
    return groups


def _grouped(group: Sequence[Prepared]) -> tuple[list[Stored], bool]:
    """As ``_together``: at once if that can be, else one by one, so that it shows which of them can't be."""
    for _ in range(AT_ONCE if len(group) > 1 else 0):
        try:
            with database.atomic():
                return list(
                    adding.add([(one.draft, one.extraction) for one in group if one.extraction])
                ), False
        except (OperationalError, InterfaceError):
            raise
        except IntegrityError:
            continue  # another writer won a race, and what it stored is seen now
        except Exception as error:
            log.warning("articles not stored at once", articles=len(group), error=type(error).__name__)
            break
    results: list[Stored] = []
    for each in group:
        result = _one(each)
        if isinstance(result, IntegrityError):
            return results, True
        results.append(result)
        if result is None:
            break
    return results, False


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
    stored = [first + n for n, result in enumerate(results) if isinstance(result, outcomes.Stored)]
    if also is not None and stored:
        also(stored)


def _fault(error: Exception) -> TrackerError:
    if isinstance(error, TrackerError):
        return error
    log.error("article not stored", exc_info=error)
    return InternalError("The article could not be stored. The cause is in the log.")
