"""What happens is told to one of the threads that wait, once, and only while somebody wants to know."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from service.reception.events import Events


class Waiting:
    """Threads that wait for events, and what they were told."""

    def __init__(self, number: int) -> None:
        self.events, self.desk = Events(), threading.Lock()
        self.told: list[str] = []
        self.woken = 0
        self._threads = [threading.Thread(target=self._wait) for _ in range(number)]
        for thread in self._threads:
            thread.start()

    def until(self, woken: int) -> None:
        """Waits until that often a thread was woken, and a little for one more that should not be."""
        deadline = time.monotonic() + 10
        while self.woken < woken:
            assert time.monotonic() < deadline
            time.sleep(0.001)
        time.sleep(0.02)
        assert self.woken == woken

    def end(self) -> None:
        self.events.end()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    def _wait(self) -> None:
        while (file := self.events.wait()) is not None:
            with self.desk:
                self.events.call(file)
                self.woken += 1


@pytest.fixture
def waiting() -> Iterator[Waiting]:
    threads = Waiting(4)
    yield threads
    threads.end()


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


def test_each_thing_is_told_once_to_one_thread(
    waiting: Waiting, pair: tuple[socket.socket, socket.socket]
) -> None:
    ours, theirs = pair
    for number in range(1, 20):
        with waiting.desk:
            waiting.events.expect(ours, Events.READ, waiting.told.append, f"number {number}")
        theirs.send(b"x")  # never read: it could be told for ever
        waiting.until(number)
        assert waiting.told[-1] == f"number {number}" and len(waiting.told) == number


def test_what_has_happened_already_is_told_when_it_is_asked_for(
    waiting: Waiting, pair: tuple[socket.socket, socket.socket]
) -> None:
    ours, theirs = pair
    theirs.close()
    with waiting.desk:
        waiting.events.expect(ours, Events.READ, waiting.told.append, "it ended")
    waiting.until(1)
    assert waiting.told == ["it ended"]


def test_the_last_wish_counts(waiting: Waiting, pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    with waiting.desk:
        waiting.events.expect(ours, Events.READ, waiting.told.append, "came")
        waiting.events.expect(ours, Events.WRITE, waiting.told.append, "may go")
    waiting.until(1)
    theirs.send(b"x")
    waiting.until(1)
    assert waiting.told == ["may go"]


def test_what_is_ignored_is_told_to_nobody(
    waiting: Waiting, pair: tuple[socket.socket, socket.socket]
) -> None:
    ours, theirs = pair
    with waiting.desk:
        waiting.events.expect(ours, Events.READ, waiting.told.append, "ignored")
        waiting.events.ignore(ours)
    theirs.send(b"x")
    waiting.until(1)
    with waiting.desk:
        waiting.events.expect(ours, Events.READ, waiting.told.append, "wanted again")
    waiting.until(2)
    assert waiting.told == ["wanted again"] and ours.recv(1)
    with waiting.desk:
        waiting.events.expect(ours, Events.READ, waiting.told.append, "forgotten")
        waiting.events.forget(ours)
    theirs.send(b"x")
    waiting.until(2)


def test_a_ring_wakes_one_and_the_end_wakes_all(waiting: Waiting) -> None:
    for number in range(1, 6):
        waiting.events.ring()
        waiting.until(number)
    assert waiting.told == []
    waiting.end()
    assert waiting.events.wait() is None, "nor does anybody wait afterwards"
