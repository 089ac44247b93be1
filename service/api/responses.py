"""The error responses that operations share, for the specification."""

from service.api import problems
from service.api.problems import Kind

NAMES = {
    400: "BadRequest",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    406: "NotAcceptable",
    409: "Conflict",
    412: "PreconditionFailed",
    413: "TooLarge",
    415: "UnsupportedMediaType",
    422: "Invalid",
    428: "PreconditionRequired",
    429: "TooManyRequests",
    500: "InternalError",
    503: "Unavailable",
}

CHALLENGE = {
    "WWW-Authenticate": "How to send a key, and what is wrong with the one that was sent (RFC 6750)."
}
HEADERS = {
    401: CHALLENGE,
    403: CHALLENGE,
    429: {
        "Retry-After": "After how many seconds there are requests left again.",
        "RateLimit": "What is left: `r` requests, anew in `t` seconds (an IETF draft, version 11).",
        "RateLimit-Policy": "The key's limit: `q` requests in `w` seconds.",
    },
}

LEADS = {
    400: "The request can't be read",
    401: "The request needs an API key that is in force",
    409: "What is asked for contradicts what is stored, or was asked for before",
    413: "Too much was sent",
    422: "The request was read, and something in it is wrong",
    500: "Something went wrong in the service",
}

SHOWN: dict[int, tuple[Kind, str, list[dict[str, str | None]]]] = {
    400: (
        problems.BROKEN_JSON,
        "The body is not JSON: Expecting ',' delimiter at line 1, column 34.",
        [],
    ),
    401: (
        problems.NO_KEY,
        "This needs an API key with the scope read; no key was sent.",
        [
            {
                "pointer": "Authorization",
                "place": "header",
                "detail": "is missing",
                "expected": "Authorization: Bearer qt_…, or X-API-Key: qt_…",
            }
        ],
    ),
    403: (
        problems.INSUFFICIENT_SCOPE,
        "This needs the scope write; the key qt_7m2kq0xd (CMS plug-in) has read.",
        [
            {
                "pointer": "Authorization",
                "place": "header",
                "detail": "has a key with the scopes read",
                "expected": "a key with the scope write",
            }
        ],
    ),
    429: (
        problems.TOO_MANY_REQUESTS,
        "The key qt_7m2kq0xd (CMS plug-in) has made its 600 requests of this minute.",
        [],
    ),
    404: (problems.NOT_FOUND, "There is nothing at this path. /docs lists what there is.", []),
    406: (
        problems.NOT_ACCEPTABLE,
        "This can't be had as Accept asks; there is application/json, text/csv.",
        [
            {
                "pointer": "Accept",
                "place": "header",
                "detail": "names no media type that there is",
                "expected": "application/json or text/csv",
            }
        ],
    ),
    409: (
        problems.CONFLICT,
        "There is no speaker 'ada' that the quote could be given to.",
        [
            {
                "pointer": "/speaker_id",
                "place": "body",
                "detail": "There is no speaker 'ada' that the quote could be given to.",
                "expected": None,
            }
        ],
    ),
    412: (
        problems.PRECONDITION_FAILED,
        "The quote has changed since: look at it again, then decide.",
        [
            {
                "pointer": "If-Match",
                "place": "header",
                "detail": "names a version that is no more",
                "expected": '"5f1f8be9f0a1c2d3e4b5a6978877665f", the current one',
            }
        ],
    ),
    413: (
        problems.TOO_LARGE,
        "The body has more than the 8,000,000 bytes that are accepted.",
        [],
    ),
    415: (
        problems.UNSUPPORTED_MEDIA_TYPE,
        "Content-Type is text/plain; the body must be JSON in UTF-8, plain or gzip.",
        [
            {
                "pointer": "Content-Type",
                "place": "header",
                "detail": "is text/plain",
                "expected": "application/json",
            }
        ],
    ),
    422: (
        problems.INVALID_REQUEST,
        "txt is not known here.",
        [
            {
                "pointer": "/txt",
                "place": "body",
                "detail": "is not known here",
                "expected": "text, perhaps; known are: html, published_at, text, title, url",
            }
        ],
    ),
    428: (
        problems.PRECONDITION_REQUIRED,
        "If-Match is missing; get what you decide on, and send its ETag with the decision.",
        [
            {
                "pointer": "If-Match",
                "place": "header",
                "detail": "is missing",
                "expected": "the ETag that GET answered for what was decided on",
            }
        ],
    ),
    500: (
        problems.INTERNAL,
        "The request could not be answered. Its request_id finds the cause in the log.",
        [],
    ),
    503: (problems.UNAVAILABLE, "The database can't be used just now.", []),
}


def documented(status: int, media_type: str, schema: object) -> dict[str, object]:
    """The response component of the problems with ``status``."""
    kind, detail, faults = SHOWN[status]
    kinds = [each for each in problems.KINDS.values() if each.status == status]
    meanings = "\n".join(f"* `{each.uri}` – {each.meaning}" for each in kinds)
    shown = {
        "type": kind.uri,
        "title": kind.title,
        "status": status,
        "detail": detail,
        "instance": "/v1/quotes/none-such" if status in (404, 409, 412, 428) else "/v1/extract",
        "request_id": "3f0a6c1e9d9b4b7f8a55c4de0f7f3b21",
        "errors": faults,
    }
    content = {media_type: {"schema": schema, "example": shown}}
    headers = {
        name: {"description": said, "schema": {"type": "string"}}
        for name, said in HEADERS.get(status, {}).items()
    }
    return {
        **({"headers": headers} if headers else {}),
        "description": f"{kind.title if len(kinds) == 1 else LEADS[status]}. By `type`:\n\n{meanings}",
        "content": content,
    }
