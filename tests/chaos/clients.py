"""Clients that post and read while something breaks, and remember what they were told of each article."""

import http.client
import json
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

WORDS = "“The bridge of {name} opens on Monday,” Mayor Ada Bright said at a briefing on 2026-03-03. "
MORE = "“We tested every bolt of {name} twice,” Noor Haddad said."
QUOTES = ("The bridge of {name} opens on Monday", "We tested every bolt of {name} twice")
BATCH = 5
TIMEOUT = 60.0


@dataclass(slots=True)
class Sent:
    """An article and what its client knows: ``status`` is that of the last answer, 0 for none at all."""

    name: str
    status: int = 0
    job: str | None = None
    tries: int = 0

    @property
    def acknowledged(self) -> bool:
        return 200 <= self.status < 300

    def fields(self) -> dict[str, str]:
        text = (WORDS + MORE).format(name=self.name)
        return {"text": text, "external_id": self.name, "published_at": "2026-03-04", "title": "Bridge"}

    def quotes(self) -> list[str]:
        return [each.format(name=self.name) for each in QUOTES]


@dataclass
class Told:
    """What all clients were told: each article, how often each kind of answer came, the slowest answer."""

    sent: list[Sent] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=lambda: {"GET": 0.0, "POST": 0.0})
    failed_at: float = 0.0
    """When the last request was not done, on the clock ``time.monotonic``."""


class Clients:
    """Posts articles one by one, in the background and in batches, and reads quotes, until told to stop."""

    def __init__(self, port: int, keys: dict[str, str], *, posting: int = 3) -> None:
        """``keys`` are the API keys, by the method that they are for."""
        self.told, self._keys = Told(), keys
        self._port, self._lock, self._stop = port, threading.Lock(), threading.Event()
        self._numbers = iter(range(1, 1_000_000))
        jobs = [self._post_one] * posting + [self._post_async, self._post_batch, self._read, self._read]
        self._threads = [threading.Thread(target=self._repeat, args=(each,), daemon=True) for each in jobs]
        for thread in self._threads:
            thread.start()

    def acknowledged(self) -> int:
        with self._lock:
            return sum(each.acknowledged for each in self.told.sent)

    def until_more(self, count: int, patience: float = 90.0) -> None:
        """Waits until so many more articles are acknowledged."""
        goal, deadline = self.acknowledged() + count, time.monotonic() + patience
        while self.acknowledged() < goal:
            assert time.monotonic() < deadline, f"nothing is stored any more: {self.told.answers}"
            time.sleep(0.02)

    def until_calm(self, seconds: float = 1.0, patience: float = 90.0) -> None:
        """Waits until everything has been done for a while."""
        deadline = time.monotonic() + patience
        while time.monotonic() - self.told.failed_at < seconds:
            assert time.monotonic() < deadline, f"requests still fail: {self.told.answers}"
            time.sleep(0.05)

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(2 * TIMEOUT)

    def new(self, count: int = 1) -> list[Sent]:
        """Articles that nobody sent yet."""
        with self._lock:
            made = [Sent(f"harbour{next(self._numbers)}") for _ in range(count)]
            self.told.sent += made
            return made

    def resend(self, one: Sent, patience: float = 60.0) -> None:
        """Sends it until it is acknowledged, as a client does that was told to come again."""
        deadline = time.monotonic() + patience
        while not one.acknowledged and time.monotonic() < deadline:
            self._send([one], "/v1/articles", one.fields())
            if not one.acknowledged:
                time.sleep(0.2)

    def _repeat(self, act: Any) -> None:
        while not self._stop.is_set():
            before = self.told.answers["none"]
            act()
            # Who is told nothing at all asks again a little later, like any client.
            time.sleep(0.25 if self.told.answers["none"] > before else 0.005)

    def _post_one(self) -> None:
        (one,) = self.new()
        self._send([one], "/v1/articles", one.fields())

    def _post_async(self) -> None:
        (one,) = self.new()
        self._send([one], "/v1/articles", one.fields(), Prefer="respond-async")
        time.sleep(0.3)

    def _post_batch(self) -> None:
        some = self.new(BATCH)
        self._send(some, "/v1/articles/batch", [one.fields() for one in some])
        time.sleep(1.0)

    def _read(self) -> None:
        with self._lock:
            stored = [each.name for each in self.told.sent if each.status == 201][-1:]
        path = "/v1/quotes?limit=5" + (f"&q={stored[0]}" if stored else "")
        status, answer = self._ask("GET", path)
        total = answer.get("meta", {}).get("total") if status == 200 else None
        if stored and total is not None and total != 2:
            self._wrong(f"{total} quotes of an article that is stored")
        time.sleep(0.02)

    def _send(self, some: list[Sent], path: str, body: object, **headers: str) -> None:
        status, answer = self._ask("POST", path, json.dumps(body), headers)
        for one in some:
            one.job = str(answer["id"]) if status == 202 else None
            one.status, one.tries = status, one.tries + 1

    def _ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        began = time.monotonic()
        with closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT)) as connection:
            try:
                given = {"X-API-Key": self._keys[method], "Content-Type": "application/json"}
                connection.request(method, path, body, given | (headers or {}))
                response = connection.getresponse()
                answer = json.loads(response.read())
            except (OSError, http.client.HTTPException, ValueError):
                self._count("none", method)
                return 0, {}
        self._count(str(response.status), method, time.monotonic() - began)
        if response.status >= 300:
            self._judge(method, path, response, answer)
        return response.status, answer

    def _judge(self, method: str, path: str, response: http.client.HTTPResponse, answer: Any) -> None:
        """A refusal has to be a problem, and one that says when to come again."""
        precise = response.headers.get_content_type() == "application/problem+json"
        if response.status != 503 or not precise or not response.headers["Retry-After"]:
            detail = answer.get("type") if isinstance(answer, dict) else None
            self._wrong(f"{method} {path.partition('?')[0]}: {response.status} {detail}")

    def _wrong(self, what: str) -> None:
        with self._lock:
            self.told.wrong[what] += 1

    def _count(self, what: str, method: str, seconds: float = 0.0) -> None:
        with self._lock:
            self.told.answers[what] += 1
            self.told.slowest[method] = max(self.told.slowest[method], seconds)
            if what == "none" or what >= "5":
                self.told.failed_at = time.monotonic()
