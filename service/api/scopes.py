"""Which scope each operation needs, and how the specification says so. Nothing here is decided twice."""

import functools

from flask import request

PUBLIC = "public"
"""No key needed, ever: what tells nothing of the archive."""

BY_METHOD = {"GET": "read", "PATCH": "review", "POST": "write", "PUT": "review", "DELETE": "write"}
"""What an operation needs that says nothing else: none is open because somebody forgot to say."""

NEEDED: dict[str, str] = {}
"""The scope of each operation by its operationId, as the blueprints register them."""

SCHEMES = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "`Authorization: Bearer qt_…`, a key made by `quotes keys create` or `POST /v1/keys`. "
        "The names behind an operation's `bearer` are the scopes that the key needs. A service that only "
        "listens on its own machine asks for none, except where the scope is `admin`.",
    },
    "apiKey": {
        "type": "apiKey",
        "in": "header",
        "name": "X-API-Key",
        "description": "The same key in a header of its own, for tools that can't set `Authorization`.",
    },
}


def register(operation_id: str, method: str, scope: str | None) -> str:
    """The scope that the operation needs from now on: ``scope``, or what its method asks for."""
    NEEDED[operation_id] = scope or BY_METHOD[method]
    return NEEDED[operation_id]


def security(scope: str) -> list[dict[str, list[str]]]:
    """What an operation with ``scope`` says under ``security``: one scheme or the other."""
    return [] if scope == PUBLIC else [{name: [scope]} for name in SCHEMES]


def operation() -> str | None:
    """The operationId of the current request; None where it is none of the API's."""
    return _named(request.endpoint or "")


@functools.cache  # a request asks for it five times
def _named(endpoint: str) -> str | None:
    name = endpoint.rpartition(".")[2]
    return name if name in NEEDED else None
