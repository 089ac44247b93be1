"""Which addresses are sent to: a row for each kind that IANA sets aside, and for its edges."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.webhooks.addresses import refusal

REFUSED = [
    ("0.0.0.0", "this network", "Linux takes it for this machine"),
    ("10.0.0.1", "private", "RFC 1918"),
    ("172.16.0.1", "private", "RFC 1918, the first of the block"),
    ("172.31.255.255", "private", "the last of the block"),
    ("192.168.1.1", "private", "a router"),
    ("100.64.0.1", "CGNAT", "inside a provider"),
    ("100.127.255.254", "CGNAT", "the last of the block"),
    ("127.0.0.1", "loopback", "this machine"),
    ("127.255.0.9", "loopback", "all of 127/8 is this machine"),
    ("169.254.169.254", "link-local", "a cloud's metadata"),
    ("192.0.0.170", "reserved", "NAT64's own discovery"),
    ("192.0.2.9", "documentation", "TEST-NET"),
    ("198.18.0.1", "benchmarks", "RFC 2544"),
    ("224.0.0.1", "multicast", "all hosts"),
    ("239.255.255.255", "multicast", "the last of the block"),
    ("240.0.0.1", "reserved", "class E"),
    ("255.255.255.255", "reserved", "broadcast"),
    ("::", "IPv4-compatible", "the unspecified address"),
    ("::1", "loopback", "this machine"),
    ("::7f00:1", "IPv4-compatible", "127.0.0.1 in disguise"),
    ("::ffff:10.0.0.1", "IPv4-mapped", "10.0.0.1 in disguise"),
    ("::ffff:8.8.8.8", "IPv4-mapped", "public, but nobody needs it written so"),
    ("64:ff9b::a00:1", "NAT64", "10.0.0.1 behind a translator"),
    ("64:ff9b:1::1", "NAT64", "a local translator"),
    ("2001::1", "Teredo", "tunnels to an IPv4 address"),
    ("2002:a00:1::1", "6to4", "10.0.0.1 in disguise"),
    ("2001:db8::1", "documentation", "RFC 3849"),
    ("3fff::1", "documentation", "RFC 9637"),
    ("fc00::1", "unique-local", "RFC 4193"),
    ("fdff::1", "unique-local", "the last of the block"),
    ("fe80::1", "link-local", "a neighbour"),
    ("fe80::1%eth0", "link-local", "with its link"),
    ("2606:4700::1%eth0", "not global", "no public address has a link"),
    ("fec0::1", "site-local", "of old"),
    ("ff02::1", "multicast", "all nodes"),
    ("5f00::1", "not global", "segment routing"),
    ("100::1", "discarded", "RFC 6666"),
]
TAKEN = ["8.8.8.8", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "223.255.255.255"]
TAKEN += ["1.1.1.1", "2606:4700::1111", "2a00:1450::1", "2400:cb00::1"]


@pytest.mark.parametrize(("address", "what", "why"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_set_aside_is_refused(address: str, what: str, why: str) -> None:
    assert what in (refusal(ip_address(address)) or ""), why


@pytest.mark.parametrize("address", TAKEN)
def test_public_addresses_are_taken(address: str) -> None:
    assert refusal(ip_address(address)) is None


@given(st.ip_addresses())
def test_nothing_that_the_standard_library_calls_private_is_taken(address: object) -> None:
    taken = refusal(address) is None  # type: ignore[arg-type]
    assert not taken or (address.is_global and not address.is_multicast)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("address", "allowed", "taken"),
    [
        ("10.1.2.3", ["10.1.0.0/16"], True),
        ("10.2.2.3", ["10.1.0.0/16"], False),
        ("::1", ["127.0.0.0/8"], False),
        ("::1", ["127.0.0.0/8", "::1/128"], True),
        ("::ffff:10.1.2.3", ["10.1.0.0/16"], False),
    ],
)
def test_networks_that_are_allowed_are_taken(address: str, allowed: list[str], taken: bool) -> None:
    networks = [ip_network(each) for each in allowed]
    assert (refusal(ip_address(address), networks) is None) is taken
