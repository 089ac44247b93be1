"""The recipe of docs/recipes/slack-alert.md, run as it stands: what is genuine reaches Slack once."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.webhooks import signing
from tests.webhooks.receiver import Receiver, receiving

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "recipes" / "slack-alert.md").read_text(
    encoding="utf-8"
)
SECRET = signing.new_secret()
MESSAGE = {
    "type": "quote.created",
    "timestamp": "2026-03-04T09:12:45.120731Z",
    "watch": {"id": "01k", "name": "The mayor"},
    "data": {
        "text": "Build the wall",
        "speaker": {"name": "Ada Byron"},
        "links": {"self": "https://q.example/v1/quotes/0q"},
    },
}


@pytest.fixture
def slack() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def recipe(slack: Receiver, tmp_path: Path) -> Iterator[str]:
    (code,) = re.findall(r"^```python slack_alert.py\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    ready = (
        'server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)\n    print(server.server_port, flush=True)'
    )
    started = code.replace('ThreadingHTTPServer(("127.0.0.1", 8700), Receiver)', f"{ready}\n    server")
    assert started != code
    script = tmp_path / "recipe.py"
    script.write_text(started, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script)],
        env={**os.environ, "WEBHOOK_SECRET": SECRET, "SLACK_URL": slack.url},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    yield f"http://127.0.0.1:{process.stdout.readline().strip()}/"
    process.kill()
    process.communicate()


def post(url: str, message: object, secret: str = SECRET, name: str = "d1") -> int:
    body = json.dumps(message).encode()
    headers = signing.headers(name, body, [signing.new_secret(), secret], int(time.time()))
    try:
        return int(urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=10).status)
    except urllib.error.HTTPError as error:
        return error.code


def test_genuine_messages_reach_slack_once(recipe: str, slack: Receiver) -> None:
    assert [post(recipe, MESSAGE) for _ in range(2)] == [204, 204]
    assert post(recipe, MESSAGE, signing.new_secret(), "d2") == 401
    assert post(recipe, {**MESSAGE, "type": "ping", "data": {}}, name="d3") == 204
    ((_, _, body),) = slack.got
    assert json.loads(body) == {
        "text": "*quote.created* Ada Byron: “Build the wall” <https://q.example/v1/quotes/0q|look>"
    }
