"""One event per request in the log, and the request's id on every event in between."""

import logging
import re
import time

import structlog
from flask import Flask, Response, g, request

from service import logs
from service.api.headers import request_id

MADE = re.compile(r"/v1/(?P<noun>[a-z]+)s/(?P<id>[^/?#]+)$")
"""The end of the URL of what was made: an article or a job."""

standard = logging.getLogger(__name__)
log = structlog.get_logger(__name__)


def install(app: Flask) -> None:
    """Log the requests of ``app``."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    logs.clear()
    logs.bind(request_id=request_id())
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    if not standard.isEnabledFor(logging.INFO):
        return response
    took = round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1)
    # Without the query: what a newsroom searches for is its own affair.
    log.info(
        "request",
        method=request.method,
        path=request.path,
        status=response.status_code,
        ms=took,
        **_ids(response),
    )
    return response


def _ids(response: Response) -> dict[str, str]:
    """The ids of the records that the request was about, or that it made."""
    asked = {name: str(value) for name, value in (request.view_args or {}).items() if name.endswith("_id")}
    made = MADE.search(response.headers.get("Location", ""))
    return asked | ({f"{made['noun']}_id": made["id"]} if made else {})
