"""The part of the worker that collects requests until they are whole."""

import errno
import socket
from functools import partial
from typing import Any, cast

from flask import Flask
from gunicorn.http.errors import ParseException
from gunicorn.workers.gthread import TConn

from service.api.context import of
from service.reception.arriving import IN_MEMORY
from service.reception.connection import Connection
from service.reception.refused import TooManyBytes, TooSlow
from service.reception.sending import LINGER_SECONDS, PIECE, READ, Sender

ROOM = 4
"""How many bodies of the largest size may be on their way to one process at once."""


class Collector(Sender):
    """Collects in the loop that holds all connections; threads see whole requests only."""

    def init_process(self) -> None:
        """Begin with no connection."""
        self._arriving: dict[str, dict[Connection, None]] = {}
        self._coming = 0
        super().init_process()

    def load_wsgi(self) -> None:
        """Learn from the application how much it accepts."""
        super().load_wsgi()
        settings = of(cast(Flask, self.wsgi)).settings
        self._most = max(settings.max_batch_bytes, settings.max_body_bytes)

    def accept(self, listener: socket.socket) -> None:
        """A new connection: its request is collected."""
        if self.cfg.is_ssl:
            super().accept(listener)
            return
        try:
            wire, client = listener.accept()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                self._make_room()
            elif error.errno not in (errno.EAGAIN, errno.ECONNABORTED):
                raise
            return
        self.nr_conns += 1
        self.collect(Connection(self.cfg, wire, client, listener.getsockname(), self.fell_behind))
        if self.nr_conns >= self.worker_connections:
            self._make_room()

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """The next request on a connection that was kept."""
        if not isinstance(conn, Connection):
            super().on_client_socket_readable(conn, client)
            return
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self.collect(conn)

    def collect(self, conn: Connection) -> None:
        """Collects the next request of ``conn``, which the poller does not know."""
        _, rest = conn.begin(self._most)
        self._arriving.setdefault(conn.who, {})[conn] = None
        self.poller.register(conn.wire, READ, partial(self._more, conn))
        self._more(conn, conn.wire, rest)

    def refuse(self, conn: Connection, error: ParseException) -> None:
        """Answers what is wrong with a request that is not whole, and ends its connection."""
        self._forget(conn)
        self.turn_away(conn, error)

    def turn_away(self, conn: Connection, error: ParseException) -> None:
        """Answers why a request is not, and ends its connection, which the poller does not know."""
        self.handle_error(None, conn.sock, conn.client, error)
        self.when_sent(conn, partial(self.linger, conn))

    def refuse_late(self, now: float) -> None:
        """Ends what does not come in time; while the worker stops, also connections on which nothing came."""
        for conn in [conn for theirs in self._arriving.values() for conn in theirs]:
            arriving = conn.arriving
            if arriving is None:
                continue
            idle = not arriving.size
            if arriving.deadline < now and not idle:
                self.refuse(conn, TooSlow())
            elif idle and now > (arriving.deadline if self.alive else arriving.begun + LINGER_SECONDS):
                self._forget(conn)
                self.end(conn)

    def _more(self, conn: Connection, _wire: Any, rest: bytes = b"") -> None:  # noqa: ANN401 - see the poller
        try:
            self._take(conn, rest or conn.wire.recv(PIECE))
        except BlockingIOError:
            pass
        except ParseException as error:
            self.refuse(conn, error)
        except OSError:
            self._forget(conn)
            self.end(conn)

    def _take(self, conn: Connection, data: bytes) -> None:
        arriving = conn.arriving
        if arriving is None or not data:  # the client went
            self._forget(conn)
            self.end(conn)
            return
        self._coming += len(data)
        arriving.feed(data)
        if arriving.whole:
            self._forget(conn)
            self.enqueue_req(conn)
            return
        if arriving.expects and not arriving.told:
            arriving.told = True
            conn.wire.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        if arriving.size > IN_MEMORY and self._coming > ROOM * self._most:
            self.refuse(self._oldest(), TooManyBytes())

    def _oldest(self) -> Connection:
        """Whose large body has been coming for the longest."""
        all_ = [(conn.arriving, conn) for theirs in self._arriving.values() for conn in theirs]
        large = [
            (each.begun, number) for number, (each, _) in enumerate(all_) if each and each.size > IN_MEMORY
        ]
        return all_[min(large)[1]][1]

    def _forget(self, conn: Connection) -> None:
        """Collects no more of ``conn``."""
        self.poller.unregister(conn.wire)
        theirs = self._arriving[conn.who]
        del theirs[conn]
        if not theirs:
            del self._arriving[conn.who]
        self._coming -= conn.arriving.size if conn.arriving else 0

    def _make_room(self) -> None:
        """Ends one connection that nothing is done for: of who has the most, the one that waits longest."""
        if self.keepalived_conns:
            kept = self.keepalived_conns.popleft()
            self.poller.unregister(kept.sock)
            self.nr_conns -= 1
            kept.close()
        elif self._arriving:
            conn = next(iter(self._arriving[max(self._arriving, key=lambda who: len(self._arriving[who]))]))
            self._forget(conn)
            self.end(conn)
        else:
            self.end_one_lingering()
