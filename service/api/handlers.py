"""Turns whatever a request ends in into a problem response; nothing leaves as HTML or with a stack trace."""

import errno
import json
import logging
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from flask import Flask, Response, request
from peewee import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge

from schemas.problems import Problem
from service.api import conditions, problems, replay
from service.api.context import services
from service.api.headers import request_id
from service.api.problems import Fault, Kind, Refusal
from service.errors import AnswerWithheld, InvalidCursor, KeyInUse, KeyReused, Outdated, TrackerError

PROBLEM = Problem()
MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = "2"
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
log = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Register the handlers of every error with ``app``."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(Outdated, lambda error: _refused(conditions.changed(error)))
    app.register_error_handler(TrackerError, _tracker_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_down)
    app.register_error_handler(InterfaceError, _database_down)
    app.register_error_handler(OSError, _disk_full)
    app.register_error_handler(Exception, _unexpected)


def respond(
    kind: Kind, detail: str, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
) -> Response:
    """The problem as a response."""
    body = {
        "type": kind.uri,
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "instance": quote(request.path),
        "request_id": request_id(),
        "errors": list(faults),
    }
    # What was sent may come back in messages, even halves of surrogate pairs, which ASCII escapes keep legal.
    text = json.dumps(PROBLEM.dump(body), ensure_ascii=True) + "\n"
    return Response(text, kind.status, dict(headers or {}), content_type=MEDIA_TYPE)


def _refused(error: Refusal) -> Response:
    return respond(error.kind, error.detail, error.faults, error.headers)


def _tracker_error(error: TrackerError) -> Response:
    kind = problems.KINDS[error.slug]
    field = "cursor" if isinstance(error, InvalidCursor) else error.field
    faults = [_fault_at(field, error.detail)] if field else []
    if isinstance(error, KeyReused | KeyInUse | AnswerWithheld):
        faults = [Fault(replay.HEADER, "header", error.detail, replay.TOLD.get(type(error)))]
    waits = {"Retry-After": RETRY_SECONDS} if isinstance(error, KeyInUse) else {}
    return respond(kind, error.detail, faults, waits)


def _fault_at(field: str, detail: str) -> Fault:
    if field in request.args or request.method in ("GET", "HEAD"):
        return Fault(field, "query", detail)
    return Fault(f"/{field}", "body", detail)


def _http_error(error: HTTPException) -> Response:
    if isinstance(error, RequestEntityTooLarge):
        most = request.max_content_length or services().settings.max_body_bytes
        return respond(problems.TOO_LARGE, f"The body has more than the {most:,} bytes that are accepted.")
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(error.valid_methods or ()))
        detail = f"{request.method} is not possible here; {allowed} would be."
        return respond(problems.METHOD_NOT_ALLOWED, detail, headers={"Allow": allowed})
    if error.code == problems.NOT_FOUND.status:
        return respond(problems.NOT_FOUND, "There is nothing at this path. /docs lists what there is.")
    if error.code is not None and 400 <= error.code < 500:
        return respond(problems.BAD_REQUEST, "The request can't be read.")
    return _unexpected(error)


def _database_down(error: Exception) -> Response:
    log.error("the database can't be used", exc_info=error, extra={"request_id": request_id()})
    detail = "The database can't be used just now."
    return respond(problems.UNAVAILABLE, detail, headers={"Retry-After": "5"})


def _disk_full(error: OSError) -> Response:
    """A long body is kept in a temporary file: the disk that it lies on may have no room."""
    if error.errno not in FULL:
        return _unexpected(error)
    log.error("the disk is full", exc_info=error, extra={"request_id": request_id()})
    detail = "The service can't keep so much just now."
    return respond(problems.UNAVAILABLE, detail, headers={"Retry-After": "5"})


def _unexpected(error: Exception) -> Response:
    log.error("a request failed", exc_info=error, extra={"request_id": request_id()})
    return respond(
        problems.INTERNAL, "The request could not be answered. Its request_id finds the cause in the log."
    )
