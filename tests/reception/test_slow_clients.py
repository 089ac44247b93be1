"""Clients that send slowly, read slowly or do nothing, many at once: nobody else waits for them."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from tests.operations.serving import Serving
from tests.reception.wire import asked, connected, read, rest

ELSEWHERE = "127.0.0.2"
GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /v1/extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
BODY = json.dumps({"text": "“The bolt was loose,” Dr Ada Bell said."}).encode()
EXTRACT = POST + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY

ATTACKS = [
    ([b"GET /healthz HT"], "a head that does not end"),
    ([POST + b"Content-Length: 900000\r\n\r\n", b'{"text": "'], "a body that does not come"),
    ([POST + b"Transfer-Encoding: chunked\r\n\r\n", b"ffff\r\n{"], "chunks that do not come"),
    ([POST + b"Content-Length: 90000\r\n\r\n" + b" " * 70_000], "a body that fills a file, and does not end"),
    (
        [b"GET /docs/assets/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n" * 40],
        "answers that are not read",
    ),
    ([], "nothing at all"),
]
MANY = 150
"""Of each: many times the threads that there are."""


@pytest.fixture
def attacked(serving: Serving) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        clients = []
        for pieces, _ in ATTACKS:
            for _ in range(MANY):
                client = stack.enter_context(closing(connected(serving.url, source=ELSEWHERE, receives=4096)))
                for piece in pieces:
                    client.sendall(piece)
                clients.append(client)
        yield clients


def test_others_are_served_meanwhile(serving: Serving, attacked: list[socket.socket]) -> None:
    for _ in range(20):
        status, _, body = asked(serving.url, EXTRACT)
        assert status == 200 and json.loads(body)["quotes"][0]["speaker"]["name"] == "Ada Bell"
        assert asked(serving.url, GET + b"Connection: close\r\n\r\n")[0] == 200
    assert sum(1 for client in attacked if client.fileno() >= 0) == len(attacked)


def test_more_connections_than_there_is_room_for(serving: Serving) -> None:
    with ExitStack() as stack:
        for _ in range(1300):
            stack.enter_context(closing(connected(serving.url, source=ELSEWHERE)))
        assert asked(serving.url, EXTRACT)[0] == 200
    assert "Worker" not in serving.log.read_text().partition("Booting worker")[2], "nobody was restarted"


def test_what_does_not_come_in_time_is_ended(serving: Serving) -> None:
    begun = time.monotonic()
    with closing(connected(serving.url)) as slow, closing(connected(serving.url)) as idle:
        slow.sendall(b"GET /healthz HTTP/1.1\r\nHo")
        assert rest(idle) == b"", "who asked for nothing is told nothing"
        status, headers, body = read(rest(slow))
    assert (status, headers["connection"]) == (408, "close")
    assert json.loads(body)["type"] == "/problems/request-timeout"
    assert time.monotonic() - begun > 5, "others may be slow without being hostile"


def test_who_sends_on_and_on_reads_why_it_is_refused(serving: Serving) -> None:
    with closing(connected(serving.url)) as client:
        client.sendall(POST + b"Content-Length: 30000000\r\n\r\n")
        try:
            for _ in range(300):
                client.sendall(b" " * 100_000)
        except OSError:
            pass
        assert read(rest(client))[0] == 413


def test_flood_of_one_address_leaves_others_their_turn(serving: Serving) -> None:
    """Some hundred articles, each read for a twentieth of a second, wait when another client asks."""
    with ExitStack() as stack:
        flood = [stack.enter_context(closing(connected(serving.url, source=ELSEWHERE))) for _ in range(300)]
        for client in flood:
            client.sendall(GET * 1 + b"X-Pad: 1\r\n\r\n" * 1)
        assert asked(serving.url, EXTRACT)[0] == 200
        assert all(client.recv(12) == b"HTTP/1.1 200" for client in flood)
