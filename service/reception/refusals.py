"""The problem of a request that never gets to an operation, as bytes to be sent."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import formatdate
from uuid import uuid4

from gunicorn.http import errors

from service.api import problems
from service.api.handlers import MEDIA_TYPE, PROBLEM
from service.api.headers import REQUEST_ID, SAFETY
from service.api.problems import Kind
from service.reception import refused
from service.reception.arriving import BODY_SECONDS, HEAD_SECONDS, LONGEST_HEAD
from service.reception.turns import TURN_SECONDS

REASONS = {408: "Request Timeout", 413: "Content Too Large", 414: "URI Too Long"} | {
    417: "Expectation Failed",
    429: "Too Many Requests",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
    501: "Not Implemented",
    503: "Service Unavailable",
}

TOLD: Sequence[tuple[type[Exception] | tuple[type[Exception], ...], Kind, str]] = (
    (
        refused.TooSlow,
        problems.REQUEST_TIMEOUT,
        f"A request's head must come within {HEAD_SECONDS:.0f} seconds, its body within {BODY_SECONDS:.0f} "
        "and the time that its size takes.",
    ),
    (refused.TooManyBytes, problems.BUSY, "More is being sent to the service than it has room for just now."),
    (
        refused.TooManyWaiting,
        problems.TOO_MANY_REQUESTS,
        "This client has as many requests waiting as are kept for one: let some be answered first.",
    ),
    (
        refused.WaitedTooLong,
        problems.BUSY,
        f"The request has waited {TURN_SECONDS:.0f} seconds for its turn.",
    ),
    (refused.LongHead, problems.HEADERS_TOO_LARGE, f"The headers have more than {LONGEST_HEAD:,} bytes."),
    (
        refused.Chopped,
        problems.BAD_REQUEST,
        "The body comes in very many chunks with next to nothing in them.",
    ),
    (errors.LimitRequestLine, problems.URI_TOO_LONG, "The request line is longer than is accepted."),
    (errors.LimitRequestHeaders, problems.HEADERS_TOO_LARGE, "A header is too long, or there are too many."),
    (errors.ExpectationFailed, problems.EXPECTATION_FAILED, "Nothing but 100-continue can be expected."),
    (
        errors.UnsupportedTransferCoding,
        problems.NOT_IMPLEMENTED,
        "The Transfer-Encoding is not known here; chunked is.",
    ),
    (errors.InvalidRequestLine, problems.BAD_REQUEST, "The request line is not one of HTTP."),
    (errors.InvalidRequestMethod, problems.BAD_REQUEST, "The request line has no method of HTTP."),
    (
        errors.InvalidHTTPVersion,
        problems.BAD_REQUEST,
        "The request line has no version of HTTP that is spoken.",
    ),
    (
        (errors.InvalidHeader, errors.InvalidHeaderName, errors.ObsoleteFolding, errors.InvalidSchemeHeaders),
        problems.BAD_REQUEST,
        "A header is not one of HTTP, is there twice, or contradicts another.",
    ),
    (
        (errors.InvalidChunkSize, errors.ChunkMissingTerminator, errors.InvalidChunkExtension),
        problems.BAD_REQUEST,
        "The body is not in chunks as its headers say.",
    ),
    (errors.ParseException, problems.BAD_REQUEST, "The request is not one of HTTP."),
)
"""What each error is told as, the first that fits. Nothing of what was sent is told back."""

LATER = (problems.BUSY, problems.TOO_MANY_REQUESTS)
"""What is told together with when to try again."""

OURS = ("ConfigurationProblem", "InvalidResponseHeader", "InvalidResponseHeaderName")
"""Errors of gunicorn's that are of the same families, and nobody's fault but ours."""


@dataclass(frozen=True, slots=True)
class Told:
    """A kind of problem, and what went wrong this time."""

    kind: Kind
    detail: str


def of(error: BaseException) -> Told:
    """What is told of ``error``."""
    if isinstance(error, refused.TooLarge):
        return Told(problems.TOO_LARGE, f"The body has more than the {error.most:,} bytes that are accepted.")
    if type(error).__name__ not in OURS:
        for kinds, kind, detail in TOLD:
            if isinstance(error, kinds):
                return Told(kind, detail)
    return Told(problems.INTERNAL, "The request could not be answered.")


def answer(told: Told) -> bytes:
    """The whole response, after which the connection ends: where the next request begins is not known."""
    request_id = uuid4().hex
    problem = {
        "type": told.kind.uri,
        "title": told.kind.title,
        "status": told.kind.status,
        "detail": told.detail,
        "instance": "/",
        "request_id": request_id,
        "errors": [],
    }
    body = (json.dumps(PROBLEM.dump(problem)) + "\n").encode()
    headers = {
        "Server": "gunicorn",
        "Date": formatdate(usegmt=True),
        "Connection": "close",
        "Content-Type": MEDIA_TYPE,
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        REQUEST_ID: request_id,
        **SAFETY,
        **({"Retry-After": problems.BUSY_SECONDS} if told.kind in LATER else {}),
    }
    status = f"{told.kind.status} {REASONS.get(told.kind.status, 'Bad Request')}"
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body
