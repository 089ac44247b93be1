"""flask-smorest with this service's errors: problem+json in the specification and on the wire."""

from flask import Flask
from flask_smorest import Api as SmorestApi  # type: ignore[import-untyped]

from schemas.problems import Problem
from service.api import (
    articles,
    audit,
    batch,
    checks,
    counts,
    curation,
    deliveries,
    extract,
    handlers,
    health,
    jobs,
    keys,
    occurrences,
    paths,
    quotes,
    scopes,
    topics,
    watches,
)
from service.api.responses import NAMES, documented

ABOUT = """\
Finds every direct quote in a news article – the exact words, who said them, in what role, through what \
medium, on what day – and keeps them, so that they are found again by speaker or topic.

**Every field can be proved.** All offsets count Unicode code points of the article's text, and for every \
span `text[start:end] == span.text`. What the article does not say is null.

**Keys**: send yours as `Authorization: Bearer qt_…` or `X-API-Key: qt_…`. \
A key has scopes – `read`, `write`, `review`, `admin` – and each \
operation says which it needs. Tried on the machine that it runs on, the service asks for no key. \
`RateLimit` and \
`RateLimit-Policy` tell how many requests the key has left this minute.

**Lists** answer `{"data": […], "links": {"next": …}, "meta": {"total": n}}`. Follow `links.next` until it \
is null: pages neither skip nor repeat while articles are added.

**Errors** are `application/problem+json` (RFC 9457), one shape for all. `type` never changes; `errors` \
names each member or parameter, what is wrong with it and what would be right. Unknown ones are refused. \
Every response has an `X-Request-ID`; send your own to find a request again in the log.
"""


class Api(SmorestApi):  # type: ignore[misc]
    """Documents all errors as problems. The handlers are ours."""

    ERROR_SCHEMA = Problem
    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_responses(self) -> None:
        for status, name in NAMES.items():
            response = documented(status, handlers.MEDIA_TYPE, Problem)
            self.spec.components.response(name, response, lazy=True)

    def _register_error_handlers(self) -> None:
        handlers.install(self._app)


def install(app: Flask, version: str) -> Api:
    """Register every operation with ``app``."""
    app.config.update(API_TITLE="Quote tracker", API_VERSION=version, OPENAPI_VERSION="3.1.0")
    paths.install(app)
    info = {"description": ABOUT, "license": {"name": "MIT", "identifier": "MIT"}}
    api = Api(app, spec_kwargs={"info": info, "servers": [{"url": "/"}]})
    for name, scheme in scopes.SCHEMES.items():
        api.spec.components.security_scheme(name, scheme)
    for converter in paths.PATTERNS:
        api.register_converter(converter, paths.schema_of)
    for noun in (
        extract,
        articles,
        batch,
        counts,
        quotes,
        occurrences,
        checks,
        curation,
        topics,
        watches,
        deliveries,
        jobs,
        keys,
        audit,
        health,
    ):
        api.register_blueprint(noun.blueprint)
    return api
