"""What is sent and where to: names are looked up once and pinned, answers are bounded in time and size."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from ipaddress import ip_network

import pytest

from service.webhooks import sending
from service.webhooks.sending import Sender
from service.webhooks.targets import Policy
from tests.webhooks.receiver import receiving

LOCAL = Policy(networks=(ip_network("127.0.0.0/8"), ip_network("::1/128")), plain_http=True)
BODY = b'{"type":"ping"}'


def fake(*answers: Sequence[str]) -> Callable[[str, int], Sequence[str]]:
    """A resolver whose every answer is another one, and that counts them."""
    left = iter(answers)

    def resolve(host: str, port: int) -> Sequence[str]:
        resolve.asked.append(host)  # type: ignore[attr-defined]
        return next(left)

    resolve.asked = []  # type: ignore[attr-defined]
    return resolve


def test_it_arrives_with_host_path_and_headers() -> None:
    with receiving() as receiver:
        url = receiver.url.replace("127.0.0.1", "hooks.example.org") + "?desk=1"
        answer = Sender(LOCAL, fake(["127.0.0.1"])).post(url, BODY, {"webhook-id": "msg_1"})
    assert (answer.outcome, answer.status, answer.error) == ("delivered", 204, None)
    ((path, headers, body),) = receiver.got
    assert (path, body) == ("/hook?desk=1", BODY)
    assert headers["host"] == url.removeprefix("http://").partition("/")[0]
    assert (headers["webhook-id"], headers["connection"]) == ("msg_1", "close")


@pytest.mark.parametrize(
    ("answers", "told", "why"),
    [
        (["127.0.0.1"], "loopback", "a name for this machine"),
        (["10.0.0.9"], "private", "a name for a neighbour"),
        (["169.254.169.254"], "link-local", "a name for a cloud's metadata"),
        (["::ffff:127.0.0.1"], "IPv4-mapped", "in disguise"),
        (["fd00::1", "192.168.0.1"], "unique-local", "each of them"),
        (["64:ff9b::a00:1"], "NAT64", "behind a translator"),
        ([], "none", "a name that stands for nothing"),
    ],
)
def test_a_name_that_stands_for_a_private_address_is_refused(answers: list[str], told: str, why: str) -> None:
    answer = Sender(Policy(), fake(answers)).post("https://hooks.example.org/", BODY, {})
    assert answer.outcome == "refused", why
    assert told in (answer.error or "")
    assert not any(address in (answer.error or "") for address in answers), "inner addresses are not told"


def test_a_name_is_looked_up_once_and_what_came_of_it_is_connected_to() -> None:
    """DNS rebinding: the second answer would be another machine; it is never asked for."""
    resolve = fake(["127.0.0.1"], ["10.0.0.9"])
    with receiving() as receiver:
        answer = Sender(LOCAL, resolve).post(receiver.url.replace("127.0.0.1", "rebind.example"), BODY, {})
    assert answer.outcome == "delivered"
    assert resolve.asked == ["rebind.example"]  # type: ignore[attr-defined]


def test_each_message_is_checked_anew() -> None:
    resolve = fake(["127.0.0.1"], ["10.0.0.9"])
    with receiving() as receiver:
        sender, url = Sender(LOCAL, resolve), receiver.url.replace("127.0.0.1", "rebind.example")
        assert [sender.post(url, BODY, {}).outcome for _ in range(2)] == ["delivered", "refused"]
    assert len(receiver.got) == 1


def test_of_several_addresses_only_those_that_are_allowed_are_tried() -> None:
    with receiving() as receiver:
        url = receiver.url.replace("127.0.0.1", "two.example")
        # Nobody listens at ::1: the next that is allowed is tried, 10.0.0.9 never.
        answer = Sender(LOCAL, fake(["10.0.0.9", "::1", "127.0.0.1"])).post(url, BODY, {})
    assert answer.outcome == "delivered"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(status: int) -> None:
    with receiving() as inner, receiving(lambda number: (status, {"Location": inner.url})) as receiver:
        answer = Sender(LOCAL).post(receiver.url, BODY, {})
    assert (answer.outcome, answer.status) == ("status", status)
    assert "not followed" in (answer.error or "")
    assert inner.got == []


@pytest.mark.parametrize(
    ("status", "headers", "retry_after"),
    [(500, {}, None), (410, {}, None), (429, {"Retry-After": "30"}, "30"), (404, {}, None)],
)
def test_what_is_not_2xx_is_told(status: int, headers: dict[str, str], retry_after: str | None) -> None:
    with receiving(lambda number: (status, headers)) as receiver:
        answer = Sender(LOCAL).post(receiver.url, BODY, {})
    assert (answer.outcome, answer.status, answer.retry_after) == ("status", status, retry_after)
    assert answer.error == f"answered {status}"


def drip(stream: socket.socket) -> None:
    """A byte now and then, for ever."""
    stream.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        time.sleep(0.05)
        stream.sendall(b"a")


def silent(stream: socket.socket) -> None:
    stream.recv(100_000)
    time.sleep(5)


def rubbish(stream: socket.socket) -> None:
    stream.recv(100_000)
    stream.sendall(b"SSH-2.0-OpenSSH\r\n\r\n")


def endless(stream: socket.socket) -> None:
    """No length, no end."""
    stream.recv(100_000)
    stream.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        stream.sendall(b"x" * 65_536)


def hangs_up(stream: socket.socket) -> None:
    stream.recv(100_000)


@contextmanager
def speaking(act: Callable[[socket.socket], None]) -> Iterator[str]:
    """The URL of a server that does ``act`` with each connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            stream, _ = server.accept()
            with stream, suppress(OSError):
                act(stream)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"


@pytest.mark.parametrize(
    ("act", "outcome"),
    [
        (drip, "timeout"),
        (silent, "timeout"),
        (rubbish, "broken"),
        (endless, "delivered"),
        (hangs_up, "broken"),
    ],
)
def test_no_receiver_holds_the_sender_up(act: Callable[[socket.socket], None], outcome: str) -> None:
    began = time.monotonic()
    with speaking(act) as url:
        answer = Sender(LOCAL, seconds=0.5).post(url, BODY, {})
    assert answer.outcome == outcome, answer
    assert time.monotonic() - began < 3


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    answer = Sender(LOCAL).post(f"http://127.0.0.1:{port}/", BODY, {})
    assert (answer.outcome, answer.status) == ("unreachable", None)


def test_a_name_that_nobody_knows() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    answer = Sender(LOCAL, unknown).post("https://nobody.example/", BODY, {})
    assert (answer.outcome, answer.error) == ("unreachable", "the host's name can't be looked up")


def test_tls_is_asked_for_the_name_and_not_for_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []

    class Context:
        def wrap_socket(self, stream: socket.socket, *, server_hostname: str | None) -> socket.socket:
            asked.append(server_hostname)
            raise ssl.SSLError(1, "no TLS here")

    monkeypatch.setattr(sending, "_tls", Context)
    with receiving() as receiver:
        url = receiver.url.replace("http://127.0.0.1", "https://hooks.example.org")
        answer = Sender(LOCAL, fake(["127.0.0.1"])).post(url, BODY, {})
    assert (asked, answer.outcome, receiver.got) == (["hooks.example.org"], "broken", [])


def test_what_speaks_no_tls_is_told() -> None:
    with receiving() as receiver:
        answer = Sender(LOCAL).post(receiver.url.replace("http:", "https:"), BODY, {})
    assert answer.outcome == "broken"
    assert "TLS failed" in (answer.error or "")
