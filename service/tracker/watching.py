"""Tells watches what becomes of quotes. What is told is stored with what it tells of: both, or neither.

While no watch wants to be told of anything, this costs one look into an empty table.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from service.storage import watch_events, watches
from service.storage.watch_events import Happening, State

CREATED, REMOVED, CHANGED = "quote.created", "quote.removed", "quote.changed"
DECIDED = {
    "verified": "quote.verified",
    "corrected": "quote.corrected",
    "rejected": "quote.rejected",
    "extracted": "quote.reopened",
}
"""The type of event that an editor's decision is, by the status that it gives."""

EVENTS = (CREATED, *DECIDED.values(), CHANGED, REMOVED)

SHOWN = ("text", "speaker", "role", "medium", "said_on", "topics", "status")
"""What a quote must differ in to have changed for those who read it."""

States = Mapping[str, State]


@contextmanager
def articles(article_ids: Sequence[str], *, new: bool = False) -> Iterator[None]:
    """What is done to the quotes of articles within is told; ``new``: they had none before."""
    if not watches.any_listening():
        yield
        return
    was = {} if new else watch_events.of_articles(article_ids)
    yield
    watch_events.tell(_changes(was, watch_events.of_articles(article_ids)))


@contextmanager
def quote(quote_id: str) -> Iterator[None]:
    """What is done to a quote within is told, if it shows."""
    if not watches.any_listening():
        yield
        return
    was = watch_events.of_quotes([quote_id])
    yield
    watch_events.tell(_changes(was, watch_events.of_quotes([quote_id])))


@contextmanager
def decision(quote_id: str, status: str) -> Iterator[None]:
    """An editor's decision on a quote, which is made within, is told, whatever it changes."""
    if not watches.any_listening():
        yield
        return
    was = watch_events.of_quotes([quote_id])
    yield
    now = watch_events.of_quotes([quote_id])
    watch_events.tell([Happening(DECIDED[status], was[one], now[one]) for one in was])


def _changes(was: States, now: States) -> list[Happening]:
    happened = [Happening(REMOVED, was[one], None) for one in was if one not in now]
    for quote_id, state in now.items():
        before = was.get(quote_id)
        if before is None:
            happened.append(Happening(CREATED, None, state))
        elif _shown(before) != _shown(state):
            happened.append(Happening(CHANGED, before, state))
    return happened


def _shown(state: State) -> tuple[object, ...]:
    return tuple(getattr(state.quote, name) for name in SHOWN)
