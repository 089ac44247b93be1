"""What each invented client of `python -m benchmarks load` does; run by locust, in its own environment.

LOAD_PLAN names a JSON file: ``reads``, by kind a list of paths, or of bodies of a check; ``posts``, bodies of
articles, of which each is sent once; ``share``, of all requests that are posts; ``rate``, requests a second
and client, or null; ``prefer``, the header Prefer of posts, or null. At a rate, requests come as people's do:
at random moments, whatever came before (a Poisson process), not all clients' at once in step.
"""

import json
import os
import random
import time
from pathlib import Path

from locust import FastHttpUser, events, task
from locust.env import Environment

PLAN = json.loads(Path(os.environ["LOAD_PLAN"]).read_text(encoding="utf-8"))
KINDS = list(PLAN["reads"])
ARTICLES = iter(PLAN["posts"])
SOURCE = random.Random(5)
POSTS, READS = "post an article", "all reads"


@events.init.add_listener
def _sum(environment: Environment, **_: object) -> None:
    """Has locust tell the percentiles of all reads together, as if they were one more kind of request."""

    def count(name: str, response_time: float, response_length: int, **_: object) -> None:
        if name != POSTS:
            environment.stats.get(READS, "").log(response_time, response_length)

    environment.events.request.add_listener(count)


class Client(FastHttpUser):
    due: float | None = None

    def wait_time(self) -> float:
        """Seconds until this client's next request is due; none where the last answer came after that."""
        if not PLAN["rate"]:
            return 0.0
        now = time.monotonic()
        self.due = (self.due or now) + SOURCE.expovariate(PLAN["rate"])
        return max(0.0, self.due - now)

    @task
    def ask(self) -> None:
        body = next(ARTICLES, None) if SOURCE.random() < PLAN["share"] else None
        if body is None:
            self._read(SOURCE.choice(KINDS))
        else:
            prefer = {"Prefer": PLAN["prefer"]} if PLAN["prefer"] else {}
            self.client.post("/v1/articles", json=body, headers=prefer, name=POSTS)

    def _read(self, kind: str) -> None:
        asked = SOURCE.choice(PLAN["reads"][kind])
        if isinstance(asked, str):
            self.client.get(asked, name=kind)
        else:
            self.client.post("/v1/check", json=asked, name=kind)
