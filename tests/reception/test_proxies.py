"""Behind a proxy: whose turn it is goes by whom it asks for, and what one of them holds is its own."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.http import wsgi
from hypothesis import given
from hypothesis import strategies as st

from service.api.forwarded import client
from service.reception.connection import Connection
from tests.operations.serving import Serving
from tests.reception.wire import answered, connected, waits

PEER = ("10.0.0.1", 4711)
CONNECTIONS = 24
"""How many of them a process holds here."""


def head(path: str, *said: str, more: str = "") -> bytes:
    forwarded = "".join(f"X-Forwarded-For: {each}\r\n" for each in said)
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{forwarded}{more}\r\n".encode("latin-1")


def as_begun(request: bytes) -> tuple[Connection, Any]:
    """A connection on which ``request`` has come, and the environment that gunicorn makes of it."""
    cfg = Config()
    with closing(socket.socket()) as wire:
        conn = Connection(cfg, wire, PEER, ("127.0.0.1", 80), lambda _: None)
        conn.begin(1000, True)
        arriving = conn.arriving
        assert arriving is not None
        arriving.feed(request)
        said = arriving.forwarded
        assert arriving.whole
        conn.hand_over()
        _, environ = wsgi.create(next(conn.parser), wire, PEER, ("127.0.0.1", 80), cfg)
        conn.close()
    return said, environ


SAID = st.lists(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=30), max_size=4)


@given(SAID, st.sampled_from(["X-Forwarded-For", "x-forwarded-for", "X-FORWARDED-FOR"]), st.integers(1, 3))
def test_reception_reads_the_same_as_the_application(said: list[str], name: str, hops: int) -> None:
    request = head("/", *said, more="X-Other: 192.0.2.1\r\nNot-X-Forwarded-For: 192.0.2.2\r\n")
    ours, environ = as_begun(request.replace(b"X-Forwarded-For: ", name.encode() + b":"))
    theirs = environ.get("HTTP_X_FORWARDED_FOR", "")
    assert client(PEER[0], ours, hops) == client(PEER[0], theirs, hops)


def test_a_kept_connection_is_the_peers_again_until_the_next_head_has_come() -> None:
    with closing(socket.socket()) as wire:
        conn = Connection(Config(), wire, PEER, ("127.0.0.1", 80), lambda _: None)
        conn.who = "192.0.2.7"
        conn.begin(1000, True)
        assert (conn.who, conn.peer) == (PEER[0], PEER[0])
        conn.close()


@pytest.fixture(scope="module")
def serving(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("proxied")
    database = folder / "quotes.db"
    database.write_bytes(empty_sqlite.read_bytes())
    service = Serving(
        folder,
        f"sqlite:///{database}",
        workers=1,
        app="tests.reception.proxied:app",
        AUTH="off",
        TRUSTED_PROXIES="1",
        GUNICORN_CMD_ARGS=f"--worker-connections {CONNECTIONS}",
    )
    yield service
    service.stop()


FLOOD, EDITOR = "192.0.2.7", "198.51.100.4"
HOLD, LET_GO, HEALTH = "/hold", "/let-go", "/healthz"
THREADS = 4


class Proxy:
    """Connections to the service, each of which asks for whomever it says."""

    def __init__(self, url: str) -> None:
        self._url, self._stack = url, ExitStack()

    def __enter__(self) -> "Proxy":
        return self

    def __exit__(self, *_: object) -> None:
        with closing(connected(self._url)) as last:
            last.sendall(head(LET_GO, "203.0.113.99"))
            answered(last)
        self._stack.close()
        time.sleep(1)

    def open(self) -> socket.socket:
        return self._stack.enter_context(closing(connected(self._url)))

    def ask(self, path: str, *said: str) -> socket.socket:
        """Asks, on a connection of its own, and does not wait for the answer."""
        client = self.open()
        client.sendall(head(path, *said))
        return client

    def hold(self, number: int, *said: str) -> list[socket.socket]:
        """As many requests that take up a thread each if they get one, once they have come."""
        held = [self.ask(HOLD, *said) for _ in range(number)]
        assert all(map(waits, held[:2]))
        return held


FORGED = [
    ((f"{FLOOD}",), "it says who it is"),
    ((f"{EDITOR}, {FLOOD}",), "it says that it is the editor"),
    ((EDITOR, FLOOD), "in a header of its own, before the proxy's"),
    ((f'"{EDITOR}, {FLOOD}',), "within a mark"),
]


@pytest.mark.parametrize(("said", "why"), FORGED, ids=[row[1] for row in FORGED])
def test_who_floods_through_the_proxy_waits_and_others_do_not(
    serving: Serving, said: tuple[str, ...], why: str
) -> None:
    with Proxy(serving.url) as proxy:
        proxy.hold(2 * THREADS, *said)
        assert answered(proxy.ask(HEALTH, EDITOR))[0] == 200, f"half of the threads are others', though {why}"
        assert waits(proxy.ask(HEALTH, EDITOR, FLOOD)), "its own next request is behind its others"


def test_without_a_proxys_word_all_are_its_peer(serving: Serving) -> None:
    with Proxy(serving.url) as proxy:
        for said in ("unknown", "", "192.0.2.7.9", "unknown", "?", "a:b"):
            proxy.ask(HOLD, said)
        assert waits(proxy.ask(HEALTH, "nobody")), "six that nobody stands for take turns as one client"
        assert answered(proxy.ask(HEALTH, EDITOR))[0] == 200


def test_one_connection_carries_many_clients_in_turn(serving: Serving) -> None:
    with Proxy(serving.url) as proxy:
        proxy.hold(THREADS, FLOOD)
        kept = proxy.open()
        for number in range(5):
            kept.sendall(head(HEALTH, f"198.51.100.{number}"))
            assert answered(kept)[0] == 200, "the connection is nobody's"
        kept.sendall(head(HEALTH, FLOOD))
        assert waits(kept), "the same connection, and the request is the flood's"


def upload(said: str) -> bytes:
    """A request of which the body's last byte does not come."""
    lines = f"POST /v1/extract HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {said}\r\n"
    return (lines + 'Content-Type: application/json\r\nContent-Length: 11\r\n\r\n{"text":""').encode()


