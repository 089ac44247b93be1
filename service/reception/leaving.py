"""What is still to be sent to a client: kept for it while it reads slowly, so that no thread waits for it."""

import socket
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO, cast

from service import parking

IN_MEMORY = 65_536
PIECE = 262_144
KEPT = 8_000_000
"""How much is kept for one client. A whole list that is longer waits for its reader."""

READ_SECONDS = 30.0
BYTES_A_SECOND = 8_000
"""Who has taken less than this in the seconds since it fell behind, is left."""


class Outgoing:
    """Stands for the socket ``wire``, which does not block, where an answer is written.

    ``behind`` is called in the thread that writes when something is to be sent later, by ``flush``.
    """

    def __init__(self, wire: socket.socket, behind: Callable[[], None]) -> None:
        self._wire, self._behind = wire, behind
        self._change = threading.Condition()
        self._file = cast(IO[bytes], tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 - it lasts longer
        self._sent = self._written = 0
        self._since = 0.0
        self._first: bytes | None = None
        self.broken = False
        self.waited = 0.0

    @property
    def left(self) -> int:
        """How many bytes are still to be sent."""
        return self._written - self._sent

    @property
    def deadline(self) -> float:
        """When the client must have taken some more, by the monotonic clock."""
        return self._since + READ_SECONDS + self._sent / BYTES_A_SECOND

    def begin(self) -> None:
        """An answer begins: its head is sent together with what comes next."""
        self._first = b""

    def finish(self) -> None:
        """The answer is all there, its head too. Raises as ``sendall``."""
        first, self._first = self._first, None
        if first:
            self.sendall(first)

    def sendall(self, data: bytes) -> None:
        """Sends ``data``, or keeps it to be sent. Raises BrokenPipeError if nobody reads it any more."""
        if self._first == b"":
            self._first = data
            return
        if self._first is not None:
            data, self._first = self._first + data, None
        with self._change:
            self._check()
            data = data if self.left else data[self._try(data) :]
            if not data:
                return
            first = not self.left
            if first:
                self._since = time.monotonic()
                self._sent = self._written = 0
            self._file.seek(self._written)
            self._file.write(data)
            self._written += len(data)
            if first:
                self._behind()
            if self.left > KEPT:
                self._wait()

    send = sendall

    def flush(self) -> bool:
        """Sends what the client takes just now; whether nothing is left. Raises OSError."""
        with self._change:
            while self.left:
                self._file.seek(self._sent)
                sent = self._try(self._file.read(PIECE))
                if not sent:
                    break
                self._sent += sent
            if self.left <= KEPT // 2:
                self._change.notify_all()
            if not self.left:
                self._file.seek(0)
                self._file.truncate()
                self._sent = self._written = 0
            return not self.left

    def cut(self) -> None:
        """Gives the client up: whoever writes to it gets a BrokenPipeError."""
        with self._change:
            self.broken, self._written = True, self._sent
            self._change.notify_all()

    def setblocking(self, _blocking: bool) -> None:
        """Nothing: what is written here never waits for the wire."""

    def settimeout(self, _seconds: float | None) -> None:
        """Nothing, for the same reason."""

    def gettimeout(self) -> float:
        """As of a socket that does not block."""
        return 0.0

    def fileno(self) -> int:
        """The wire's."""
        return self._wire.fileno()

    def shutdown(self, _how: int) -> None:
        """Nothing: the connection is ended where all of it is known."""

    def recv(self, _size: int) -> bytes:
        """Nothing: what comes is read elsewhere."""
        return b""

    def close(self) -> None:
        """Nothing more is written: what is kept is still sent, and then the connection ends."""
        self.broken = True

    def end(self) -> None:
        """Gives up what is kept, and the wire."""
        self.cut()
        with suppress(OSError):  # what a full disk did not take
            self._file.close()
        self._wire.close()

    def _try(self, data: bytes) -> int:
        try:
            return self._wire.send(data)
        except BlockingIOError:
            return 0

    def _wait(self) -> None:
        self.waited = time.monotonic()
        with parking.parked():
            while self.left > KEPT // 2 and not self.broken:
                self._change.wait()
        self.waited = 0.0
        self._check()

    def _check(self) -> None:
        if self.broken:
            raise BrokenPipeError(32, "the client reads no more")
