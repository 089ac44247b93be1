"""What each invented client of `python -m benchmarks load` does; run by locust, in its own environment.

LOAD_PLAN names a JSON file: ``reads``, by kind a list of paths, or of bodies of a check; ``posts``, bodies of
articles, of which each is sent once; ``share``, of all requests that are posts; ``rate``, requests a second
and client, or null; ``prefer``, the header Prefer of posts, or null.
"""

import json
import os
import random
from pathlib import Path

from locust import FastHttpUser, constant_throughput, task

PLAN = json.loads(Path(os.environ["LOAD_PLAN"]).read_text(encoding="utf-8"))
KINDS = list(PLAN["reads"])
POSTS = iter(PLAN["posts"])
SOURCE = random.Random(5)


class Client(FastHttpUser):
    if PLAN["rate"]:
        wait_time = constant_throughput(PLAN["rate"])

    @task
    def ask(self) -> None:
        body = next(POSTS, None) if SOURCE.random() < PLAN["share"] else None
        if body is None:
            self._read(SOURCE.choice(KINDS))
        else:
            prefer = {"Prefer": PLAN["prefer"]} if PLAN["prefer"] else {}
            self.client.post("/v1/articles", json=body, headers=prefer, name="post an article")

    def _read(self, kind: str) -> None:
        asked = SOURCE.choice(PLAN["reads"][kind])
        if isinstance(asked, str):
            self.client.get(asked, name=kind)
        else:
            self.client.post("/v1/check", json=asked, name=kind)
