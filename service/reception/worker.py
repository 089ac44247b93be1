"""gunicorn's worker with threads, in which no thread waits for a client.

One loop holds all connections: it collects each request until it is whole, lets a thread answer it, and sends
what the client does not take at once. What takes too long, or too much room, is ended.
"""

import resource
import time
from concurrent import futures
from functools import partial
from typing import Any

from gunicorn.http.errors import ParseException
from gunicorn.workers.gthread import TConn

from service.api import patience
from service.reception import refusals
from service.reception.connection import Connection
from service.reception.dispatching import ASIDE, SLOW_READERS, Dispatcher
from service.reception.sending import LINGER_SECONDS, READ

PARKED = SLOW_READERS + ASIDE + patience.WAITING
"""How many threads there are beside those that work, for all that only wait (``service.parking``)."""

FILES = 512
"""How many files a process may need beside three for each connection: itself, and what is kept of it."""

SWEEP_SECONDS = 0.5


class Worker(Dispatcher):
    """Answers whole requests in as many threads as ``threads`` says, each address in its turn."""

    def init_process(self) -> None:
        """Begin, with as many files allowed as the connections may need."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        needed = 3 * self.worker_connections + FILES
        if 0 <= soft < needed:
            resource.setrlimit(resource.RLIMIT_NOFILE, (needed if hard < 0 else min(needed, hard), hard))
        self._swept = 0.0
        super().init_process()

    def run(self) -> None:
        """Until it is told to stop, and then until all is answered or the grace is over."""
        super().run()
        self.cut_all()

    def get_thread_pool(self) -> futures.ThreadPoolExecutor:
        """Threads for those that work and those that wait."""
        return futures.ThreadPoolExecutor(max_workers=self.cfg.threads + PARKED)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:  # noqa: ANN401, ARG002
        """Answers what can't be read, or went wrong outside the application, with a problem as any other."""
        problem = refusals.of(exc)
        if isinstance(exc, ParseException):
            # Never what was sent: it may be an article's words, or a key.
            self.log.info("refused a request of %s: %s", addr[0] if addr else "a socket", type(exc).__name__)
        else:
            self.log.error("a request failed outside the application", exc_info=exc)
        try:
            client.sendall(refusals.answer(problem))
        except OSError:
            self.log.debug("nobody reads why a request was refused")

    def finish_request(self, conn: TConn, fs: futures.Future[bool]) -> None:
        """An answer is written: its connection is kept for the next request, or ended."""
        place = conn.place if isinstance(conn, Connection) else None
        if isinstance(conn, Connection):
            kept = not fs.cancelled() and fs.exception() is None and fs.result()
            self.when_sent(conn, partial(self._keep if kept else self.linger, conn))
        else:
            super().finish_request(conn, fs)
        self.answered(place)

    def murder_pending(self) -> None:
        """gunicorn calls this in each round: now and then, whatever takes too long is ended."""
        super().murder_pending()
        now = time.monotonic()
        if now > self._swept + SWEEP_SECONDS:
            self._swept = now
            self.refuse_late(now)
            self.end_late(now)
            self.turn_away_late(now)

    def _keep(self, conn: Connection) -> None:
        """The next request of ``conn`` may have come with the last, or is waited for."""
        if conn.has_more():
            self.collect(conn)
            return
        conn.set_timeout()
        if not self.alive and conn.timeout is not None:
            conn.timeout = min(conn.timeout, time.monotonic() + LINGER_SECONDS)
        self.keepalived_conns.append(conn)
        self.poller.register(conn.wire, READ, partial(self.on_client_socket_readable, conn))
