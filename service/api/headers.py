"""Headers that every response carries: the request's id, and what keeps browsers safe."""

import os
import re

from flask import Flask, Response, g, request

REQUEST_ID = "X-Request-ID"
ACCEPTABLE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
# Swagger UI styles its parts through the DOM, which this allows, and embeds its icons as data: URLs.
PAGE_POLICY = f"{NOTHING}; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
SAFETY = {
    "Content-Security-Policy": NOTHING,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

# What an archive holds changes, and belongs in no shared cache.
DEFAULTS = {name.lower(): (name, value) for name, value in {**SAFETY, "Cache-Control": "no-store"}.items()}
"""What an answer says that does not say otherwise, by the name in small letters."""


def install(app: Flask) -> None:
    """Give every response of ``app`` its headers."""
    app.after_request(_complete)


def request_id() -> str:
    """The current request's id: the caller's ``X-Request-ID`` if it is short and plain, else a new one."""
    if "request_id" not in g:
        sent = request.headers.get(REQUEST_ID, "")
        g.request_id = sent if ACCEPTABLE_ID.fullmatch(sent) else os.urandom(16).hex()
    return str(g.request_id)


def _complete(response: Response) -> Response:
    sent = {name.lower() for name, _ in response.headers}
    response.headers.extend(each for name, each in DEFAULTS.items() if name not in sent)
    response.headers[REQUEST_ID] = request_id()
    return response
