"""Who may do what: each request for an operation of the API passes here before anything of it is read."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, g, request

from service import parking
from service.api import peers, problems, quota, scopes
from service.api.context import services
from service.api.problems import Fault, Refusal
from service.storage import keys
from service.storage.editors import Editor
from service.storage.records import KeyRecord

OFF, LOOPBACK, REQUIRED = "off", "loopback", "required"
WITHOUT_KEY = frozenset({"read", "write", "review"})
"""What is open where no key is asked for. Keys are never made without one, or from the command line."""

OURS = "qt_"
REALM = 'Bearer realm="quote-tracker"'
SIGNED = frozenset({"by", "why"})
"""The members of a decision that say who made it, and why."""

EXPECTED = "Authorization: Bearer qt_…, or X-API-Key: qt_…"


def install(app: Flask) -> None:
    """Guard the operations of ``app``."""
    app.before_request(_check)
    app.after_request(_standing)


def caller() -> KeyRecord | None:
    """The key that the current request came with; None without one."""
    found: KeyRecord | None = g.get("key")
    return found


def editor(body: Mapping[str, Any]) -> Editor:
    """Who signed the decision in ``body``, and with which key it came."""
    key = caller()
    return Editor(by=body["by"], why=body.get("why"), key=key.name if key else None)


def _check() -> None:
    name = scopes.operation()
    if name is None or request.method == "OPTIONS" or scopes.NEEDED[name] == scopes.PUBLIC:
        return
    scope = scopes.NEEDED[name]
    key = _key()
    if key is None:
        if scope not in WITHOUT_KEY or not peers.keyless():
            raise _missing(scope)
        return
    g.key = key
    g.standing = quota.take(key)
    if scope not in keys.allowed(key.scopes):
        raise _insufficient(key, scope)
    keys.used(key)


def _key() -> KeyRecord | None:
    token = _token()
    if token is None or (services().settings.auth == OFF and not token.startswith(OURS)):
        return None  # what a proxy's own log-in leaves in the header is no key
    key = keys.authenticate(token)
    if key is None:
        raise _unknown("The key is not one of this service.", "is not known here")
    if key.state != "active":
        raise _unknown(f"The key {key.prefix} ({key.name}) is {key.state}.", f"is {key.state}")
    parking.asked_by(key.id)
    return key


def _token() -> str | None:
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    bearer = bearer.strip() if scheme.lower() == "bearer" else ""
    plain = request.headers.get("X-API-Key", "").strip()
    if bearer and plain and bearer != plain:
        fault = Fault("X-API-Key", "header", "is another key than that of Authorization", "one of the two")
        raise Refusal(problems.BAD_REQUEST, "The request has two different keys.", [fault])
    return bearer or plain or None


def _missing(scope: str) -> Refusal:
    fault = Fault("Authorization", "header", "is missing", EXPECTED)
    detail = f"This needs an API key with the scope {scope}; no key was sent."
    return Refusal(problems.NO_KEY, detail, [fault], {"WWW-Authenticate": REALM})


def _unknown(detail: str, what: str) -> Refusal:
    place = "Authorization" if request.headers.get("Authorization") else "X-API-Key"
    fault = Fault(place, "header", f"has a key that {what}", "a key that is in force")
    challenge = f'{REALM}, error="invalid_token", error_description="the key {what}"'
    return Refusal(problems.INVALID_KEY, detail, [fault], {"WWW-Authenticate": challenge})


def _insufficient(key: KeyRecord, scope: str) -> Refusal:
    has = ", ".join(key.scopes)
    place = "Authorization" if request.headers.get("Authorization") else "X-API-Key"
    fault = Fault(place, "header", f"has a key with the scopes {has}", f"a key with the scope {scope}")
    detail = f"This needs the scope {scope}; the key {key.prefix} ({key.name}) has {has}."
    challenge = f'{REALM}, error="insufficient_scope", scope="{scope}"'
    return Refusal(problems.INSUFFICIENT_SCOPE, detail, [fault], {"WWW-Authenticate": challenge})


def _standing(response: Response) -> Response:
    if "standing" in g:
        response.headers.update(g.standing.headers())
    return response
