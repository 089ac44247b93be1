"""A client of the tests that speaks to the service byte by byte."""

import json
import select
import socket
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit


def connected(url: str, *, source: str | None = None, receives: int | None = None) -> socket.socket:
    """A connection to the service, from the address ``source``; ``receives``: how much of an answer fits."""
    parts = urlsplit(url)
    client = socket.socket()
    if receives:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives)
    if source:
        client.bind((source, 0))
    client.settimeout(60)
    client.connect((parts.hostname, parts.port))
    return client


def rest(client: socket.socket) -> bytes:
    """All that comes until the service ends the connection."""
    found = bytearray()
    try:
        while piece := client.recv(65_536):
            found += piece
    except ConnectionResetError:
        pass
    return bytes(found)


def asked(url: str, *pieces: bytes) -> tuple[int, dict[str, str], bytes]:
    """The status, headers (names in lower case) and body of the answer to ``pieces``, sent one by one."""
    with closing(connected(url)) as client:
        for piece in pieces:
            client.sendall(piece)
        return read(rest(client))


def read(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    """The parts of an answer."""
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    return int(first.split()[1]), headers, body


def answered(client: socket.socket) -> tuple[int, bytes]:
    """The status and the body of the next answer on a connection that stays."""
    found, missing = b"", 1
    while missing > 0:
        piece = client.recv(65_536)
        assert piece, "the service ended the connection"
        found += piece
        if b"\r\n\r\n" in found:
            status, headers, body = read(found)
            missing = int(headers["content-length"]) - len(body)
    return status, body


def waits(client: socket.socket) -> bool:
    """Whether nothing was answered for some time, nor the connection ended."""
    return not select.select([client], [], [], 0.3)[0]


def problem(body: bytes) -> Any:
    return json.loads(body)
