"""Whom a request is from where proxies stand in front: what they said, never what the client did."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import create_environ, run_wsgi_app

from service.api.forwarded import Forwarded, client

PEER = "10.0.0.1"

ROWS = [
    (1, "192.0.2.7", "192.0.2.7", "what the proxy says"),
    (0, "192.0.2.7", PEER, "no proxy is believed"),
    (1, "", PEER, "nothing is said"),
    (1, "203.0.113.9, 192.0.2.7", "192.0.2.7", "the client said something first, and the proxy added to it"),
    (1, "192.0.2.7,203.0.113.9 ,\t198.51.100.4 ", "198.51.100.4", "spaces and tabs are no part of it"),
    (2, "203.0.113.9, 192.0.2.7, 10.0.0.2", "192.0.2.7", "the outer of two proxies says who asks"),
    (2, "192.0.2.7", PEER, "one proxy said nothing: whose word the only one is can't be known"),
    (3, "a, b", PEER, "fewer than there are proxies"),
    (1, "203.0.113.9,", PEER, "the proxy said nothing, and the client does not count"),
    (1, "203.0.113.9, unknown", PEER, "a proxy that does not know"),
    (1, "203.0.113.9, _hidden", PEER, "or does not tell"),
    (1, "192.0.2.256", PEER, "no address"),
    (1, "192.0.2.07", PEER, "nobody knows whether that is octal"),
    (1, "example.org", PEER, "names are not looked up"),
    (1, '"203.0.113.9, 192.0.2.7', "192.0.2.7", "a mark that the client opens swallows nothing"),
    (1, '203.0.113.9", "192.0.2.7"', PEER, "marks are none of this header's"),
    (1, "192.0.2.7:52811", "192.0.2.7", "with a port, as some proxies have it"),
    (1, "192.0.2.7:", PEER, "a port that is none"),
    (1, "192.0.2.7:http", PEER, "nor this"),
    (1, "192.0.2.7:999999", PEER, "nor this, which is too long"),
    (1, "2001:DB8:0:0::7", "2001:db8::7", "one address is one client, however it is written"),
    (1, "[2001:db8::7]", "2001:db8::7", "in brackets"),
    (1, "[2001:db8::7]:52811", "2001:db8::7", "with a port"),
    (1, "[2001:db8::7]52811", PEER, "no port"),
    (1, "[2001:db8::7", "2001:db8::7", "half a pair of brackets: there is still only one way to read it"),
    (1, "::ffff:192.0.2.7", "192.0.2.7", "IPv4 over a socket of IPv6 is the same client"),
    (1, "203.0.113.9 192.0.2.7", PEER, "no comma between"),
    (1, "\u00b9\u00b2.0.2.7", PEER, "digits of other alphabets are none"),
]  # fmt: skip


@pytest.mark.parametrize(("hops", "said", "who", "why"), ROWS, ids=[row[3] for row in ROWS])
def test_who_asks(hops: int, said: str, who: str, why: str) -> None:
    assert client(PEER, said, hops) == who, why


def test_behind_a_unix_socket_it_is_whom_the_proxy_says() -> None:
    assert client("", "192.0.2.7", 1) == "192.0.2.7"
    assert client("", "nobody", 1) == ""


ADDRESSES = st.ip_addresses().map(str)
ANYTHING = st.text(st.characters(max_codepoint=255), max_size=60)


@given(ANYTHING, st.lists(ADDRESSES, min_size=1, max_size=4))
def test_whatever_the_client_says_changes_nothing(said: str, added: list[str]) -> None:
    hops = len(added)
    honest = client(PEER, ", ".join(added), hops)
    assert client(PEER, ", ".join([said, *added]), hops) == honest


@given(ANYTHING, st.integers(0, 4))
def test_it_is_an_address_or_the_peer(said: str, hops: int) -> None:
    who = client(PEER, said, hops)
    assert who == PEER or str(ip_address(who)) == who


def test_the_application_sees_the_same() -> None:
    seen = []

    def app(environ, start_response):  # type: ignore[no-untyped-def]
        seen.append(environ["REMOTE_ADDR"])
        start_response("204 No Content", [])
        return []

    for said in ("203.0.113.9, 192.0.2.7", '"203.0.113.9, 192.0.2.7', "unknown"):
        environ = create_environ(headers={"X-Forwarded-For": said})
        environ["REMOTE_ADDR"] = PEER
        run_wsgi_app(Forwarded(app, 1), environ)
    assert seen == ["192.0.2.7", "192.0.2.7", PEER]
