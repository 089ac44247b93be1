"""The part of the worker that sends what clients did not take at once, and ends connections."""

import queue
import socket
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from gunicorn.workers.gthread import ThreadWorker

from service.reception.connection import Connection
from service.reception.events import Events

PIECE = 262_144
ROOM = 256_000_000
"""How many bytes may be kept for slow readers together, on disk."""

LINGER_SECONDS = 2.0
"""How long what a client still sends is read and thrown away, so that it gets to read its answer; and how
long a worker that stops waits for a next request, as gunicorn's do."""

T = TypeVar("T")


class Sender(ThreadWorker):
    """Knows all connections. Whatever is done with what it knows, one thread does at a time: at the desk."""

    events: Events

    def init_process(self) -> None:
        """Begin with no connection."""
        self.desk = threading.Lock()
        self._deferred: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._behind: dict[Connection, None] = {}
        self._lingering: dict[Connection, float] = {}
        super().init_process()

    def fell_behind(self, conn: Connection) -> None:
        """Called in the thread that answers: not all could be sent at once."""
        self.defer(self._watch, conn)
        if self.events.over:  # too late to be sent by anybody
            conn.out.cut()

    def defer(self, what: Callable[[T], None], about: T) -> None:
        """Does ``what`` at the desk soon: for threads that hold other locks meanwhile, or go on at once."""
        self._deferred.put(partial(what, about))
        self.events.ring()

    def do_deferred(self) -> None:
        """Does what was to be done soon."""
        while not self._deferred.empty():
            self._deferred.get()()

    def when_sent(self, conn: Connection, after: Callable[[], None]) -> None:
        """Does ``after`` as soon as all is sent to ``conn``; a connection that nobody reads is ended."""
        if conn.out.broken and not conn.out.left:
            self._unwatch(conn)
            self.linger(conn)
        elif conn.out.left:
            conn.after = after
            self._watch(conn)
        else:
            self._unwatch(conn)
            after()

    def linger(self, conn: Connection) -> None:
        """Ends the connection as RFC 9112, section 9.6, has it: its answer is read before it is reset."""
        try:
            conn.wire.shutdown(socket.SHUT_WR)
        except OSError:
            self.end(conn)
            return
        self._lingering[conn] = time.monotonic() + LINGER_SECONDS
        self.events.expect(conn.wire, Events.READ, self._drain, conn)

    def end(self, conn: Connection) -> None:
        """Ends the connection at once."""
        self.events.ignore(conn.wire)
        self.nr_conns -= 1
        conn.close()

    def end_late(self, now: float) -> None:
        """Ends what lingers, and what is read too slowly, or by too many."""
        for conn in [each for each, until in self._lingering.items() if until < now]:
            self._lingered(conn)
        left = sum(conn.out.left for conn in self._behind)
        for conn in list(self._behind):
            if conn.out.deadline < now or left > ROOM:
                left -= conn.out.left
                self._abandon(conn)

    def end_one_lingering(self) -> bool:
        """Ends the connection that lingers for the longest; whether there was one."""
        for conn in self._lingering:
            self._lingered(conn)
            return True
        return False

    def cut_all(self) -> None:
        """Frees every thread that waits for a reader."""
        for conn in self._behind:
            conn.out.cut()

    def slowest(self, most: int) -> Connection | None:
        """Whom a thread has waited for the longest, where threads wait for more than ``most`` clients."""
        waiting = [conn for conn in self._behind if conn.out.waited]
        return min(waiting, key=lambda conn: conn.out.waited) if len(waiting) > most else None

    def _watch(self, conn: Connection) -> None:
        if conn.out.left and conn not in self._behind:
            self._behind[conn] = None
            self.events.expect(conn.wire, Events.WRITE, self._flush, conn)

    def _unwatch(self, conn: Connection) -> None:
        if conn in self._behind:
            del self._behind[conn]
            self.events.ignore(conn.wire)

    def _flush(self, conn: Connection) -> None:
        try:
            sent = conn.out.flush()
        except OSError:
            self._abandon(conn)
            return
        if not sent:
            self.events.expect(conn.wire, Events.WRITE, self._flush, conn)
            return
        self._unwatch(conn)
        after, conn.after = conn.after, None
        if after is not None:
            after()

    def _abandon(self, conn: Connection) -> None:
        """Nobody reads it: whoever still writes gets an error, and then the connection ends."""
        conn.out.cut()
        self._unwatch(conn)
        if conn.after is not None:
            self.end(conn)

    def _drain(self, conn: Connection) -> None:
        try:
            more = bool(conn.wire.recv(PIECE))
        except BlockingIOError:
            more = True
        except OSError:
            more = False
        if more:
            self.events.expect(conn.wire, Events.READ, self._drain, conn)
        else:
            self._lingered(conn)

    def _lingered(self, conn: Connection) -> None:
        del self._lingering[conn]
        self.end(conn)
