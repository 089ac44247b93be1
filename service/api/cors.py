"""Which web pages of other origins may call the API from a browser (the Fetch standard's CORS protocol).

Only the origins of CORS_ORIGINS, each by its name, and never with credentials: cookies and passwords that a
browser would add by itself count for nothing here, a page has to send a key. Pages of other origins get no
header that would let them read an answer.
"""

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from service.api.context import services

ORIGIN, WANTED = "Origin", "Access-Control-Request-Method"
TAKEN = (
    "Accept",
    "Authorization",
    "Content-Encoding",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "Prefer",
    "X-API-Key",
    "X-Request-ID",
)
"""Request headers that a page may send."""

SHOWN = (
    "Content-Disposition",
    "Deprecation",
    "ETag",
    "Idempotent-Replayed",
    "Link",
    "Location",
    "Preference-Applied",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "Sunset",
    "WWW-Authenticate",
    "X-Request-ID",
)
"""Headers of answers that a page may read, beside those that every page may."""

KEPT_SECONDS = 600
"""How long a browser need not ask again: a change of CORS_ORIGINS is in force after that."""


def install(app: Flask) -> None:
    """Answer the questions that browsers ask ``app`` for pages of other origins."""
    app.before_request(_preflight)
    app.after_request(_tell)


def allowed(origin: str) -> bool:
    """Whether pages of ``origin`` may call the API."""
    return origin in services().settings.cors_origins


def _preflight() -> Response | None:
    """The answer to a preflight; None where the request is none."""
    asked = request.method == "OPTIONS" and WANTED in request.headers and ORIGIN in request.headers
    if not asked:
        return None
    response = Response(status=204)
    response.vary.update((ORIGIN, WANTED, "Access-Control-Request-Headers"))
    if allowed(request.headers[ORIGIN]):
        response.headers["Access-Control-Allow-Methods"] = ", ".join(_methods())
        response.headers["Access-Control-Allow-Headers"] = ", ".join(TAKEN)
        response.headers["Access-Control-Max-Age"] = str(KEPT_SECONDS)
    return response


def _methods() -> list[str]:
    """The methods of the path that is asked for; none where there is nothing at it."""
    adapter = current_app.create_url_adapter(request)
    try:
        return sorted(adapter.allowed_methods()) if adapter else []
    except HTTPException:
        return []


def _tell(response: Response) -> Response:
    """Say who may read ``response``: the same answer must not be cached for another origin."""
    origins = services().settings.cors_origins
    if origins:
        response.vary.add(ORIGIN)
    origin = request.headers.get(ORIGIN, "")
    if origin in origins:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = ", ".join(SHOWN)
    return response
