"""What is typed as a target: what is taken, and what is refused with the reason."""

from ipaddress import ip_network

import pytest

from service.webhooks.targets import InvalidTarget, Policy, read

TAKEN = [
    ("https://hooks.example.org/quotes?desk=1", "hooks.example.org", 443, "/quotes?desk=1"),
    ("HTTPS://Hooks.Example.org", "hooks.example.org", 443, "/"),
    ("https://hooks.example.org:8443/a%20b", "hooks.example.org", 8443, "/a%20b"),
    ("https://xn--bcher-kva.example/", "xn--bcher-kva.example", 443, "/"),
    ("https://8.8.8.8/x", "8.8.8.8", 443, "/x"),
    ("https://[2606:4700:0:0::1111]/x", "2606:4700::1111", 443, "/x"),
    ("https://hooks.example.org.?a", "hooks.example.org.", 443, "/?a"),
    ("https://9gag.example", "9gag.example", 443, "/"),
]
REFUSED = [
    ("http://hooks.example.org/", "is http", "who listens on the way reads along"),
    ("ftp://hooks.example.org/", "is ftp", "no other protocol"),
    ("file:///etc/passwd", "is file", "no files"),
    ("gopher://127.0.0.1:6379/_x", "is gopher", "the classic"),
    ("https:/hooks.example.org", "no web address", "a slash short"),
    ("//hooks.example.org/", "no web address", "no scheme"),
    ("https://", "no host", "nobody"),
    ("https://user:pass@hooks.example.org/", "user name", "credentials would be logged"),
    ("https://hooks.example.org@127.0.0.1/", "user name", "looks like another host"),
    ("https://hooks.example.org/#x", "no web address", "fragments are never sent"),
    ("https://hooks.example.org/ x", "no web address", "a blank"),
    ("https://hooks.example.org/\r\nX: y", "no web address", "a header of somebody's own"),
    ("https://hooks.example.org\\@127.0.0.1/", "user name", "two readers, two hosts"),
    ("https://hooks.example.org\\.evil.example/", "no host", "two readers, two hosts"),
    ("https://bücher.example/", "no host", "Punycode, please"),
    ("https://１２７.0.0.1/", "no host", "full-width digits"),
    ("https://hooks.example.org:0/", "port 0", "no such port"),
    ("https://hooks.example.org:65536/", "port 65536", "no such port"),
    ("https://hooks..example/", "no host", "an empty label"),
    ("https://-x.example/", "no host", "no label begins so"),
    ("https://127.0.0.1/", "loopback", "this machine"),
    ("https://2130706433/", "usual form", "127.0.0.1 as one decimal"),
    ("https://0x7f000001/", "usual form", "in hexadecimal"),
    ("https://017700000001/", "usual form", "in octal"),
    ("https://0177.0.0.1/", "usual form", "octal parts"),
    ("https://0x7f.0.0.1/", "usual form", "hexadecimal parts"),
    ("https://127.1/", "usual form", "short"),
    ("https://127.0.0.1./", "usual form", "a dot at the end"),
    ("https://10.0.0.256/", "usual form", "no address at all"),
    ("https://169.254.169.254/latest/meta-data/", "link-local", "a cloud's metadata"),
    ("https://[::1]/", "loopback", "this machine"),
    ("https://[::ffff:127.0.0.1]/", "IPv4-mapped", "in disguise"),
    ("https://[::ffff:7f00:1]/", "IPv4-mapped", "in another"),
    ("https://[64:ff9b::7f00:1]/", "NAT64", "behind a translator"),
    ("https://[fd00::1]/", "unique-local", "private"),
    ("https://[fe80::1%25eth0]/", "no host", "a link"),
    ("https://[::1/", "no host", "half a bracket"),
    ("https://localhost/", "this machine itself", "by name"),
    ("https://api.localhost/", "this machine itself", "RFC 6761"),
    ("https://localhost./", "this machine itself", "with its dot"),
    ("https://e.example/" + "x" * 2_048, "characters", "too long"),
]


@pytest.mark.parametrize(("url", "host", "port", "path"), TAKEN)
def test_what_is_taken(url: str, host: str, port: int, path: str) -> None:
    target = read(url, Policy())
    assert (target.host, target.port, target.path) == (host, port, path)


@pytest.mark.parametrize(("url", "told", "why"), REFUSED, ids=[row[0][:50] for row in REFUSED])
def test_what_is_refused(url: str, told: str, why: str) -> None:
    with pytest.raises(InvalidTarget, match=told):
        read(url, Policy())


def test_what_a_setting_allows() -> None:
    policy = Policy(networks=(ip_network("127.0.0.0/8"),), plain_http=True)
    assert read("http://127.0.0.1:8700/", policy).port == 8700
    assert read("http://localhost:8700/", policy).authority == "localhost:8700"
    assert read("http://hooks.example.org/", policy).authority == "hooks.example.org"
    assert read("https://[2606:4700::1]:8443/", policy).authority == "[2606:4700::1]:8443"
    with pytest.raises(InvalidTarget, match="private"):
        read("http://10.0.0.1/", policy)
