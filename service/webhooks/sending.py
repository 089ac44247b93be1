"""Sends one message to one target: to the very address that was checked, within a time, and no farther.

The name is looked up once and the connection goes to what came of it, so a name that stands for something
else a moment later (DNS rebinding) gains nothing. Redirects are not followed, proxies of the environment not
used, and of the answer only the status and Retry-After count.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from typing import Protocol

from service.webhooks.addresses import Address, refusal
from service.webhooks.targets import InvalidTarget, Policy, Target, read

CONNECT_SECONDS = 10
ANSWER_SECONDS = 20
"""How long all of it may take, however slowly the answer trickles in."""

MOST_ADDRESSES = 3
"""Of a name: more are not tried."""

MOST_READ = 16_384
"""Bytes of the answer's body that are read, so that its sender is not cut off; they are dropped."""

REFUSED, UNREACHABLE, TIMEOUT, BROKEN, STATUS = "refused", "unreachable", "timeout", "broken", "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of an attempt. ``status`` is None where no answer came; ``error`` is None after a 2xx.

    ``outcome`` is "delivered", or what kind of failure: ``refused`` by this service's own rules,
    ``unreachable``, ``timeout``, ``broken`` (no HTTP, TLS that fails), ``status`` (not 2xx).
    """

    outcome: str
    status: int | None = None
    error: str | None = None
    retry_after: str | None = None


class Resolver(Protocol):
    """Looks a host name up: its addresses, in the order in which they are to be tried; raises OSError."""

    def __call__(self, host: str, port: int) -> Sequence[str]:
        """The addresses of ``host``."""


class _Failed(Exception):
    """Ends an attempt with ``outcome``."""

    def __init__(self, outcome: str, error: str) -> None:
        super().__init__(error)
        self.outcome = outcome


def looked_up(host: str, port: int) -> list[str]:
    """The addresses of ``host``, as the system's resolver gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Sender:
    """Sends by ``policy``. ``resolve`` is for tests, ``seconds`` is ANSWER_SECONDS but for tests."""

    def __init__(
        self, policy: Policy, resolve: Resolver = looked_up, seconds: float = ANSWER_SECONDS
    ) -> None:
        self.policy = policy
        self._resolve = resolve
        self._seconds = seconds

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """What came of posting ``body`` to ``url``; raises nothing that the other side can cause."""
        try:
            target = read(url, self.policy)
            return self._exchange(target, self._addresses(target), body, headers)
        except InvalidTarget as error:
            return Answer(outcome=REFUSED, error=f"the target {error}")
        except _Failed as failed:
            return Answer(outcome=failed.outcome, error=str(failed))

    def _addresses(self, target: Target) -> list[Address]:
        """Where to connect; raises _Failed where the name has no address that may be sent to."""
        try:
            found = [ip_address(each) for each in self._resolve(target.host, target.port)]
        except (OSError, UnicodeError):
            raise _Failed(UNREACHABLE, "the host's name can't be looked up") from None
        except ValueError:
            raise _Failed(REFUSED, "the host stands for no address that is sent to") from None
        kinds = {each: refusal(each, self.policy.networks) for each in found}
        allowed = [each for each, what in kinds.items() if what is None]
        if not allowed:
            # Which address it was is nobody's business who may not know this network.
            what = next((kind for kind in kinds.values() if kind), "none")
            raise _Failed(REFUSED, f"the host stands for an address that nothing is sent to: it is {what}")
        return allowed[:MOST_ADDRESSES]

    def _exchange(
        self, target: Target, addresses: Sequence[Address], body: bytes, headers: Mapping[str, str]
    ) -> Answer:
        with _Deadline(self._seconds) as deadline:
            try:
                return self._ask(target, deadline, addresses, body, headers)
            except ssl.SSLError as error:
                failed = _Failed(BROKEN, f"TLS failed: {getattr(error, 'reason', None) or 'no reason told'}")
            except TimeoutError:
                failed = _Failed(TIMEOUT, "no answer came in time")
            except (http.client.HTTPException, ConnectionError, OSError, ValueError) as error:
                failed = _Failed(BROKEN, f"the connection broke off ({type(error).__name__})")
            if deadline.passed:
                failed = _Failed(TIMEOUT, f"no whole answer came within {self._seconds:g} seconds")
            raise failed

    def _ask(
        self,
        target: Target,
        deadline: "_Deadline",
        addresses: Sequence[Address],
        body: bytes,
        headers: Mapping[str, str],
    ) -> Answer:
        with _connected(target, deadline, addresses) as stream:
            connection = http.client.HTTPConnection(target.host, target.port)
            connection.sock = stream
            connection.putrequest("POST", target.path, skip_host=True, skip_accept_encoding=True)
            framing = {"Host": target.authority, "Content-Length": str(len(body)), "Connection": "close"}
            for name, value in {**framing, **headers}.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            if deadline.passed:  # the headers broke off, which http.client takes for their end
                raise TimeoutError
            with suppress(OSError, http.client.HTTPException):
                answer.read(MOST_READ)
            return _told(answer.status, answer.getheader("Retry-After"))


def _told(status: int, retry_after: str | None) -> Answer:
    if 200 <= status < 300:
        return Answer(outcome="delivered", status=status)
    error = f"answered {status}" + (", and redirects are not followed" if 300 <= status < 400 else "")
    return Answer(outcome=STATUS, status=status, error=error, retry_after=retry_after)


@contextmanager
def _connected(
    target: Target, deadline: "_Deadline", addresses: Sequence[Address]
) -> Iterator[socket.socket]:
    """A connection to one of ``addresses``, over TLS with the target's name where it is https."""
    plain = _first(addresses, target.port)
    try:
        deadline.watch(plain)
        if target.scheme == "https":
            plain = _tls().wrap_socket(plain, server_hostname=target.host)
            deadline.watch(plain)
        yield plain
    finally:
        plain.close()


def _first(addresses: Sequence[Address], port: int) -> socket.socket:
    failed: OSError | None = None
    for address in addresses:
        try:
            # The address in numbers: nothing is looked up again.
            return socket.create_connection((str(address), port), timeout=CONNECT_SECONDS)
        except OSError as error:
            failed = error
    if isinstance(failed, TimeoutError):
        raise _Failed(TIMEOUT, "the host does not take the connection") from None
    raise _Failed(UNREACHABLE, "the host refuses the connection or can't be reached") from None


@cache
def _tls() -> ssl.SSLContext:
    """Certificates are checked against the system's, or those that SSL_CERT_FILE names."""
    return ssl.create_default_context()


class _Deadline:
    """Ends the connection that it watches when the time is up: who sends a byte a second gains nothing."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._stream: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._seconds = seconds

    def __enter__(self) -> "_Deadline":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def watch(self, stream: socket.socket) -> None:
        """End ``stream`` when the time is up; raises TimeoutError where it is up already."""
        self._stream = stream
        stream.settimeout(self._seconds)
        if self.passed:
            raise TimeoutError

    def _end(self) -> None:
        self.passed = True
        if self._stream is not None:
            with suppress(OSError):
                self._stream.shutdown(socket.SHUT_RDWR)
