"""The header ``Idempotency-Key`` (draft-ietf-httpapi-idempotency-key-header-07): send again, done once.

Kept is the answer of a request that was done. One that was refused stored nothing: its key is free again.
"""

import hashlib
import re
from contextlib import suppress

from flask import Response, g, request
from peewee import InterfaceError, OperationalError

from service.api import guard, problems, spooling
from service.api.context import services
from service.api.problems import Fault, Refusal
from service.errors import AnswerWithheld, KeyReused
from service.storage import idempotency
from service.storage.idempotency import Answer, Claim

HEADER, REPLAYED = "Idempotency-Key", "Idempotent-Replayed"
METHODS = ("POST", "PATCH")
LONGEST = 200
# A string of RFC 8941 in quotes, as the draft has it, or what most clients send: the same without.
QUOTED = re.compile(r'"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])+)"')
BARE = re.compile(r"[\x21\x23-\x2b\x2d-\x5b\x5d-\x7e]+")
EXPECTED = f'1 to {LONGEST} characters of ASCII, best a UUID: "0b8a7f2e-6c1d-4e55-9a53-1f8f5f0f7a11"'
TOLD = {KeyReused: "a new key", AnswerWithheld: "a new key, if another is to be made"}
"""What would be right, by error."""
KEPT = ("Content-Type", "Location", "ETag", "Cache-Control", "Preference-Applied")

DOCUMENTED = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "description": "A name that you make up for this request, best a UUID. Sent again with it, the request "
    "is not done twice: you get the first answer, with `Idempotent-Replayed: true`.",
    "schema": {"type": "string", "pattern": r'^("[ !#-\[\]-~]{1,200}"|[!#-+\--\[\]-~]{1,200})$'},
    "example": '"0b8a7f2e-6c1d-4e55-9a53-1f8f5f0f7a11"',
}
HEADERS = {REPLAYED: "`true` if this answer was given before to a request with the same `Idempotency-Key`."}


def begin(*, secret: bool = False) -> Response | None:
    """The answer that the current request had before; None where it is to be done.

    Then the key is held, until ``keep`` or ``abandon``. Raises what ``idempotency.claim`` raises, and a
    Refusal of a key that is none.
    """
    key = _key() if request.method in METHODS else None
    if key is None:
        return None
    caller = guard.caller()
    owner = caller.id if caller else ""
    found = idempotency.claim(owner, key, _fingerprint(), hours=services().settings.idempotency_hours)
    if isinstance(found, Claim):
        g.claim, g.secret = found, secret
        return None
    return Response(found.body, found.status, {**found.headers, REPLAYED: "true"})


def keep(response: Response, record_id: str | None) -> None:
    """Keeps the answer to the current request, if it has a key; in the transaction of what it wrote."""
    claim = _held()
    if claim is None:
        return
    headers = {name: response.headers[name] for name in KEPT if name in response.headers}
    answer = Answer(status=response.status_code, headers=headers, body=response.get_data())
    hours = services().settings.idempotency_hours
    idempotency.fulfil(claim, answer, hours=hours, record_id=record_id, withheld=g.secret)


def abandon() -> None:
    """Gives the key back: the request stored nothing."""
    claim = _held()
    if claim is not None:
        with suppress(OperationalError, InterfaceError):  # then its lease runs out
            idempotency.release(claim)


def _held() -> Claim | None:
    claim: Claim | None = g.get("claim")
    return claim


def _key() -> str | None:
    sent = request.headers.getlist(HEADER)
    if not sent:
        return None
    value = sent[0].strip()
    quoted = QUOTED.fullmatch(value)
    key = re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else value
    if len(sent) > 1 or not (quoted or BARE.fullmatch(value)) or len(key) > LONGEST:
        fault = Fault(HEADER, "header", "is not one key", EXPECTED)
        raise Refusal(problems.BAD_REQUEST, f"{HEADER} must have {EXPECTED}.", [fault])
    return key


def _body() -> bytes:
    """The body, or what stands for one that is too large to be held in memory."""
    return spooling.digest() if spooling.is_spooled() else request.get_data()


def _fingerprint() -> str:
    """Which request it is. Headers are aside: who asks again may have a newer ETag, or want to wait."""
    parts = (request.method.encode(), request.path.encode(), request.query_string, _body())
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()
