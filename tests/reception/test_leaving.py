"""What a client does not read at once is kept for it; only a very long answer waits for its reader."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from service import parking
from service.reception import leaving
from service.reception.leaving import KEPT, Outgoing


class Ends:
    """Both ends of a connection, and how often something was left to be sent."""

    def __init__(self) -> None:
        self.server, self.client = socket.socketpair()
        self.server.setblocking(False)
        self.behind = 0
        self.out = Outgoing(self.server, self._note)

    def _note(self) -> None:
        self.behind += 1

    def read(self, size: int) -> bytes:
        """So many bytes, flushed between."""
        found = bytearray()
        while len(found) < size:
            found += self.client.recv(65_536)
            self.out.flush()
        return bytes(found)


@pytest.fixture
def ends() -> Iterator[Ends]:
    both = Ends()
    yield both
    both.out.end()
    both.client.close()


def test_what_fits_is_sent_at_once(ends: Ends) -> None:
    ends.out.sendall(b"all of it")
    assert (ends.out.left, ends.behind) == (0, 0)
    assert ends.client.recv(100) == b"all of it"


def test_a_head_goes_with_the_first_of_its_body(ends: Ends) -> None:
    for pieces, together in ((["head", "body", "more"], "headbody"), (["head"], "head"), ([], "")):
        ends.out.begin()
        for number, piece in enumerate(pieces):
            ends.out.sendall(piece.encode())
            if number == 1:
                assert ends.client.recv(100) == together.encode(), "one packet, and one wake-up of its reader"
        ends.out.finish()
    assert ends.client.recv(100) == b"morehead"
    ends.out.sendall(b"outside of any answer")
    assert ends.client.recv(100) == b"outside of any answer"


def test_what_does_not_fit_is_kept_in_order(ends: Ends) -> None:
    pieces = [bytes([number]) * 400_000 for number in range(10)]
    for piece in pieces:
        ends.out.sendall(piece)  # nobody reads, and it does not wait
    assert ends.out.left and ends.behind == 1
    assert ends.read(4_000_000) == b"".join(pieces)
    assert ends.out.left == 0
    ends.out.sendall(b"more")
    assert ends.client.recv(10) == b"more"


class Lot:
    def __init__(self) -> None:
        self.told: list[str] = []

    def leave(self) -> None:
        self.told.append("leave")

    def back(self) -> None:
        self.told.append("back")


def test_a_very_long_answer_waits_parked_until_it_is_read(ends: Ends) -> None:
    lot, size = Lot(), 3 * KEPT

    def write() -> None:
        parking.belong(lot)
        for _ in range(size // 100_000):
            ends.out.sendall(b"x" * 100_000)

    writer = threading.Thread(target=write)
    writer.start()
    while not ends.out.waited:
        time.sleep(0.01)
    assert KEPT < ends.out.left <= KEPT + 100_000
    assert len(ends.read(size)) == size
    writer.join(10)
    assert lot.told[:2] == ["leave", "back"] and not ends.out.waited


def test_who_is_given_up_frees_the_thread(ends: Ends) -> None:
    failed: list[Exception] = []

    def write() -> None:
        try:
            while True:
                ends.out.sendall(b"x" * 1_000_000)
        except BrokenPipeError as error:
            failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    while not ends.out.waited:
        time.sleep(0.01)
    ends.out.cut()
    writer.join(10)
    assert len(failed) == 1 and ends.out.left == 0


def test_time_grows_with_what_is_read(ends: Ends) -> None:
    begun = time.monotonic()
    ends.out.sendall(b"x" * 4_000_000)
    assert leaving.READ_SECONDS <= ends.out.deadline - begun < leaving.READ_SECONDS + 5
    before = ends.out.deadline
    ends.read(1_000_000)
    assert ends.out.deadline - before >= 500_000 / leaving.BYTES_A_SECOND
