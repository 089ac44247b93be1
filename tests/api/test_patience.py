"""One article is read at a time; some wait for it, holding nothing, and more are told to come again."""

import threading
from collections.abc import Iterator

import pytest
from peewee import Database

from service.api import patience
from service.api.patience import InTurn
from service.api.problems import Refusal
from service.extraction.annotations import Extraction
from service.storage.database import release

PATIENCE = 20.0


class Slow:
    """A reader that reads when it is let, and knows how many read at once."""

    version = "slow-1"

    def __init__(self) -> None:
        self.let, self.begun = threading.Event(), threading.Event()
        self.at_once = self.most = 0

    def extract(self, text: str, *, title: str | None = None, published_at: str | None = None) -> Extraction:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        self.begun.set()
        assert self.let.wait(PATIENCE)
        self.at_once -= 1
        return Extraction(text=text, language="en", supported=True, extractor=self.version)


class Waiting:
    """Threads that want an article read; ``released`` has one entry for each that waits."""

    def __init__(self, reader: Slow) -> None:
        self.released = threading.Semaphore(0)
        self.turns = InTurn(reader, self.released.release)
        self.texts: list[str] = []
        self.threads: list[threading.Thread] = []

    def ask(self, text: str) -> None:
        self.threads.append(threading.Thread(target=lambda: self.texts.append(self.turns.extract(text).text)))
        self.threads[-1].start()


@pytest.fixture
def slow() -> Iterator[Slow]:
    reader = Slow()
    yield reader
    reader.let.set()


def test_a_burst_is_read_and_what_is_too_much_is_refused(slow: Slow) -> None:
    waiting = Waiting(slow)
    waiting.ask("first")
    assert slow.begun.wait(PATIENCE)
    for number in range(patience.MOST):
        waiting.ask(f"{number}")
    for _ in range(patience.MOST):
        assert waiting.released.acquire(timeout=PATIENCE), "who waits gives its connection back"
    with pytest.raises(Refusal) as refusal:
        waiting.turns.extract("one too many")
    assert (refusal.value.kind.status, "Retry-After" in (refusal.value.headers or {})) == (503, True)
    slow.let.set()
    for thread in waiting.threads:
        thread.join(PATIENCE)
    assert sorted(waiting.texts) == sorted(["first", *map(str, range(patience.MOST))])
    assert (slow.most, waiting.turns.articles) == (1, 1 + patience.MOST)


def test_a_connection_is_given_back_but_for_a_transaction(database: Database) -> None:
    with database.atomic():
        release()
        assert database.in_transaction()
    release()
    assert database.is_closed()
    assert database.execute_sql("SELECT 1").fetchone() == (1,), "the next query takes another"
