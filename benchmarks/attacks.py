"""What hostile clients do to the service, for ``benchmarks.hostile``."""

import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from urllib.parse import urlsplit

ATTACKER = "127.0.0.2"
LOOK = "/v1/quotes?limit=20"


@dataclass(frozen=True, slots=True)
class Scene:
    """The service, and who may ask it for how much."""

    url: str
    key: str
    limited: str

    def head(self, path: str, key: str = "", method: str = "GET") -> bytes:
        """The head of a request, without the empty line that ends it."""
        host = urlsplit(self.url).netloc
        known = f"Authorization: Bearer {key}\r\n" if key else ""
        return f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{known}".encode()

    def connected(self, receives: int | None = None) -> socket.socket:
        """A connection of the attacker's."""
        parts = urlsplit(self.url)
        client = socket.socket()
        if receives:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives)
        client.bind((ATTACKER, 0))
        client.settimeout(30)
        client.connect((parts.hostname, parts.port))
        return client


Attack = Callable[[Scene, int, Event], None]


def held(send: Callable[[Scene], bytes], receives: int | None = None, most: int = 100_000) -> Attack:
    """So many connections, up to ``most``, that send what ``send`` makes, then a byte now and then."""

    def attack(scene: Scene, number: int, over: Event) -> None:
        with ExitStack() as stack:
            clients = []
            while not over.is_set():
                if len(clients) < min(number, most):
                    clients.append(stack.enter_context(closing(scene.connected(receives))))
                    clients[-1].sendall(send(scene))
                    continue
                over.wait(0.5)
                for client in list(clients):
                    try:
                        client.send(b" ")
                    except OSError:
                        clients.remove(client)  # the service ended it: another one comes

    return attack


def flood(send: Callable[[Scene], bytes], to_end: bool = False) -> Attack:
    """Requests as fast as answers come, on many connections, from some threads.

    Of an answer one piece is read, or ``to_end`` all until the service ends the connection.
    """

    def attack(scene: Scene, number: int, over: Event) -> None:
        def one() -> None:
            while not over.is_set():
                try:
                    with closing(scene.connected()) as client:
                        while not over.is_set():
                            client.sendall(send(scene))
                            if not _read(client, over, to_end):
                                break
                except OSError:
                    continue

        threads = [threading.Thread(target=one, daemon=True) for _ in range(min(number, 32))]
        for thread in threads:
            thread.start()
        over.wait()

    return attack


def _read(client: socket.socket, over: Event, to_end: bool) -> bool:
    """Reads (some of) an answer; whether the connection goes on."""
    while (piece := client.recv(65_536)) and to_end and not over.is_set():
        pass
    return bool(piece)


POST = "Content-Type: application/json\r\nContent-Length: 500000\r\n\r\n"
ATTACKS: Sequence[tuple[str, Attack]] = (
    ("idle connections", held(lambda _: b"")),
    ("heads that do not end", held(lambda scene: scene.head("/healthz") + b"X-A: ")),
    (
        "bodies that do not end",
        held(lambda scene: scene.head("/v1/extract", scene.key, "POST") + POST.encode() + b'{"text": "'),
    ),
    (
        "whole lists that are not read",
        held(lambda scene: scene.head("/v1/quotes.ndjson", scene.key) + b"\r\n", receives=4096, most=50),
    ),
    ("huge headers", flood(lambda scene: scene.head("/healthz") + b"X-A: b\r\n" * 9000)),
    ("requests without a key", flood(lambda scene: scene.head(LOOK) + b"\r\n")),
    (
        "requests with wrong keys",
        flood(lambda scene: scene.head(LOOK, "qt_" + "0" * 8 + "_" + "0" * 40) + b"\r\n"),
    ),
    ("a key over its limit", flood(lambda scene: scene.head(LOOK, scene.limited) + b"\r\n")),
    ("lists, by a key within its limit", flood(lambda scene: scene.head(LOOK, scene.key) + b"\r\n")),
    (
        "whole lists, by a key within its limit",
        flood(
            lambda scene: scene.head("/v1/quotes.ndjson", scene.key) + b"Connection: close\r\n\r\n",
            to_end=True,
        ),
    ),
)
