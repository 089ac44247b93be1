"""The docs page, the manual, the specification's files, and what pages load: all from this machine."""

import json
from collections.abc import Callable
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, current_app, render_template, request, send_from_directory

from service.api import manual_pages, peers, problem_pages, problems
from service.api.examples import example
from service.api.headers import PAGE_POLICY
from service.api.openapi import as_json, as_yaml, specification
from service.api.problems import Refusal

STATIC = Path(__file__).parent / "static"
SWAGGER_UI = Path(str(files("flask_swagger_ui"))) / "dist"
ASSETS = {
    "docs.css": STATIC,
    "docs.js": STATIC,
    "mark.svg": STATIC,
    "swagger-ui.css": SWAGGER_UI,
    "swagger-ui-bundle.js": SWAGGER_UI,
}

SPECIFICATION = "specification"

blueprint = Blueprint("docs", __name__, template_folder="templates")


def install(app: Flask) -> None:
    """Serve the pages with ``app``."""
    app.register_blueprint(blueprint)
    app.register_blueprint(problem_pages.blueprint)


@blueprint.get("/")
@blueprint.get("/docs")
def page() -> Response:
    """The docs page."""
    shown = example("extractQuotes")
    body, answer = shown["request"], shown["200"]
    keyless = peers.keyless()
    return _html(
        "docs.html",
        curl=_curl(f"{request.host_url}v1/extract", body, keyless=keyless),
        keyless=keyless,
        answer=json.dumps(answer, ensure_ascii=False, indent=2),
        pieces=_pieces(answer["text"], answer["quotes"][0]),
    )


@blueprint.get("/docs/<path:name>")
def asset(name: str) -> Response:
    """A page of the manual, the Markdown or program behind one, or a file that pages load."""
    if name in ASSETS:
        return send_from_directory(ASSETS[name], name)
    url = request.host_url.rstrip("/")
    found = manual_pages.pages().get(name)
    if found:
        return _html("manual.html", page=found, body=manual_pages.here(found.body, escape(url)))
    source = manual_pages.sources().get(name)
    if source is None:
        raise Refusal(problems.NOT_FOUND, "The docs have no such page. /docs lists what there is.")
    text = manual_pages.here(source.read_text("utf-8"), url)
    return _revalidated(text, "text/markdown" if source.suffix == ".md" else "text/x-python")


@blueprint.get("/openapi.yaml")
def openapi_yaml() -> Response:
    """The specification as YAML."""
    return _revalidated(_specification(as_yaml), "application/yaml")


@blueprint.get("/openapi.json")
def openapi_json() -> Response:
    """The specification as JSON."""
    return _revalidated(_specification(as_json), "application/json")


def _html(template: str, **values: object) -> Response:
    version = current_app.config["API_VERSION"]
    text = render_template(template, version=version, contents=manual_pages.contents(), **values)
    response = Response(text, mimetype="text/html")
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    return response


def _revalidated(text: str, mimetype: str) -> Response:
    response = Response(text, mimetype=mimetype)
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


def _specification(written: Callable[[dict[str, Any]], str]) -> str:
    """The specification as text, made once: it takes a second, and anybody may ask for it."""
    made: dict[str, str] = current_app.extensions.setdefault(SPECIFICATION, {})
    if written.__name__ not in made:
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        made[written.__name__] = written(specification(app))
    return made[written.__name__]


def _curl(url: str, body: dict[str, Any], *, keyless: bool = True) -> str:
    """The request as a shell command: what a developer pastes."""
    quoted = json.dumps(body, ensure_ascii=False, indent=2).replace("'", "'\\''")
    key = "" if keyless else ' \\\n  -H "X-API-Key: $QUOTES_KEY"'
    return f"curl {url}{key} \\\n  -H 'Content-Type: application/json' \\\n  -d '{quoted}'"


def _pieces(text: str, quote: dict[str, Any]) -> list[tuple[str, str | None]]:
    """``text`` cut at the spans of ``quote``, each piece with the field that it proves."""
    spans = [(span["start"], span["end"], "quote") for span in quote["segments"]]
    spans += [(span["start"], span["end"], field) for field, span in quote["evidence"].items() if span]
    pieces: list[tuple[str, str | None]] = []
    at = 0
    for start, end, field in sorted(spans):
        if start < at:  # one word can prove two fields; the page shows the first
            continue
        pieces += [(text[at:start], None), (text[start:end], field)]
        at = end
    return [*pieces, (text[at:], None)]
