"""The proxy that docs/access.md shows: what it says itself is a problem as ours, and all else passes."""

import json
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from service.api.problems import KINDS
from tests.reception.wire import asked, connected

PAGE = Path(__file__).resolve().parents[2] / "docs" / "access.md"
HEAD = b"Host: quotes.example.org\r\nConnection: close\r\n"
MOST_SECONDS = 10.0


def shown() -> str:
    found = re.search(r"```nginx\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def test_its_problems_are_the_services() -> None:
    kinds = dict(re.findall(r'^ {4}(\d{3}) +"([a-z-]+)";', shown(), re.MULTILINE)) | {"400": "bad-request"}
    titles = dict(re.findall(r'^ {4}"([a-z-]+)" +"([^"]+)";', shown(), re.MULTILINE))
    titles |= {"bad-request": re.findall(r'default +"([A-Z][^"]+)";', shown())[0]}
    assert len(kinds) == 6
    for status, slug in kinds.items():
        assert (KINDS[slug].status, KINDS[slug].title) == (int(status), titles[slug])


class Service(BaseHTTPRequestHandler):
    """What stands behind the proxy: says whom it was asked for, in a problem of its own."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = json.dumps({"title": self.headers["X-Forwarded-For"]}).encode()
        self.send_response(404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[tuple[str, int]]:
    """The URL of nginx, and the port where it looks for the service."""
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if nginx is None:
        pytest.skip("no nginx here: install Debian's")
    port, behind = free_port(), free_port()
    site = re.sub(r"^ *(?:ssl_|add_header Strict).*\n", "", shown(), flags=re.MULTILINE)
    site = site.replace("listen 443 ssl", f"listen 127.0.0.1:{port}").replace(":8000;", f":{behind};")
    site = site.replace("burst=100", "burst=2").replace("rate=50r/s", "rate=1r/s")
    site = site.replace("client_max_body_size 64m", "client_max_body_size 1k")
    folders = "".join(
        f"{name}_temp_path {tmp_path}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = tmp_path / "nginx.conf"
    config.write_text(
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/log;\nevents {{}}\n"
        f"http {{ access_log off;\n{folders}{site}}}\n"
    )
    child = subprocess.Popen([nginx, "-c", str(config), "-e", f"{tmp_path}/log"])
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + MOST_SECONDS
        while True:
            try:
                connected(url).close()
                break
            except ConnectionRefusedError:
                assert child.poll() is None and time.monotonic() < until, (tmp_path / "log").read_text()
                time.sleep(0.05)
        yield url, behind
    finally:
        child.terminate()
        child.wait(MOST_SECONDS)


REFUSED = [
    (b"POST / HTTP/1.1\r\n" + HEAD + b"Content-Length: 5000\r\n\r\n", 413, "body-too-large"),
    (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400, "bad-request"),
    (b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\n" + HEAD + b"\r\n", 414, "uri-too-long"),
    (b"GET / HTTP/1.1\r\n" + HEAD + b"X: " + b"a" * 40_000 + b"\r\n\r\n", 431, "headers-too-large"),
    (b"GET / HTTP/1.1\r\n" + HEAD + b"\r\n", 503, "not-ready"),
]


@pytest.mark.parametrize(("request_", "status", "slug"), REFUSED, ids=[row[2] for row in REFUSED])
def test_what_it_says_itself(proxy: tuple[str, int], request_: bytes, status: int, slug: str) -> None:
    code, headers, body = asked(proxy[0], request_)
    problem = json.loads(body)
    assert (code, headers["content-type"]) == (status, "application/problem+json")
    assert (problem["type"], problem["status"]) == (f"/problems/{slug}", status)
    assert problem["request_id"] == headers["x-request-id"]
    assert ("retry-after" in headers) == (status == 503)


def test_too_many_requests_and_what_the_service_says(proxy: tuple[str, int]) -> None:
    url, behind = proxy
    service = ThreadingHTTPServer(("127.0.0.1", behind), Service)
    threading.Thread(target=service.serve_forever, daemon=True).start()
    try:
        said = b"X-Forwarded-For: 203.0.113.9\r\n\r\n"
        answers = [asked(url, b"GET / HTTP/1.1\r\n" + HEAD + said) for _ in range(8)]
    finally:
        service.shutdown()
        service.server_close()
    assert (answers[0][0], json.loads(answers[0][2])) == (404, {"title": "127.0.0.1"})
    code, headers, body = answers[-1]
    assert (code, json.loads(body)["type"]) == (429, "/problems/too-many-requests")
    assert int(headers["retry-after"]) > 0
