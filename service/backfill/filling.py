"""Has articles read elsewhere, some ahead, and stores them here: in the order they were found, in batches.

The order makes it the same archive as if they were taken in one by one: of two versions of an article the
later one wins, and whom a name is linked to does not depend on which process was quicker.
"""

import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, wait
from dataclasses import dataclass

import structlog

from service.backfill import journal, reading
from service.backfill.crew import Crew, CrewError
from service.backfill.journal import Journal
from service.backfill.reading import Load, Order
from service.errors import GaveUp, InternalError, TrackerError
from service.extraction.annotations import Extraction
from service.storage import article_rows, backfills, database
from service.storage.article_rows import Draft
from service.tracker.bulk import Prepared, store_all
from service.tracker.intake import Submission
from service.tracker.outcomes import Stored
from service.tracker.processing import Planned, draft_of, planned

log = structlog.get_logger(__name__)

LONGEST_SECONDS = 5.0
"""How long what was read waits to be stored."""

LAST_BATCHES = 4
"""Into how many parts a batch falls at the end, lest the readers' last articles be waited for."""

Read = tuple[Draft, Extraction]


@dataclass(frozen=True, slots=True)
class Offered:
    """An article as it was found: its fields, as they are known again, and what they post."""

    where: str
    fields: Mapping[str, object]
    submission: Submission
    size: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one: ``outcome`` (created, revised, unchanged; known: to the journal) or ``error``."""

    offered: Offered
    outcome: str | None
    quotes: int = 0
    error: TrackerError | None = None


@dataclass(slots=True, eq=False)
class _Item:
    """An article on its way: ``draft`` as it was posted (None: it is being found in its page), what of it was
    given to be read, and who is at it."""

    offered: Offered
    digest: bytes
    draft: Draft | None = None
    order: Order | None = None
    future: "Future[Read] | None" = None
    error: TrackerError | None = None


class Filling:
    """Fills the bound database. ``attempts``: how often an article is begun, alone, whose readers die."""

    def __init__(
        self,
        crew: Crew,
        load: Load,
        journal: Journal,
        *,
        max_chars: int,
        batch: int = 50,
        attempts: int = 3,
    ) -> None:
        self._crew, self._load, self._journal = crew, load, journal
        self._max_chars, self._batch, self._attempts = max_chars, batch, attempts
        self._queue: deque[_Item] = deque()
        self._ready: list[_Item] = []
        self._stored_at = time.monotonic()

    def fill(self, articles: Iterable[Offered]) -> Iterator[Outcome]:
        """Stores ``articles``; yields what came of each. Broken off, it forgets what is not stored."""
        self._journal.resume(*backfills.last(self._journal.id))
        for offered in articles:
            digest = journal.digest(offered.fields)
            if self._journal.knows(digest):
                yield Outcome(offered, "known")
                continue
            self._queue.append(self._begun(_Item(offered, digest)))
            yield from self._advance(self._crew.ahead)
        # Nothing more comes: what is read is stored while the last articles are being read.
        while self._queue:
            yield from self._advance(len(self._queue), self._batch // LAST_BATCHES)
        yield from self._store()

    def _advance(self, most: int, enough: int | None = None) -> Iterator[Outcome]:
        """Go on until fewer than ``most`` articles are being read; ``enough`` are stored, or a batch."""
        while True:
            self._collect(most)
            late = time.monotonic() - self._stored_at > LONGEST_SECONDS
            if len(self._ready) >= (enough or self._batch) or (self._ready and late):
                yield from self._store()
            if len(self._queue) < most:
                return

    def _collect(self, most: int) -> None:
        """Take the articles that are read from the head of the queue, up to a batch of them."""
        while self._queue and len(self._ready) < self._batch:
            future = self._queue[0].future
            if future is not None and not future.done():
                if len(self._queue) < most:
                    return
                wait([future])
            if future is not None and self._died(future):
                self._recover()
            self._ready.append(self._queue.popleft())

    def _begun(self, item: _Item) -> _Item:
        """Has the article read, if need be."""
        submission = item.offered.submission
        try:
            if submission.html is not None:
                # Finding the words of a page takes as long as storing them: that is done elsewhere too.
                item.order = Order(submission, self._max_chars)
            else:
                item.draft = draft_of(submission, self._max_chars)
                item.order = self._order(item.draft)
        except TrackerError as error:
            item.error = error
        if item.order is not None:
            item.future = self._submit(item.order)
        return item

    def _order(self, draft: Draft) -> Order | None:
        plan = _planned(draft)
        return Order(plan.whole, self._max_chars) if plan.known is None else None

    def _submit(self, order: Order) -> "Future[Read]":
        return self._crew.submit(reading.read, self._load, order)

    def _died(self, future: "Future[Read]") -> bool:
        return not future.cancelled() and isinstance(future.exception(), self._crew.deadly)

    def _recover(self) -> None:
        """A reader died. Nobody knows of which article: each that was on its way is read by itself."""
        wait([item.future for item in self._queue if item.future is not None])
        suspects = [item for item in self._queue if item.future is not None and self._died(item.future)]
        log.warning("a reading process died", articles_on_their_way=len(suspects))
        self._crew.recover()
        for item in suspects:
            self._read_alone(item)

    def _read_alone(self, item: _Item) -> None:
        assert item.order is not None
        for _ in range(self._attempts):
            item.future = self._submit(item.order)
            wait([item.future])
            if not self._died(item.future):
                return
            self._crew.recover()
        log.error("article given up", where=item.offered.where, attempts=self._attempts)
        item.future = None
        item.error = GaveUp(
            f"It was begun {self._attempts} times by itself, and the process that read it ended each time."
        )

    def _store(self) -> Iterator[Outcome]:
        """Stores what is ready: together, but for what must be read again first."""
        items, self._ready = self._ready, []
        if items:
            batch = self._journal.begin([item.digest for item in items])
            stored = self._stored(items, batch)
            self._journal.end(stored)
            self._stored_at = time.monotonic()
            yield from (_outcome(item, stored.get(place)) for place, item in enumerate(items))

    def _stored(self, items: Sequence[_Item], batch: int) -> dict[int, Stored]:
        """What came of each that is stored, by its place; the others have their errors."""
        stored: dict[int, Stored] = {}
        ready = {place: self._prepared(item) for place, item in enumerate(items)}
        left = [place for place, each in ready.items() if each is not None]

        def note(places: Sequence[int]) -> None:
            backfills.note(self._journal.id, batch, [left[n] for n in places])

        while left:
            results = store_all([each for place in left if (each := ready[place]) is not None], note)
            for place, result in zip(left, results, strict=False):
                if isinstance(result, TrackerError):
                    items[place].error = result
                elif result is not None:
                    stored[place] = result
            left = left[len(results) :] if results[-1] is not None else left[len(results) - 1 :]
            if results[-1] is None:
                ready[left[0]] = self._read_again(items[left[0]])
                left = [place for place in left if ready[place] is not None]
        return stored

    def _read_again(self, item: _Item) -> Prepared | None:
        """Another version of it was stored while this one was being read."""
        assert item.draft is not None
        item.order, item.future = self._order(item.draft), None
        if item.order is not None:
            self._read_alone(item)
        return self._prepared(item)

    def _prepared(self, item: _Item) -> Prepared | None:
        """What is to be stored of ``item``; None, with its error, where there is nothing."""
        if item.error is not None:
            return None
        if item.future is None:
            assert item.draft is not None
            return Prepared(item.draft, item.draft, None)
        try:
            whole, extraction = item.future.result()
        except TrackerError as error:
            item.error = error
        except CancelledError as error:
            raise CrewError("the readers are gone; run the same command again") from error
        except Exception as error:
            log.error("article not read", where=item.offered.where, exc_info=error)
            item.error = InternalError("The article could not be read. The cause is in the log.")
        else:
            item.draft = item.draft or whole
            return Prepared(item.draft, whole, extraction)
        return None


def _outcome(item: _Item, stored: Stored | None) -> Outcome:
    if stored is None:
        return Outcome(item.offered, None, error=item.error)
    return Outcome(item.offered, stored.outcome, stored.quotes)


def _planned(draft: Draft) -> Planned:
    if not article_rows.resembles_any(draft):
        return Planned(draft)
    with database.reading():
        return planned(draft)
