"""Writes leave a trail: after each that succeeded, who did what to which record is stored."""

from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, request

from service.api import guard, scopes
from service.api.headers import request_id
from service.storage import audit

NO_WRITES = frozenset({"extractQuotes", "checkQuote"})
"""POST by form only: they store nothing."""

log = structlog.get_logger(__name__)


def install(app: Flask) -> None:
    """Keep the trail of ``app``."""
    app.after_request(_append)


def _append(response: Response) -> Response:
    operation = scopes.operation()
    wrote = request.method in ("POST", "PUT", "PATCH", "DELETE") and response.status_code < 400
    if operation is None or not wrote or operation in NO_WRITES:
        return response
    key = guard.caller()
    try:
        audit.append(
            operation,
            key_id=key.id if key else None,
            key_name=key.name if key else None,
            record_id=_record(response),
            status=response.status_code,
            request_id=request_id(),
        )
    except Exception:
        # The write is done and stays done: who sent it must learn so, and the operator that it has no entry.
        log.exception("a write left no trail", operation=operation)
    return response


def _record(response: Response) -> str | None:
    """The id of what was written: in the path, or where ``Location`` says."""
    location = response.headers.get("Location")
    if location:
        return urlsplit(location).path.rpartition("/")[2]
    return next((str(value) for value in (request.view_args or {}).values()), None)
