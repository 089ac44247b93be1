"""``quotes serve`` as a newcomer runs it: it says where it is, answers, and goes when told to."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from service import cli

TEXT = "“The bridge opens on Monday,” said Mayor Ada Bright at a news conference."


@pytest.fixture
def process(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PORT")}
    command = [sys.executable, "-m", "service", "serve", "--port", "0", "--workers", "1"]
    path = os.pathsep.join([str(Path(cli.__file__).parents[1])])
    serving = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=env | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield serving
    serving.kill()
    serving.wait()


def said(process: subprocess.Popen[str], pattern: str) -> re.Match[str]:
    """The first line of what ``process`` prints that matches."""
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if found := re.search(pattern, line):
            return found
    raise AssertionError("".join(lines))


def ask(url: str, body: dict[str, str] | None = None) -> tuple[int, str]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    deadline = time.monotonic() + 20
    while True:
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except ConnectionError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


@pytest.mark.model
def test_it_says_where_it_is_answers_and_stops(process: subprocess.Popen[str], tmp_path: Path) -> None:
    base = said(process, r"starting on (http://127\.0\.0\.1:\d+)")[1]
    said(process, "Booting worker")
    assert ask(f"{base}/readyz")[0] == 200
    status, answer = ask(f"{base}/v1/extract", {"text": TEXT})
    assert status == 200
    assert json.loads(answer)["quotes"][0]["speaker"]["name"] == "Ada Bright"
    assert "<!doctype html>" in ask(f"{base}/docs")[1]
    assert (tmp_path / "quotes.db").exists()
    process.send_signal(signal.SIGTERM)
    rest, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "bridge opens" not in rest


def test_a_busy_port_is_told_before_anything_is_loaded() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(cli.main, ["serve", "--port", str(port)])
    assert result.exit_code == 1
    assert f"can't listen on 127.0.0.1:{port}: address already in use" in result.stderr
    assert "another port" in result.stderr


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
def test_an_address_that_is_not_ours_is_told(host: str) -> None:
    result = CliRunner().invoke(cli.main, ["serve", "--host", host])
    assert result.exit_code == 1
    assert f"can't listen on {host}:8000" in result.stderr
