"""Where webhooks go: an address of the web as somebody typed it, checked before anything is looked up.

Only what every reader of URLs reads alike is taken: letters, digits and hyphens as a host, or an address in
its usual form. ``http://2130706433/`` and ``http://0x7f.1/`` are 127.0.0.1 to some and nothing to others.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from service.webhooks.addresses import Network, refusal

LONGEST = 2_048

SHAPE = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://"
    r"(?P<authority>[^/?#]*)"
    r"(?P<path>/[A-Za-z0-9\-._~!$&'()*+,;=:@%/]*)?"
    r"(?P<query>\?[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*)?"
)
AUTHORITY = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::(?P<port>[0-9]{1,5}))?")
LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
NUMBER = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")
PORTS = {"http": 80, "https": 443}


class InvalidTarget(ValueError):
    """Nothing can be sent there. The text reads on after the name of what is wrong: "is http; …"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Where this service may send: to public addresses over https, unless it is told otherwise.

    ``networks`` may be sent to though they are private; ``plain_http`` allows http beside https.
    """

    networks: tuple[Network, ...] = field(default=())
    plain_http: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A checked URL in its parts. ``path`` has the query; ``host`` is a name or an address, no brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """What the header Host says: the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def read(url: str, policy: Policy) -> Target:
    """The target that ``url`` is; raises InvalidTarget saying what is wrong with it.

    A name is not looked up here: what it stands for may change until something is sent.
    """
    if len(url) > LONGEST:
        raise InvalidTarget(f"has {len(url):,} characters; at most {LONGEST:,} are accepted")
    shape = SHAPE.fullmatch(url)
    if shape is None:
        raise InvalidTarget("is no web address: scheme, host and path in ASCII, without a fragment")
    scheme = shape["scheme"].lower()
    _check_scheme(scheme, policy)
    if "@" in shape["authority"]:
        raise InvalidTarget("has a user name or password in it; the signature proves who sends")
    authority = AUTHORITY.fullmatch(shape["authority"])
    if authority is None:
        raise InvalidTarget("has no host that is a name in ASCII (use Punycode) or an address")
    port = int(authority["port"] or PORTS[scheme])
    if not 1 <= port <= 65_535:
        raise InvalidTarget(f"has the port {port}, which there is not")
    host = _host(authority["host"].lower(), policy.networks)
    path = (shape["path"] or "/") + (shape["query"] or "")
    return Target(scheme=scheme, host=host, port=port, path=path)


def _check_scheme(scheme: str, policy: Policy) -> None:
    if scheme == "http" and not policy.plain_http:
        raise InvalidTarget("is http; only https is sent to, unless WEBHOOK_PLAIN_HTTP allows it")
    if scheme not in PORTS:
        raise InvalidTarget(f"is {scheme}; only https is sent to")


def _host(host: str, networks: Iterable[Network]) -> str:
    if host.startswith("["):
        return _address(host[1:-1], IPv6Address, networks)
    labels = host.removesuffix(".").split(".")
    if NUMBER.fullmatch(labels[-1]):  # as browsers tell an address from a name
        return _address(host, IPv4Address, networks)
    if len(host) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        raise InvalidTarget("has no host that is a name or an address")
    if labels[-1] == "localhost" and not networks:
        raise InvalidTarget("is this machine itself, which nothing is sent to unless WEBHOOK_NETWORKS allows")
    return host


def _address(written: str, kind: type[IPv4Address] | type[IPv6Address], networks: Iterable[Network]) -> str:
    try:
        address = kind(written)
    except AddressValueError:
        raise InvalidTarget(
            "has a number for a host that is no address in its usual form, such as 192.0.2.7"
        ) from None
    what = refusal(address, networks)
    if what is not None:
        raise InvalidTarget(f"has an address that nothing is sent to: it is {what}")
    return str(address)
