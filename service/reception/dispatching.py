"""The part of the worker that says whose request is next, how many of whom are answered, what may wait.

A client is an address, and behind one address each key that is in force.
"""

import sys
import threading

from service.reception.collecting import Collector
from service.reception.connection import Connection
from service.reception.places import Place
from service.reception.refused import TooManyWaiting, WaitedTooLong
from service.reception.turns import TURN_SECONDS, Turns

SLOW_READERS = 6
"""How many threads may wait for clients that read whole lists slowly. The next one ends the longest wait."""

ASIDE = 4
"""How many long answers may leave their places to short ones at once; further ones wait in their places."""

SWITCH_SECONDS = 0.0005
"""How long a thread computes while another one wants to. After each question to the database a request waits
for this long beside one that computes; with Python's 5 milliseconds that is most of its time."""

KEYS_KNOWN = 10_000
"""How many keys a process knows by heart; the one that it has known for the longest makes room."""


class Dispatcher(Collector):
    """Lets as many requests be answered at once as ``threads`` says, half of them of one client at most."""

    def init_process(self) -> None:
        """Begin with nothing to do."""
        self._turns: Turns[Connection] = Turns(max(1, self.cfg.threads // 2))
        self._known: dict[bytes, str] = {}
        self._running = self._short = self._aside = 0
        self.quiet = threading.Event()
        self.quiet.set()
        sys.setswitchinterval(SWITCH_SECONDS)
        super().init_process()

    def line_up(self, conn: Connection) -> None:
        """The request of ``conn`` is whole: it waits for its turn."""
        conn.hand_over()
        who = f"{conn.who} {self._known.get(conn.credential or b'', '')}"
        if self._turns.count(who) >= self.worker_connections // 2:
            self.turn_away(conn, TooManyWaiting())
            return
        self._turns.add(who, conn)
        self._tell()

    def next_turn(self) -> Connection | None:
        """Whose request is to be answered now, by the thread that asks, which calls ``answered`` then."""
        turn = self._turns.next() if self._running < self.cfg.threads else None
        if turn is None:
            return None
        who, conn = turn
        conn.place = Place(self, who, None if conn.credential in self._known else conn.credential)
        self._count(conn.place, 1)
        if self._turns.ready and self._running < self.cfg.threads:
            self.events.ring()
        return conn

    def answered(self, conn: Connection) -> None:
        """An answer is written: its place is free."""
        if conn.place is not None:
            self._turns.ended(conn.place.who)
            self._count(conn.place, -1)

    def turn_away_late(self, now: float) -> None:
        """Refuses what has waited too long for its turn."""
        for conn in self._turns.late(lambda each: each.whole_since + TURN_SECONDS < now):
            self.turn_away(conn, WaitedTooLong())

    def left(self, place: Place) -> None:
        """A thread only waits from now on: another request may go on."""
        self._turns.ended(place.who)
        self._count(place, -1)
        slowest = self.slowest(SLOW_READERS)
        if slowest is not None:
            slowest.out.cut()

    def returned(self, place: Place) -> None:
        """It works again."""
        self._turns.begun(place.who)
        self._count(place, 1)

    def lengthened(self, place: Place) -> None:
        """Its answer is a long one: others need not wait for it."""
        self._count(place, -1)
        place.long = True
        self._count(place, 1)

    def stepped_aside(self, place: Place) -> None:
        """A long answer lets another go first; it stays one of those that its client may have at work."""
        place.aside = self._aside < ASIDE
        if place.aside:
            self._aside += 1
            self._count(place, -1)

    def stepped_back(self, place: Place) -> None:
        """It goes on."""
        if place.aside:
            self._aside -= 1
            self._count(place, 1)

    def learned(self, place: Place) -> None:
        """A key is in force: from now on who has it is a client of its own behind its address."""
        if place.credential is not None and place.key_id is not None:
            while len(self._known) >= KEYS_KNOWN:
                del self._known[next(iter(self._known))]
            self._known[place.credential] = place.key_id

    def _make_room(self) -> bool:
        """As for what is on its way; where a client has more requests waiting than that, its last goes."""
        number, who = self._turns.crowd()
        if self._kept or number <= max(map(len, self._arriving.values()), default=0):
            return super()._make_room()
        self.end(self._turns.give_up(who))
        return True

    def _count(self, place: Place, by: int) -> None:
        self._running += by
        self._short += 0 if place.long else by
        self._tell()

    def _tell(self) -> None:
        """Tells long answers whether short ones are wanted."""
        if self._short or self._turns.ready:
            self.quiet.clear()
        else:
            self.quiet.set()
