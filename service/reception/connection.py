"""One client's connection, and gunicorn's parser over what has come by it."""

import socket
import time
from collections.abc import Callable
from typing import Any

from gunicorn.config import Config
from gunicorn.http import RequestParser
from gunicorn.http.message import Request
from gunicorn.workers.gthread import TConn

from service.reception.arriving import Arrived, Arriving
from service.reception.leaving import Outgoing
from service.reception.places import Place

Address = Any
"""gunicorn's: (host, port, …), or the path of a socket."""


class Parser(RequestParser):
    """Reads requests off what has arrived, not off a socket: it never waits."""

    def __init__(self, cfg: Config, client: Address) -> None:
        super().__init__(cfg, iter(()), client)
        self.told_to_go_on = False

    def __next__(self) -> Request:
        """The request that arrived; raises as gunicorn's does."""
        request: Request = super().__next__()
        if self.told_to_go_on:
            vars(request)["_expected_100_continue"] = False
        return request


class Connection(TConn):
    """A connection that is with a thread only while there is a whole request to answer.

    ``peer`` is the address at its other end, without the port; ``who`` that of whoever asks: a proxy tells.
    """

    def __init__(
        self,
        cfg: Config,
        wire: socket.socket,
        client: Address,
        server: Address,
        behind: Callable[["Connection"], None],
    ) -> None:
        super().__init__(cfg, wire, client, server)
        self.wire = wire
        self.out = Outgoing(wire, lambda: behind(self))
        self.sock: Any = self.out  # what gunicorn writes to
        self.parser: Any = Parser(cfg, client)
        self.initialized = self.data_ready = True
        self.peer = self.who = str(client[0]) if isinstance(client, tuple) else ""
        self.arriving: Arriving | None = None
        self.after: Callable[[], None] | None = None
        self.credential: bytes | None = None
        self.place: Place | None = None
        self.whole_since = self.until = 0.0

    def begin(self, most: int, proxied: bool) -> bytes:
        """Begins the next request, its body up to ``most`` bytes; what came of it behind the last one.

        Until its head says otherwise it is the peer's, whoever asked for the last one.
        """
        self.who = self.peer
        reader = self.parser.unreader
        rest = reader.rest() if isinstance(reader, Arrived) else b""
        self.parser.unreader = None
        self.arriving = Arriving(most, self.cfg.limit_request_line, proxied)
        return rest

    def has_more(self) -> bool:
        """Whether something of the next request came with the last."""
        reader = self.parser.unreader
        return isinstance(reader, Arrived) and reader.more

    def hand_over(self) -> None:
        """Lets the parser read what has arrived."""
        if self.arriving is not None:
            self.parser.unreader = self.arriving.reader()
            self.parser.told_to_go_on = self.arriving.told
            self.credential = self.arriving.credential
            self.whole_since = time.monotonic()
            self.arriving = None

    def init(self) -> None:
        """Nothing: the parser is there."""

    def close(self, graceful: bool = False) -> None:  # noqa: ARG002 - gunicorn's signature; grace is the worker's
        """Ends the connection at once."""
        if self.arriving is not None:
            self.arriving.close()
        if isinstance(self.parser.unreader, Arrived):
            self.parser.unreader.file.close()
        self.out.end()
