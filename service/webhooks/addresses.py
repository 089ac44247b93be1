"""Which addresses of the internet protocol a webhook may be sent to: public ones, and those that are allowed.

From the IANA registries of special-purpose addresses. For IPv6 all but 2000::/3 is refused, and of that every
form that carries an IPv4 address, which could be a private one.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

SPECIAL: tuple[tuple[Network, str], ...] = tuple(
    (ip_network(network), what)
    for network, what in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by a provider's customers (CGNAT)"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "reserved for documentation"),
        ("192.31.196.0/24", "reserved for AS112"),
        ("192.52.193.0/24", "reserved for AMT"),
        ("192.88.99.0/24", "reserved for 6to4 relays"),
        ("192.168.0.0/16", "private"),
        ("192.175.48.0/24", "reserved for AS112"),
        ("198.18.0.0/15", "reserved for benchmarks"),
        ("198.51.100.0/24", "reserved for documentation"),
        ("203.0.113.0/24", "reserved for documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::1/128", "loopback"),
        ("::ffff:0:0/96", "IPv4-mapped"),
        ("::/96", "IPv4-compatible"),
        ("64:ff9b::/96", "translated to IPv4 (NAT64)"),
        ("64:ff9b:1::/48", "translated to IPv4 (NAT64)"),
        ("100::/64", "discarded"),
        ("2001::/23", "reserved for protocols (Teredo among them)"),
        ("2001:db8::/32", "reserved for documentation"),
        ("2002::/16", "IPv4 in disguise (6to4)"),
        ("2620:4f:8000::/48", "reserved for AS112"),
        ("3fff::/20", "reserved for documentation"),
        ("fc00::/7", "unique-local"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
"""The networks that nobody on the internet is in, and what each is for."""

GLOBAL_UNICAST = IPv6Network("2000::/3")


def refusal(address: Address, allowed: Iterable[Network] = ()) -> str | None:
    """What kind of address it is, where none may be sent to; None where one may.

    ``allowed`` are networks that may be sent to whatever they are.
    """
    if any(address.version == network.version and address in network for network in allowed):
        return None
    for network, what in SPECIAL:
        if address.version == network.version and address in network:
            return what
    if isinstance(address, IPv6Address) and (address not in GLOBAL_UNICAST or address.scope_id):
        return "not global"
    return None
