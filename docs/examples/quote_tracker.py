"""A client of the quote tracker in one file: copy it into your project. It needs ``requests`` alone.

    python quote_tracker.py http://127.0.0.1:8000 story.txt      # QUOTES_KEY holds the key, if one is needed

stores an article and prints who is quoted in it.
"""

import os
import random
import sys
import time
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import requests

BUSY = {429, 500, 502, 503, 504}
ENDED = {"done", "failed", "cancelled"}


class Problem(Exception):
    """The service refused a request: ``type`` never changes, ``errors`` names each thing that is wrong."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status, self.body = status, body
        self.type, self.errors = body.get("type", "about:blank"), body.get("errors", [])
        super().__init__(body.get("detail") or body.get("title") or f"status {status}")


class QuoteTracker:
    """The service at ``url``; ``key`` is an API key, empty where none is asked for."""

    def __init__(self, url: str, key: str = "", *, attempts: int = 6) -> None:
        self.url = url.rstrip("/") + "/"
        self.attempts = attempts
        self.session = requests.Session()
        if key:
            self.session.headers["X-API-Key"] = key

    def request(self, method: str, path: str, **given: Any) -> dict[str, Any]:
        """What ``method`` of ``path`` answers. Asked again while the service is busy or can't be reached.

        A POST has an Idempotency-Key, so that what is sent again is done once. Raises Problem.
        """
        headers = dict(given.pop("headers", {}))
        if method == "POST":
            headers.setdefault("Idempotency-Key", f'"{uuid.uuid4()}"')
        for attempt in range(self.attempts):
            last = attempt + 1 == self.attempts
            wait = random.uniform(0, 0.5 * 2**attempt)  # spread: not all who wait come back at once
            try:
                response = self.session.request(
                    method, urljoin(self.url, path), headers=headers, timeout=60, **given
                )
            except (requests.ConnectionError, requests.Timeout):
                if last:
                    raise
            else:
                if response.ok:
                    answer: dict[str, Any] = response.json() if response.content else {}
                    return answer
                if response.status_code not in BUSY or last:
                    raise Problem(response.status_code, _body(response))
                asked = response.headers.get("Retry-After", "")
                wait += int(asked) if asked.isdecimal() else 0
            time.sleep(wait)
        raise AssertionError("attempts must be 1 or more")

    def store(self, article: dict[str, Any]) -> dict[str, Any]:
        """Store ``article`` (text or html, title, published_at …); the article, with its ``quotes``."""
        return self.request("POST", "v1/articles", json=article)

    def store_many(self, articles: Iterable[dict[str, Any]]) -> dict[str, Any]:
        """Store up to 1,000 articles in the background: the job, to be given to ``wait``."""
        return self.request("POST", "v1/articles/batch", json=list(articles))

    def wait(self, job: dict[str, Any], seconds: float = 600) -> dict[str, Any]:
        """The job with what came of each article, once it has ended. Raises TimeoutError."""
        deadline, pause = time.monotonic() + seconds, 0.1
        while job["state"] not in ENDED:
            if time.monotonic() > deadline:
                raise TimeoutError(f"job {job['id']} is still {job['state']}: is a worker running?")
            time.sleep(pause)
            pause = min(pause * 1.5, 5)
            job = self.request("GET", f"v1/jobs/{job['id']}", params={"items": "none"})
        return self.request("GET", f"v1/jobs/{job['id']}")

    def walk(self, path: str, **filters: Any) -> Iterator[dict[str, Any]]:
        """Every record of a list, page by page: ``walk("v1/quotes", speaker="okafor")``."""
        page = self.request("GET", path, params=filters)
        while True:
            yield from page["data"]
            if page["links"]["next"] is None:
                return
            page = self.request("GET", page["links"]["next"])

    def check(self, text: str, speaker: str | None = None) -> dict[str, Any]:
        """Whether ``text`` was said so, by ``speaker``: the ``verdict``, and the ``matches`` that show it."""
        return self.request(
            "POST", "v1/check", json={"text": text, **({"speaker": speaker} if speaker else {})}
        )


def _body(response: requests.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def main() -> None:
    """Store the article in a file and print its quotes."""
    url, file = sys.argv[1:]
    tracker = QuoteTracker(url, os.environ.get("QUOTES_KEY", ""))
    for quote in tracker.store({"text": Path(file).read_text(encoding="utf-8")})["quotes"]:
        speaker = quote["speaker"]["name"] if quote["speaker"] else "somebody"
        print(f"“{quote['text']}” — {speaker}")


if __name__ == "__main__":
    main()