def test_who_has_the_most_on_its_way_makes_room_and_nobody_else_of_the_proxy(serving: Serving) -> None:
    with Proxy(serving.url) as proxy:
        editors = [proxy.open() for _ in range(3)]
        for number, client in enumerate(editors):
            client.sendall(upload(f"198.51.100.{number}"))
        assert all(map(waits, editors)), "theirs have come first, and wait for the longest"
        for _ in range(2 * CONNECTIONS):
            proxy.open().sendall(upload(FLOOD))
        assert answered(proxy.ask(HEALTH, EDITOR))[0] == 200
        for client in editors:
            client.sendall(b"}")
            status, body = answered(client)
            assert (status, json.loads(body)["type"]) == (422, "/problems/invalid-request"), "it was read"


def test_requests_that_wait_for_their_turn_make_room_too(serving: Serving) -> None:
    """One client's, which take up half of the connections, before those on which nothing has come yet."""
    with Proxy(serving.url) as proxy:
        proxy.hold(CONNECTIONS // 2, FLOOD)
        uploads = [proxy.open() for _ in range(CONNECTIONS // 2 - 2)]
        for number, client in enumerate(uploads):
            client.sendall(upload(f"203.0.113.{number}"))
        assert all(map(waits, uploads))
        others = [proxy.open() for _ in range(5)]  # accepted before anything has come on them
        assert all(map(waits, others)), "none of them was ended"
        for number, client in enumerate(others):
            client.sendall(head(HEALTH, f"198.51.100.{number}"))
        assert [answered(client)[0] for client in others] == [200] * len(others)
        assert all(map(waits, uploads))
