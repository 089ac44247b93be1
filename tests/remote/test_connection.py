"""Asked again until it answers: after how long, how often, and when not."""

from collections.abc import Iterable
from typing import Any

import pytest
import requests

from service.remote.connection import FIRST_WAIT, LONGEST_WAIT, Connection, RemoteError

KEY = "qt_7m2kq0xd_secret"
Reply = tuple[int, dict[str, str], str] | Exception


class Service:
    """Gives one answer after the other, and keeps what it was asked."""

    def __init__(self, replies: Iterable[Reply]) -> None:
        self.replies = list(replies)
        self.asked: list[dict[str, Any]] = []
        self.waits: list[float] = []

    def request(self, method: str, url: str, **given: Any) -> requests.Response:
        self.asked.append({"method": method, "url": url, **given})
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        response = requests.Response()
        response.status_code, body = reply[0], reply[2]
        response.headers.update(reply[1])
        response._content = body.encode()
        return response


def connected(*replies: Reply, attempts: int = 5) -> tuple[Connection, Service]:
    service = Service(replies)
    connection = Connection(
        "https://q.example/",
        KEY,
        attempts=attempts,
        sleep=service.waits.append,
        spread=lambda _low, high: high,
    )
    connection._session.request = service.request  # type: ignore[method-assign]
    return connection, service


OK: Reply = (200, {}, '{"state": "done"}')


@pytest.mark.parametrize(
    ("first", "waits", "why"),
    [
        ([], [], "it answers"),
        ([(503, {}, "")] * 3, [0.5, 1.0, 2.0], "twice as long each time"),
        ([(429, {"Retry-After": "7"}, "{}")], [7.5], "never sooner than it asks for"),
        ([(429, {"Retry-After": "999999999"}, "{}")], [3600.5], "an hour is long enough"),
        ([(503, {"Retry-After": "Tue, 03 Mar 2020 09:00:00 GMT"}, "")], [0.5], "it is over"),
        ([(503, {"Retry-After": "soon"}, "")], [0.5], "what can't be read is passed over"),
        ([requests.ConnectionError(), requests.ReadTimeout()], [0.5, 1.0], "not there, or silent"),
        ([requests.exceptions.ChunkedEncodingError()], [0.5], "broken off"),
        ([(500, {}, "<html>")], [0.5], "an error of its own"),
        (
            [(409, {}, '{"type": "/problems/idempotency-key-in-use"}')],
            [0.5],
            "it is still at the same request",
        ),
    ],
)
def test_it_is_asked_again(first: list[Reply], waits: list[float], why: str) -> None:
    connection, service = connected(*first, OK)
    assert connection.get("/v1/jobs/x").body == {"state": "done"}
    assert service.waits == waits, why


@pytest.mark.parametrize("code", [200, 202, 400, 404, 409, 413, 415, 422])
def test_what_will_not_change_is_not_asked_again(code: int) -> None:
    connection, service = connected((code, {}, '{"detail": "so"}'))
    answer = connection.post("/v1/articles/batch", b"{}", "application/x-ndjson", "k1")
    assert (answer.status, answer.detail, service.waits) == (code, "so", [])


def test_waiting_has_a_bound_and_an_end() -> None:
    connection, service = connected(*[(503, {}, '{"detail": "not ready"}')] * 20, attempts=20)
    with pytest.raises(RemoteError, match=r"https://q.example was asked 20 times: not ready"):
        connection.get("/")
    assert max(service.waits) == LONGEST_WAIT
    assert service.waits[0] == FIRST_WAIT
    assert len(service.waits) == 19, "no wait after the last"


def test_the_key_is_sent_and_the_same_request_each_time() -> None:
    connection, service = connected(requests.ConnectionError(), OK)
    connection.post("/v1/articles/batch", b"{}", "application/x-ndjson", "k1")
    assert service.asked[0] == service.asked[1]
    assert service.asked[0]["headers"] == {"Content-Type": "application/x-ndjson", "Idempotency-Key": '"k1"'}
    prepared = requests.Request("GET", "https://q.example/", auth=connection._session.auth).prepare()
    assert prepared.headers["Authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ((401, {}, '{"detail": "The key is revoked."}'), "refuses the key: The key is revoked."),
        ((403, {}, '{"detail": "This needs the scope write."}'), "refuses the key: This needs"),
        ((308, {"Location": "https://other.example/"}, ""), "leads to https://other.example/"),
        (requests.exceptions.SSLError(KEY), "no certificate"),
        (requests.exceptions.InvalidURL(KEY), "no address that can be asked: InvalidURL"),
    ],
)
def test_what_ends_it_is_told_without_the_key(reply: Reply, said: str) -> None:
    connection, service = connected(reply)
    with pytest.raises(RemoteError) as ended:
        connection.get("/")
    assert said in str(ended.value)
    assert KEY not in str(ended.value)
    assert service.asked[0]["allow_redirects"] is False
