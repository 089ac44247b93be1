"""``quotes listen``: what is genuine is printed on one line, what is not is refused."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.commands.listen import told
from service.webhooks import signing
from tests.commands.conftest import Run

SECRET = signing.new_secret()
QUOTE = {
    "id": "0q",
    "text": "Build\nthe \x1b[31mwall",
    "speaker": {"name": "Ada Byron"},
    "role": "mayor",
    "links": {"self": "https://q.example/v1/quotes/0q"},
}
MESSAGE = {
    "type": "quote.created",
    "timestamp": "2026-03-04T09:12:45.120731Z",
    "watch": {"id": "01k", "name": "The mayor"},
    "data": QUOTE,
}


@pytest.mark.parametrize(
    ("message", "line"),
    [
        (
            MESSAGE,
            "2026-03-04T09:12:45 quote.created · The mayor · Ada Byron, mayor: “Build the  [31mwall” · "
            "https://q.example/v1/quotes/0q [d1]",
        ),
        (
            MESSAGE | {"data": QUOTE | {"speaker": None, "role": None}},
            "2026-03-04T09:12:45 quote.created · The mayor · nobody: “Build the  [31mwall” · "
            "https://q.example/v1/quotes/0q [d1]",
        ),
        (MESSAGE | {"type": "ping", "data": {}}, "2026-03-04T09:12:45 ping · The mayor [d1]"),
        (
            MESSAGE | {"data": {"id": "0q", "links": QUOTE["links"]}},
            "2026-03-04T09:12:45 quote.created · The mayor · https://q.example/v1/quotes/0q [d1]",
        ),
        ({"hello": 1}, "not a message of a watch: 12 bytes [d1]"),
    ],
)
def test_a_message_is_one_line_that_no_terminal_obeys(message: object, line: str) -> None:
    assert told(json.dumps(message).encode(), {"webhook-id": "d1"}, verified=True) == line


@pytest.fixture
def listening() -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "service", "listen", "--port", "0", "--secret", SECRET],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    yield process.stdout.readline().split()[2], process
    process.kill()
    process.communicate()


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    try:
        return int(urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=10).status)
    except urllib.error.HTTPError as error:
        return error.code


def test_what_is_genuine_is_printed_and_what_is_not_is_refused(
    listening: tuple[str, "subprocess.Popen[str]"],
) -> None:
    url, process = listening
    body = json.dumps(MESSAGE).encode()
    assert post(url, body, signing.headers("d1", body, [SECRET], int(time.time()))) == 204
    assert post(url, body, signing.headers("d2", body, [signing.new_secret()], int(time.time()))) == 401
    assert post(url, b"", {"Content-Length": "many"}) == 400
    process.send_signal(signal.SIGINT)
    printed, _ = process.communicate(timeout=20)
    first, second = printed.strip().splitlines()[:2]
    assert "Ada Byron, mayor: “Build the" in first
    assert second == "refused: no signature is of this secret"


@pytest.mark.parametrize(
    ("words", "told"),
    [(["--secret", "not base64"], "whsec_ and base64"), (["--answer", "99"], "not in the range")],
)
def test_what_cannot_be_is_told(run: Run, words: list[str], told: str) -> None:
    result = run("listen", *words)
    assert (result.exit_code, told in result.stderr) == (2, True)
