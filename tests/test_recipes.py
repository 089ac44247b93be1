"""The recipes of docs/recipes, done to the letter, block by block, with a service and a worker that run."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from markdown_it import MarkdownIt

from service.api.manual_pages import EXAMPLE, FOLDER

RECIPES = sorted(FOLDER.glob("recipes/*.md"))
FIRST = FOLDER / "recipes" / "cms-plugin.md"
"""The others begin with what this one stored, as they say."""

APART = "in a terminal of its own"
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not (shutil.which("curl") and shutil.which("bash")), reason="no curl or no bash here"),
]


@dataclass(frozen=True)
class Block:
    """A block of code: its language, what stands behind that, and the code."""

    language: str
    caption: str
    code: str


def blocks(recipe: Path) -> Iterator[Block]:
    for token in MarkdownIt("commonmark").parse(recipe.read_text("utf-8")):
        if token.type == "fence":
            language, _, caption = token.info.partition(" ")
            yield Block(language, caption, token.content)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Newsroom:
    """A service and a worker, and the terminal of somebody who follows a recipe. A context manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{free_port()}"
        self.told: list[str] = []
        self.followed: dict[Path, int] = {}
        self.slack = HTTPServer(("127.0.0.1", 0), self._channel())
        self.receiver = f"127.0.0.1:{free_port()}"
        self.env = os.environ | {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "DATABASE_URL": f"sqlite:///{folder}/quotes.db",
            "AUTH": "required",
            "WEBHOOK_NETWORKS": "127.0.0.0/8",
            "WEBHOOK_PLAIN_HTTP": "yes",
            "SLACK_URL": f"http://127.0.0.1:{self.slack.server_port}",
            "QUOTES_URL": self.url,
        }
        self.processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Newsroom":
        threading.Thread(target=self.slack.serve_forever, daemon=True).start()
        self._quotes("db", "upgrade")
        key = self._quotes("keys", "create", "recipes", "--scope", "write", "--scope", "review")
        self.env["QUOTES_KEY"] = key.strip().splitlines()[-1]
        for command in (["serve", "--workers", "1", "--port", self.url.rpartition(":")[2]], ["worker"]):
            self._start([sys.executable, "-m", "service", *command])
        until(lambda: requests.get(f"{self.url}/readyz", timeout=5).ok)
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(20)
        self.slack.shutdown()
        self.slack.server_close()

    def follow(self, recipe: Path) -> int:
        """Do what ``recipe`` says, once. The number of its blocks that were run."""
        if recipe not in self.followed:
            self.followed[recipe] = self._follow(recipe)
        return self.followed[recipe]

    def _follow(self, recipe: Path) -> int:
        """What the recipe shows must be what comes; of several answers it shows the last."""
        said, run = "", 0
        for block in blocks(recipe):
            code = block.code.replace(EXAMPLE, self.url).replace("127.0.0.1:8700", self.receiver)
            code = code.replace('"127.0.0.1", 8700', f'"127.0.0.1", {self.receiver.rpartition(":")[2]}')
            if block.language == "bash" and block.caption == APART:
                self._start(["bash", "-c", f"exec env {code}"])
                until(lambda: socket.create_connection(tuple(self.receiver.split(":")), 5).close() is None)
            elif block.language == "bash":
                said, run = self._do(code), run + 1
            elif block.caption and block.language in ("python", "js"):
                (self.folder / block.caption).write_text(code, "utf-8")
            elif block.language == "json":
                shows(json.loads(block.code), json.loads(said.splitlines()[-1]))
            elif block.caption == "in Slack":
                until(lambda: self.told)
                alike(code, self.told[0])
            elif block.language == "text" and run and not block.caption:
                alike(code, said)
        return run

    def _do(self, code: str) -> str:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", code],
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, f"{code}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def _quotes(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "service", *arguments]
        return subprocess.run(
            command, env=self.env, cwd=self.folder, check=True, capture_output=True, text=True, timeout=120
        ).stdout

    def _start(self, command: list[str]) -> None:
        log = (self.folder / f"process-{len(self.processes)}.log").open("wb")
        env = {**self.env, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
        self.processes.append(
            subprocess.Popen(command, env=env, cwd=self.folder, stdout=log, stderr=subprocess.STDOUT)
        )
        log.close()

    def _channel(self) -> type[BaseHTTPRequestHandler]:
        told = self.told

        class Channel(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"])
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        return Channel


def until(true: Any, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            if true():
                return
        except OSError:
            pass
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)


def alike(shown: str, said: str) -> None:
    """``said`` is what is ``shown``, where … stands for anything."""
    pattern = re.escape(shown.strip()).replace("…", ".*")
    assert re.fullmatch(pattern, said.strip().lstrip("﻿")), f"shown:\n{shown}\nsaid:\n{said}"


def shows(shown: Any, said: Any) -> None:
    """Everything that is ``shown`` is in ``said``; an example may be shortened."""
    if isinstance(shown, dict):
        assert shown.keys() <= said.keys()
        for name, value in shown.items():
            shows(value, said[name])
    elif isinstance(shown, list):
        for first, second in zip(shown, said, strict=False):
            shows(first, second)
        assert len(shown) <= len(said)
    else:
        assert shown in (said, "…")


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with ExitStack() as stack:
        yield stack.enter_context(Newsroom(tmp_path_factory.mktemp("newsroom")))


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.stem)
def test_a_recipe_does_what_it_says(recipe: Path, newsroom: Newsroom) -> None:
    newsroom.follow(FIRST)
    assert newsroom.follow(recipe) >= 2


@pytest.mark.skipif(not shutil.which("node"), reason="no node here: the JavaScript is not run")
def test_the_javascript_counts_characters(tmp_path: Path) -> None:
    (code,) = [block.code for block in blocks(FIRST) if block.language == "js"]
    (tmp_path / "highlight.mjs").write_text(code, "utf-8")
    text, quote = "👍 <b> “It works,” she said.", {"segments": [{"start": 7, "end": 16}]}
    asked = f"console.log(marked({json.dumps(text)}, {json.dumps(quote)}))"
    (tmp_path / "ask.mjs").write_text(f"import {{marked}} from './highlight.mjs'; {asked}", "utf-8")
    done = subprocess.run(["node", "ask.mjs"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "👍 &#60;b&#62; “<mark>It works,</mark>” she said.", done.stderr
