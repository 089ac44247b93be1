"""Saves searches as watches, once it is sure that they make sense."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from service.errors import InvalidWatch, Outdated
from service.storage import search, watch_matching, watches
from service.storage.database import write
from service.storage.names import fold, name_words
from service.storage.quotes import QuoteFilter
from service.storage.watch_records import WatchRecord
from service.storage.watches import Draft
from service.tracker import versions


def version(watch: WatchRecord) -> str:
    """What two states of a watch share only if whoever changes one has the same before them.

    What is delivered meanwhile is aside: it is no reason to decide anew.
    """
    return versions.of([watch.name, watch.filters, watch.target, watch.events, watch.state, watch.updated_at])


def create(draft: Draft, secret: str) -> WatchRecord:
    """A new watch; raises InvalidWatch for a search that finds nothing whatever is stored."""
    _check(draft.filters)
    return watches.create(draft, secret)


def change(watch_id: str, changes: dict[str, Any], root: str, seen: Collection[str]) -> WatchRecord:
    """The watch with ``changes`` (members of a Draft), made on one of the versions ``seen``.

    Raises NotFound, Outdated, InvalidWatch.
    """
    if not changes:
        raise InvalidWatch("No member is there, so nothing would change.", field="name")
    if "filters" in changes:
        _check(changes["filters"])

    def operation() -> WatchRecord:
        watches.hold(watch_id)
        current = watches.get(watch_id)
        if version(current) not in seen:
            raise Outdated(
                f"The watch {watch_id!r} has changed since: look at it again, then change it.",
                current=version(current),
            )
        was = Draft(
            name=current.name,
            filters=QuoteFilter(**current.filters),
            target=current.target,
            events=current.events,
            active=current.active,
            root=root,
        )
        return watches.change(watch_id, replace(was, **changes))

    return write(operation)


def wanted(watch_id: str) -> tuple[str, QuoteFilter]:
    """The name of a watch, and what it is to find; raises NotFound."""
    watch = watches.get(watch_id)
    return watch.name, QuoteFilter(**watch.filters)


def _check(filters: QuoteFilter) -> None:
    if filters.speaker_id is not None and not watches.is_speaker(filters.speaker_id):
        raise InvalidWatch(f"There is no speaker {filters.speaker_id!r}.", field="filters/speaker_id")
    words: dict[str, tuple[str | None, Any]] = {
        "speaker": (filters.speaker, name_words),
        "topic": (filters.topic, fold),
        "publication": (filters.publication, fold),
        "role": (filters.role, search.words_of),
        "q": (filters.q, search.read),
    }
    for name, (value, found_in) in words.items():
        if value is not None and not found_in(value):
            raise InvalidWatch(
                f"{name} has no letter and no digit, so nothing can be found by it.", field=f"filters/{name}"
            )
    watch_matching.tests(watch_matching.spelled(filters))
