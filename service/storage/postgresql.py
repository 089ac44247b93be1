"""Connections to PostgreSQL that are not waited for without end, and none that the server left."""

import select
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from peewee import Psycopg3Adapter
from playhouse.pool import PooledPostgresqlDatabase

PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""When a machine that does not answer is taken for gone, in libpq's words; the URL's own come first.

The system's own waits are two hours for an idle connection, and a quarter of an hour for what was sent.
"""


class Postgresql(PooledPostgresqlDatabase):
    """The database at ``url``, with a connection a thread. Waits ``lock_seconds`` for locks of others."""

    def __init__(self, url: str, *, lock_seconds: int) -> None:
        self.lock_seconds = lock_seconds
        self.psycopg3_adapter = _Adapter
        given = dict(parse_qsl(urlsplit(url).query))
        wanted = {name: value for name, value in PATIENCE.items() if name not in given}
        super().__init__(url, prefer_psycopg3=True, max_connections=0, **wanted)  # type: ignore[no-untyped-call]

    def _is_closed(self, conn: Any) -> bool:
        return bool(super()._is_closed(conn)) or _left(conn)  # type: ignore[no-untyped-call]


class _Adapter(Psycopg3Adapter):
    def connect(self, db: Postgresql, **params: Any) -> Any:
        conn = super().connect(db, **params)  # type: ignore[no-untyped-call]
        conn.autocommit = True
        # Set here and not as a parameter of the connection, which poolers in between refuse.
        conn.execute(f"SET lock_timeout = '{db.lock_seconds}s'")
        # Compiling a plan takes up to a second, and what we ask is done in hundredths.
        conn.execute("SET jit = off")
        return conn


def _left(conn: Any) -> bool:
    """Whether the server closed the connection while it lay idle: something is there to be read, its end.

    A server that was started anew closes them all, and the first query on each would fail.
    """
    poll = select.poll()
    poll.register(conn.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
    return bool(poll.poll(0))
