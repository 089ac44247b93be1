"""What gunicorn itself refuses is a problem like any other, and repeats nothing of what was sent."""

import json
from contextlib import closing

import pytest

from service.api import problems
from tests.operations.serving import Serving
from tests.reception.wire import asked, connected, read, rest

GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /v1/extract HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"

WRONG = [
    (b"what is this\r\n\r\n", 400, "bad-request", "no request line"),
    (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400, "bad-request", "TLS, spoken to a port without it"),
    (b"get /healthz HTTP/1.1\r\n\r\n", 400, "bad-request", "a method in small letters"),
    (b"GET /healthz HTTP/7.7\r\n\r\n", 400, "bad-request", "a version from the future"),
    (b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "bad-request", "bytes that no URL has"),
    (GET + b"Broken header\r\n\r\n", 400, "bad-request", "a header without a colon"),
    (GET + b"X-Secret\0: qt_secret\r\n\r\n", 400, "bad-request", "a name with a NUL"),
    (GET + b"X-A: qt_\x01secret\r\n\r\n", 400, "bad-request", "a value with a control character"),
    (GET + b"X-A: b\r\n folded\r\n\r\n", 400, "bad-request", "a folded header"),
    (GET + b"Host: y\r\n\r\n", 400, "bad-request", "two hosts"),
    (POST + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\n{}x", 400, "bad-request", "two lengths"),
    (POST + b"Content-Length: -3\r\n\r\n{}", 400, "bad-request", "a length below nothing"),
    (
        POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
        "bad-request",
        "a length and chunks: two requests in one, for a proxy that reads the other",
    ),
    (POST + b"Transfer-Encoding: gzip\r\n\r\n", 400, "bad-request", "no length that can be determined"),
    (POST + b"Transfer-Encoding: snappy\r\n\r\n", 501, "not-implemented", "a coding nobody knows"),
    (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n", 414, "uri-too-long", "a request line too long"),
    (b"GET /" + b"a" * 90_000, 414, "uri-too-long", "a request line that never ends"),
    (GET + b"X-A: " + b"b" * 20_000 + b"\r\n\r\n", 431, "headers-too-large", "one header too long"),
    (GET + b"X-A: b\r\n" * 200 + b"\r\n", 431, "headers-too-large", "too many headers"),
    (GET + b"X-A: b\r\n" * 20_000, 431, "headers-too-large", "headers that never end"),
    (GET + b"Expect: 200-ok\r\n\r\n", 417, "expectation-failed", "an expectation that can't be met"),
    (POST + b"Content-Length: 9000000\r\n\r\n", 413, "body-too-large", "told beforehand"),
    (
        POST + b"Transfer-Encoding: chunked\r\n\r\n" + (b"10000\r\n" + b" " * 65_536 + b"\r\n") * 40,
        413,
        "body-too-large",
        "more chunks than are accepted",
    ),
    (
        POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\n{\r\n" * 1100,
        400,
        "bad-request",
        "a thousand chunks of a byte",
    ),
]


@pytest.mark.parametrize(("sent", "status", "slug", "why"), WRONG, ids=[row[3] for row in WRONG])
def test_what_is_no_request_is_a_problem(
    serving: Serving, sent: bytes, status: int, slug: str, why: str
) -> None:
    found, headers, body = asked(serving.url, sent)
    assert (found, headers["content-type"]) == (status, "application/problem+json"), why
    told = json.loads(body)
    kind = problems.KINDS[slug]
    assert (told["type"], told["title"], told["status"]) == (kind.uri, kind.title, status)
    assert told["detail"] and told["errors"] == []
    assert told["request_id"] == headers["x-request-id"]
    assert (headers["connection"], headers["cache-control"]) == ("close", "no-store")
    assert headers["x-content-type-options"] == "nosniff"
    assert b"secret" not in body


def test_nothing_of_it_is_in_the_log(serving: Serving) -> None:
    asked(serving.url, b"GET /healthz HTTP/1.1\r\nAuthorization\0: Bearer qt_hidden\r\n\r\n")
    asked(serving.url, b"\xe2\x80\x9cNobody prints this,\xe2\x80\x9d she said\r\n\r\n")
    log = serving.log.read_text()
    assert "InvalidHeaderName" in log and "InvalidRequestLine" in log
    assert "qt_hidden" not in log and "Nobody prints" not in log


TOGETHER = [
    ([GET + b"\r\n"], 1, "one request"),
    ([GET + b"\r\n" + GET + b"\r\n" + GET + b"\r\n"], 3, "three at once"),
    ([bytes([byte]) for byte in GET + b"\r\n"], 1, "byte by byte"),
    (
        [POST + b"Content-Length: 12\r\n\r\n", b'{"text":', b'"a"}' + GET + b"\r\n"],
        2,
        "a body, and the next behind it",
    ),
    (
        [
            POST + b"Transfer-Encoding: chunked\r\n\r\n",
            b"8\r",
            b'\n{"text":\r\n4;x=y\r\n"a"}',
            b"\r\n0\r\n\r\n" + GET + b"\r\n",
        ],
        2,
        "chunks cut anywhere, and the next behind them",
    ),
    (
        [POST + b"Expect: 100-continue\r\nContent-Length: 12\r\n\r\n", b'{"text":"a"}'],
        2,
        "told to go on, then the answer",
    ),
    (
        [POST + b"Expect: 100-continue\r\nContent-Length: 12\r\n\r\n" + b'{"text":"a"}'],
        2,
        "asked, and not waited for",
    ),
]


@pytest.mark.parametrize(("pieces", "answers", "why"), TOGETHER, ids=[row[2] for row in TOGETHER])
def test_requests_are_answered_however_they_come(
    serving: Serving, pieces: list[bytes], answers: int, why: str
) -> None:
    with closing(connected(serving.url)) as client:
        for piece in pieces:
            client.sendall(piece)
        client.settimeout(8)
        found = rest(client)  # kept connections end after some seconds
    assert found.count(b"HTTP/1.1 200 OK") + found.count(b"HTTP/1.1 100 Continue") == answers, why
    assert read(found)[0] in (100, 200)
