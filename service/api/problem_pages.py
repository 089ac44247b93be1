"""The pages that a problem's ``type`` points to, in HTML and JSON: what it means, an example, what to do."""

import json
from collections.abc import Mapping

from flask import Blueprint, Response, current_app, render_template, request

from service.api import negotiation, problems
from service.api.handlers import MEDIA_TYPE
from service.api.headers import PAGE_POLICY
from service.api.problem_examples import PAGES, example
from service.api.problems import Kind, Refusal

HTML, JSON = "text/html", "application/json"
blueprint = Blueprint("problems", __name__, template_folder="templates")


@blueprint.get("/problems")
def all_problems() -> Response:
    """What kinds of problem there are."""
    if _asked() == JSON:
        return _json({"data": [_summary(kind) for kind in problems.KINDS.values()]})
    return _html(kind=None)


@blueprint.get("/problems/<slug>")
def problem(slug: str) -> Response:
    """What a kind of problem means, and what to do about it."""
    kind = problems.KINDS.get(slug)
    if kind is None:
        raise Refusal(problems.NOT_FOUND, "There is no such kind of problem.")
    if _asked() == JSON:
        page = {**_summary(kind), "what_to_do": PAGES[slug]["todo"], "example": example(kind)}
        return _json({**page, "asked": PAGES[slug]["request"]})
    shown = json.dumps(example(kind), ensure_ascii=False, indent=2)
    return _html(kind=kind, page=PAGES[slug], media_type=MEDIA_TYPE, example=shown)


def _summary(kind: Kind) -> dict[str, object]:
    return {"type": kind.uri, "title": kind.title, "status": kind.status, "meaning": kind.meaning}


def _asked() -> str:
    return negotiation.accepted([HTML, JSON])


def _json(shown: Mapping[str, object]) -> Response:
    return _kept(Response(json.dumps(shown, ensure_ascii=False, indent=2) + "\n", mimetype=JSON))


def _html(**values: object) -> Response:
    version, kinds = current_app.config["API_VERSION"], problems.KINDS.values()
    text = render_template("problem.html", version=version, kinds=kinds, **values)
    response = Response(text, mimetype=HTML)
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    return _kept(response)


def _kept(response: Response) -> Response:
    """With a tag: these pages change with a release only."""
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
