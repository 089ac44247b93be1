"""The part of the worker that collects requests until they are whole."""

import errno
import math
import socket
import time
from abc import abstractmethod
from functools import partial
from typing import cast

from flask import Flask
from gunicorn.http.errors import ParseException

from service.api import forwarded
from service.api.context import of
from service.reception.arriving import IN_MEMORY
from service.reception.connection import Connection
from service.reception.events import Events
from service.reception.refused import TooManyBytes, TooSlow
from service.reception.sending import LINGER_SECONDS, PIECE, Sender

NO_ROOM = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
"""Why a connection can't be taken that waits for it."""

GONE = tuple(
    getattr(errno, name)
    for name in (
        *("EAGAIN", "ECONNABORTED", "EPERM", "EPROTO", "ENOPROTOOPT", "EOPNOTSUPP"),
        *("ENETDOWN", "EHOSTDOWN", "ENONET", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT"),
    )
    if hasattr(errno, name)
)
"""Why there is none any more: another process took it, or what accept(2) tells of its network."""

ROOM = 4
"""How many bodies of the largest size may be on their way to one process at once."""


class Collector(Sender):
    """Collects whatever comes, of whichever connection: only whole requests are answered."""

    def init_process(self) -> None:
        """Begin with no connection."""
        self._arriving: dict[str, dict[Connection, None]] = {}
        self._coming = 0
        self._kept: dict[Connection, None] = {}
        self._deaf: set[socket.socket] = set()
        super().init_process()

    def load_wsgi(self) -> None:
        """Learn from the application how much it accepts."""
        super().load_wsgi()
        self._services = of(cast(Flask, self.wsgi))
        settings = self._services.settings
        self._most = max(settings.max_batch_bytes, settings.max_body_bytes)
        self._hops = settings.trusted_proxies

    @property
    def articles(self) -> int:
        """How many articles this process has read."""
        return self._services.reader.articles

    def listen(self) -> None:
        """Takes new connections as long as there is room for them, and the worker is not to stop."""
        if self.alive and self.nr_conns < self.worker_connections:
            for listener in self._deaf:
                self.events.expect(listener, Events.READ, self._welcome, listener)
            self._deaf.clear()

    def keep(self, conn: Connection) -> None:
        """The next request of ``conn`` may have come with the last, or is waited for."""
        if conn.has_more():
            self.collect(conn)
            return
        conn.until = time.monotonic() + (self.cfg.keepalive if self.alive else LINGER_SECONDS)
        self._kept[conn] = None
        self.events.expect(conn.wire, Events.READ, self.collect, conn)

    def collect(self, conn: Connection) -> None:
        """Collects the next request of ``conn``."""
        self._kept.pop(conn, None)
        rest = conn.begin(self._most, self._hops > 0)
        self._arriving.setdefault(conn.who, {})[conn] = None
        self._more(conn, rest)

    @abstractmethod
    def line_up(self, conn: Connection) -> None:
        """The request of ``conn`` is whole."""

    def refuse(self, conn: Connection, error: ParseException) -> None:
        """Answers what is wrong with a request that is not whole, and ends its connection."""
        self._forget(conn)
        self.turn_away(conn, error)

    def turn_away(self, conn: Connection, error: ParseException) -> None:
        """Answers why a request is not, and ends its connection."""
        self.handle_error(None, conn.sock, (conn.who, 0) if conn.who else "", error)
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

    def _welcome(self, listener: socket.socket) -> None:
        """A new connection: its request is collected."""
        self._deaf.add(listener)
        try:
            wire, client = listener.accept()
        except OSError as error:
            if error.errno in NO_ROOM:
                if not self._make_room():
                    return  # until some connection has ended
            elif error.errno not in GONE:
                raise
        else:
            self.nr_conns += 1
            self.collect(Connection(self.cfg, wire, client, listener.getsockname(), self.fell_behind))
            if self.nr_conns >= self.worker_connections:
                self._make_room()
        self.listen()

    def end_idle(self, now: float) -> None:
        """Ends connections that were kept for long enough, sooner while the worker stops."""
        latest = now + LINGER_SECONDS if not self.alive else math.inf
        for conn in list(self._kept):
            conn.until = min(conn.until, latest)
            if conn.until > now and self.alive:
                break  # the others were kept later
            if conn.until <= now:
                self._end_kept(conn)

    def _more(self, conn: Connection, rest: bytes = b"") -> None:
        try:
            self._take(conn, rest or conn.wire.recv(PIECE))
        except BlockingIOError:
            self.events.expect(conn.wire, Events.READ, self._more, conn)
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
        before = arriving.size
        try:
            arriving.feed(data)
        finally:
            self._coming += arriving.size - before
        if arriving.forwarded:
            self._recognise(conn, forwarded.client(conn.peer, arriving.forwarded, self._hops))
        if arriving.whole:
            self._forget(conn)
            self.line_up(conn)
            return
        if arriving.expects and not arriving.told:
            arriving.told = True
            conn.wire.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        self.events.expect(conn.wire, Events.READ, self._more, conn)
        if arriving.size > IN_MEMORY and self._coming > ROOM * self._most:
            self.refuse(self._oldest(), TooManyBytes())

    def _oldest(self) -> Connection:
        """Whose large body has been coming for the longest."""
        all_ = [(conn.arriving, conn) for theirs in self._arriving.values() for conn in theirs]
        large = [
            (each.begun, number) for number, (each, _) in enumerate(all_) if each and each.size > IN_MEMORY
        ]
        return all_[min(large)[1]][1]

    def _recognise(self, conn: Connection, who: str) -> None:
        """A proxy says for whom it asks: from here on the request is theirs, not the proxy's."""
        if who != conn.who:
            self._disown(conn)
            conn.who = who
            self._arriving.setdefault(who, {})[conn] = None

    def _disown(self, conn: Connection) -> None:
        theirs = self._arriving[conn.who]
        del theirs[conn]
        if not theirs:
            del self._arriving[conn.who]

    def _forget(self, conn: Connection) -> None:
        """Collects no more of ``conn``."""
        self.events.ignore(conn.wire)
        self._disown(conn)
        self._coming -= conn.arriving.size if conn.arriving else 0

    def _make_room(self) -> bool:
        """Ends one connection that nothing is done for: of who has the most, the one that waits longest.

        Whether there was one. A proxy's is that of whoever it names, once it has: the others are few, as
        proxies send whole heads.
        """
        if self._kept:
            self._end_kept(next(iter(self._kept)))
        elif self._arriving:
            conn = next(iter(self._arriving[max(self._arriving, key=lambda who: len(self._arriving[who]))]))
            self._forget(conn)
            self.end(conn)
        else:
            return self.end_one_lingering()
        return True

    def _end_kept(self, conn: Connection) -> None:
        del self._kept[conn]
        self.end(conn)
