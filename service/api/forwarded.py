"""Whom a proxy asks for: the one place that reads what ``X-Forwarded-For`` says."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KNOWN = 4096
"""How many values a process remembers the meaning of."""


@lru_cache(maxsize=KNOWN)
def client(peer: str, forwarded: str, hops: int) -> str:
    """The address of the client of a request that ``peer`` handed on.

    ``forwarded`` are all its ``X-Forwarded-For`` in their order, with commas between; ``hops`` is how many
    proxies stand in front. Each adds whom it heard, at the end: what stands further left than their number,
    the client said, and it counts for nothing. Where no address is told it is the peer's.
    """
    values = forwarded.split(",")
    if not 0 < hops <= len(values):
        return peer
    return _address(values[-hops].strip(" \t")) or peer


def _address(value: str) -> str | None:
    """The IP address that ``value`` is, without the port that some proxies add, in its one usual form."""
    if value.startswith("["):
        value, _, port = value[1:].partition("]")
        if port and not _is_port(port):
            return None
    elif value.count(":") == 1:
        value, _, port = value.partition(":")
        if not _is_port(f":{port}"):
            return None
    try:
        address = ip_address(value)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def _is_port(value: str) -> bool:
    return value[:1] == ":" and value[1:].isascii() and value[1:].isdigit() and len(value) <= len(":65535")


class Forwarded:
    """Lets ``app`` find the client's address in ``REMOTE_ADDR``, where its server put the proxy's."""

    def __init__(self, app: "WSGIApplication", hops: int) -> None:
        self._app, self._hops = app, hops

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        """The answer of the app."""
        peer = environ.get("REMOTE_ADDR", "")
        environ["REMOTE_ADDR"] = client(peer, environ.get("HTTP_X_FORWARDED_FOR", ""), self._hops)
        return self._app(environ, start_response)
