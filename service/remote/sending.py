"""Sends articles in batches, some ahead of what is being read there, and collects what came of each."""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from service.remote.connection import Connection, RemoteError
from service.remote.journal import Batch, Journal, Sendable

BATCHES = "/v1/articles/batch"
MEDIA_TYPE = "application/x-ndjson"
MOST_BYTES = 4_000_000
"""Of a batch; a single article may have more."""
AHEAD = 3
"""How many batches wait there while another is put together: enough that no worker is idle."""
FIRST_LOOK, LONGEST_LOOK = 0.1, 3.0
IDLE_SECONDS = 30
ENDED = ("done", "failed", "cancelled")
CANCELLED = {
    "type": "about:blank",
    "title": "Cancelled",
    "detail": "the job was cancelled before this article",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one article: ``outcome`` (created, revised, unchanged), or ``problem`` and its fields."""

    where: str
    outcome: str | None
    quotes: int
    problem: Mapping[str, Any] | None
    article: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Settled:
    """A batch that is done: what came of its articles, and the bytes that they took where they were found."""

    outcomes: tuple[Outcome, ...]
    size: int


class Sender:
    """Sends over ``connection`` what ``journal`` does not know. ``notice`` gets what a person should know."""

    def __init__(
        self, connection: Connection, journal: Journal, *, most: int, notice: Callable[[str], None]
    ) -> None:
        self._connection, self._journal, self._most, self._notice = connection, journal, most, notice
        self._waiting: deque[Batch] = deque()

    def resume(self) -> Iterator[Settled]:
        """Ends what an earlier run left: what was sent is asked for, what was only planned is sent."""
        for batch in self._journal.unsettled():
            yield from self._ahead(batch, 0)
        yield from self._rest(0)

    def send(self, articles: Iterable[Sendable]) -> Iterator[Settled]:
        """Sends ``articles``; yields each batch that is done meanwhile, and in the end all."""
        some: list[Sendable] = []
        size = 0
        for article in articles:
            if some and (len(some) >= self._most or size + len(article.line) > MOST_BYTES):
                yield from self._ahead(self._journal.plan(some), AHEAD)
                some, size = [], 0
            some.append(article)
            size += len(article.line) + 1
        if some:
            yield from self._ahead(self._journal.plan(some), AHEAD)
        yield from self._rest(0)

    def _ahead(self, batch: Batch, most: int) -> Iterator[Settled]:
        if batch.job is not None:
            self._waiting.append(batch)
        else:
            yield from self._post(batch)
        yield from self._rest(most)

    def _rest(self, most: int) -> Iterator[Settled]:
        while len(self._waiting) > most:
            yield self._settled(self._waiting.popleft())

    def _post(self, batch: Batch) -> Iterator[Settled]:
        answer = self._connection.post(BATCHES, batch.body, MEDIA_TYPE, batch.key)
        if answer.status == 202 and "id" in answer.body:
            self._waiting.append(self._journal.accepted(batch, str(answer.body["id"])))
        elif answer.status == 413 and len(batch.wheres) > 1:
            for half in self._halves(batch):
                yield from self._post(half)
        elif answer.status == 413:
            yield self._struck_off(batch, [{"index": 0, "state": "failed", "problem": answer.body}])
        else:
            raise RemoteError(f"{self._connection.url} refuses a batch: {answer.detail}")

    def _halves(self, batch: Batch) -> list[Batch]:
        """The same articles in two batches: together they are more than is accepted there."""
        lines, middle = batch.body.splitlines(), len(batch.wheres) // 2
        self._journal.settle(batch, range(len(lines)))
        sizes = [0] * (len(lines) - 1) + [batch.size]
        articles = [Sendable(*each) for each in zip(batch.wheres, lines, sizes, strict=True)]
        return [self._journal.plan(articles[:middle]), self._journal.plan(articles[middle:])]

    def _settled(self, batch: Batch) -> Settled:
        self._wait(batch)
        return self._struck_off(batch, self._asked(batch)["items"])

    def _wait(self, batch: Batch) -> None:
        """Look after the job until it has ended; less often the longer it takes."""
        pause, idle, before = FIRST_LOOK, 0.0, None
        while True:
            job = self._asked(batch, "?items=none")
            if job["state"] in ENDED:
                return
            come = job["done"] + job["failed"]
            idle = idle + pause if come == before else 0.0
            if before is not None and idle - pause < IDLE_SECONDS <= idle:
                self._notice(
                    f"Nothing has been read there for {IDLE_SECONDS} s: is a worker running (quotes worker)?"
                )
            before = come
            self._connection.sleep(pause)
            pause = min(LONGEST_LOOK, pause * 1.5)

    def _asked(self, batch: Batch, query: str = "") -> Mapping[str, Any]:
        """The job of ``batch`` as it is there now."""
        answer = self._connection.get(f"/v1/jobs/{batch.job}{query}")
        if answer.status == 404:
            self._journal.settle(batch, range(len(batch.wheres)))
            raise RemoteError(f"{self._connection.url} knows no job {batch.job} any more; run this again")
        if answer.status != 200 or "state" not in answer.body:
            raise RemoteError(f"{self._connection.url} does not tell of job {batch.job}: {answer.detail}")
        return answer.body

    def _struck_off(self, batch: Batch, items: Iterable[Mapping[str, Any]]) -> Settled:
        outcomes, failed, lines = [], [], batch.body.splitlines()
        for item in items:
            index, article = item["index"], None
            problem = None if item["state"] == "done" else item.get("problem") or CANCELLED
            if problem is not None:
                failed.append(index)
                article = json.loads(lines[index])
            found = item.get("quote_count") or 0
            outcomes.append(Outcome(batch.wheres[index], item.get("outcome"), found, problem, article))
        self._journal.settle(batch, failed)
        return Settled(tuple(outcomes), batch.size)
