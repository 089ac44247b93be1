"""gunicorn's worker with threads, in which no thread waits for a client.

All threads wait for whatever happens next. To whom it happens, collects what came; where a request is whole
then, and its turn is now, the same thread answers it: nothing is handed over. What a client does not take at
once is sent as it reads. The process's first thread looks after the others: it is what gunicorn stops, and
ends what takes too long, or too much room.
"""

import os
import resource
import select
import threading
import time
from functools import partial
from typing import Any

from gunicorn.http.errors import ParseException

from service import parking
from service.api import patience
from service.reception import refusals, renewing
from service.reception.connection import Connection
from service.reception.dispatching import ASIDE, SLOW_READERS, Dispatcher
from service.reception.events import Events

PARKED = SLOW_READERS + ASIDE + patience.WAITING
"""How many threads there are beside those that work, for all that only wait (``service.parking``)."""

FILES = 512
"""How many files a process may need beside three for each connection: itself, and what is kept of it."""

BEAT_SECONDS, LAST_BEATS_SECONDS = 0.5, 0.05
"""How often the first thread looks after the others; the latter while it waits for their last answers."""


class Worker(Dispatcher):
    """Answers whole requests in as many threads as ``threads`` says, each address in its turn.

    With TLS, and where there is no epoll, it is gunicorn's gthread and nothing else.
    """

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - gunicorn's
        super().__init__(*given, **named)
        self.wish = renewing.Wish()

    def init_process(self) -> None:
        """Begin, with as many files allowed as the connections may need."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        needed = 3 * self.worker_connections + FILES
        if 0 <= soft < needed:
            resource.setrlimit(resource.RLIMIT_NOFILE, (needed if hard < 0 else min(needed, hard), hard))
        self._threads = self._waiting = 0
        super().init_process()

    def init_signals(self) -> None:
        """Heed signals to stop, those too that came since the process was forked."""
        super().init_signals()
        renewing.heed()

    def run(self) -> None:
        """Until it is told to stop, and then until all is answered or the grace is over."""
        if self.cfg.is_ssl or not hasattr(select, "epoll"):
            super().run()
            return
        self.events = Events()
        try:
            self._open()
            while self.alive and self.is_parent_alive():
                self._beat(BEAT_SECONDS)
            self.alive = False
            self._stop()
        finally:
            self._let_go()

    def notify(self) -> None:
        """Says that the worker lives; and asks for a fresh process in its place when it is time.

        Where nobody may be asked it goes first. gunicorn's own loop calls this too.
        """
        super().notify()
        if self.alive and self.articles >= renewing.ARTICLES and not self.wish.make(self.ppid):
            self.alive = False

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

    def _open(self) -> None:
        with self.desk:
            for listener in self.sockets:
                listener.setblocking(False)
                self._deaf.add(listener)
            self.listen()
            self._call_another()

    def _stop(self) -> None:
        """Takes no new connections, and waits for the last answers."""
        with self.desk:
            for listener in self.sockets:
                self.events.forget(listener)
                listener.close()
        until = time.monotonic() + self.cfg.graceful_timeout
        while self.nr_conns > 0 and time.monotonic() < until:
            self._beat(LAST_BEATS_SECONDS)

    def _let_go(self) -> None:
        """Ends the threads that wait for what happens, or for a reader: nobody sends any more."""
        with self.desk:
            self.events.end()
            self.do_deferred()
            self.cut_all()

    def _beat(self, seconds: float) -> None:
        """Says that the worker lives, ends what takes too long, and waits for a signal or that time."""
        self.notify()
        now = time.monotonic()
        with self.desk:
            self.end_idle(now)
            self.refuse_late(now)
            self.end_late(now)
            self.turn_away_late(now)
            self.listen()
        signals = select.poll()
        signals.register(self.PIPE[0], select.POLLIN)
        if signals.poll(seconds * 1000):
            os.read(self.PIPE[0], 4096)

    def _call_another(self) -> None:
        """One more thread, unless there are as many as can have something to do."""
        if self._threads > self.cfg.threads + PARKED:
            return
        try:
            threading.Thread(target=self._serve).start()
        except RuntimeError:  # the system has none: those that there are go on
            if not self._threads:
                raise
            self.log.exception("there is no further thread to be had")
        else:
            self._threads += 1
            self._waiting += 1

    def _serve(self) -> None:
        """What each thread does."""
        while (file := self.events.wait()) is not None:
            try:
                self._go_on(file)
            except Exception:  # a fault of this package's: what comes next is for another process
                self.log.exception("a thread failed outside the application")
                self.alive = False

    def _go_on(self, file: int) -> None:
        """Does what is to be done on the file, and answers requests while there is one whose turn it is."""
        with self.desk:
            self.events.call(file)
            conn = self._turn()
            if conn is None:
                return
            self._waiting -= 1
            if not self._waiting:
                self._call_another()
        try:
            while conn is not None:
                kept = self._answer(conn)
                with self.desk:
                    self.do_deferred()  # what it deferred itself counts as long as it is not answered
                    self.answered(conn)
                    self.when_sent(conn, partial(self.keep if kept else self.linger, conn))
                    conn = self._turn()
                    self._waiting += conn is None
        except Exception:
            with self.desk:
                self._waiting += 1
            raise

    def _turn(self) -> Connection | None:
        self.do_deferred()
        return self.next_turn()

    def _answer(self, conn: Connection) -> bool:
        """Answers the request of ``conn``; whether the connection is kept."""
        parking.belong(conn.place)
        conn.out.begin()
        try:
            kept = self.handle(conn)
            conn.out.finish()
        except (OSError, SystemExit):
            return False
        return bool(kept)
