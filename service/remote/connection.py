"""A service elsewhere, asked again until it answers: with back-off, and as it says itself in Retry-After."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import requests

from service.errors import TrackerError
from service.retries import retry_after

AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
IN_USE = "/problems/idempotency-key-in-use"
FIRST_WAIT, LONGEST_WAIT = 0.5, 60.0
LONGEST_ASKED = 3_600
"""How many seconds the service may ask to wait: after that it is asked again all the same."""
ATTEMPTS = 10
TIMEOUT = (10, 120)
"""Seconds until it is reached, and until it answers."""


class RemoteError(TrackerError):
    """The service elsewhere can't be used; the message says why, and never has the key in it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: the status, and the body where it is a JSON object."""

    status: int
    body: Mapping[str, Any]

    @property
    def detail(self) -> str:
        """What a problem says."""
        return str(self.body.get("detail") or self.body.get("title") or f"status {self.status}")


class Connection:
    """Requests to the service at ``url`` with ``key``; ``sleep`` and ``spread`` are clock and chance."""

    def __init__(
        self,
        url: str,
        key: str = "",
        *,
        attempts: int = ATTEMPTS,
        sleep: Callable[[float], None] = time.sleep,
        spread: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self.url = url.rstrip("/")
        self._session = requests.Session()
        if key:
            self._session.auth = _Bearer(key)
        self._attempts, self.sleep, self._spread = attempts, sleep, spread

    def get(self, path: str) -> Answer:
        """What ``path`` answers."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, data: bytes, media_type: str, key: str) -> Answer:
        """What is answered to ``data``; it is done once, however often it has to be sent, by its ``key``."""
        return self._ask("POST", path, data, {"Content-Type": media_type, "Idempotency-Key": f'"{key}"'})

    def _ask(self, method: str, path: str, data: bytes | None, headers: Mapping[str, str]) -> Answer:
        why = ""
        for attempt in range(self._attempts):
            told = 0
            try:
                response = self._session.request(
                    method,
                    self.url + path,
                    data=data,
                    headers=headers,
                    timeout=TIMEOUT,
                    allow_redirects=False,
                )
            except requests.exceptions.SSLError as error:
                raise RemoteError(f"{self.url} has no certificate that can be trusted") from error
            except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError):
                why = "it can't be reached"
            except requests.RequestException as error:
                raise RemoteError(
                    f"{self.url} is no address that can be asked: {type(error).__name__}"
                ) from error
            else:
                answer = Answer(response.status_code, _object(response))
                if not _to_be_tried_again(answer):
                    return self._final(answer, response)
                why, told = answer.detail, _asked_to_wait(response)
            if attempt + 1 < self._attempts:
                # Never sooner than it asks for, and spread, so that not all who wait come back at once.
                self.sleep(told + self._spread(0, min(LONGEST_WAIT, FIRST_WAIT * 2**attempt)))
        raise RemoteError(f"{self.url} was asked {self._attempts} times: {why}")

    def _final(self, answer: Answer, response: requests.Response) -> Answer:
        if 300 <= answer.status < 400:
            where = response.headers.get("Location", "elsewhere")
            raise RemoteError(
                f"{self.url} leads to {where[:200]}: give that address, redirects are not followed"
            )
        if answer.status in (401, 403):
            raise RemoteError(
                f"{self.url} refuses the key: {answer.detail} (--key, or the variable QUOTES_KEY)"
            )
        return answer


class _Bearer(requests.auth.AuthBase):
    """Sets the header; without an ``auth`` of its own, requests would take a password out of ~/.netrc."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._key}"
        return request


def _asked_to_wait(response: requests.Response) -> int:
    asked = retry_after(response.headers.get("Retry-After"), datetime.now(UTC))
    return min(asked or 0, LONGEST_ASKED)


def _to_be_tried_again(answer: Answer) -> bool:
    return answer.status in AGAIN or (answer.status == 409 and answer.body.get("type") == IN_USE)


def _object(response: requests.Response) -> Mapping[str, Any]:
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
