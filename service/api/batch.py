"""Many articles in one request: kept at once, read in the background, each with an outcome of its own."""

from collections.abc import Iterator
from dataclasses import asdict

from flask import Response, request
from marshmallow import ValidationError

from schemas.articles import ArticleRequest
from schemas.jobs import Job
from service.api import problems
from service.api.blueprint import Blueprint
from service.api.context import services
from service.api.examples import example
from service.api.jobs import accepted, sealed
from service.api.parser import check_media_type, invalid, read_json
from service.api.problems import Fault, Refusal
from service.jobs.items import ItemRefused
from service.tracker.intake import Submission

MOST_ITEMS = 1_000
ARRAY, LINES = "application/json", "application/x-ndjson"

blueprint = Blueprint(
    "Batches", __name__, url_prefix="/v1/articles", description="Store many articles in one request."
)

BODY = {
    "required": True,
    "content": {
        ARRAY: {
            "schema": {"type": "array", "items": ArticleRequest, "minItems": 1, "maxItems": MOST_ITEMS},
            "example": example("storeBatch").get("request"),
        },
        LINES: {
            "schema": {
                "type": "string",
                "description": f"One article a line, as JSON; at most {MOST_ITEMS:,}.",
            },
            "example": example("storeBatch").get("lines"),
        },
    },
}


@blueprint.operation(
    "POST",
    "/batch",
    "storeBatch",
    answers={202: Job},
    problems=(413, 415, 503),
    headers={"Location": "URL of the job."},
    own_transaction=True,
    documented={"requestBody": BODY},
)
def store_batch() -> Response:
    """Store many articles.

    Answers 202 and a job with one item per article, in the order in which they were sent. An article that
    can't be read fails with its own problem and does not sink the rest. Sending a batch again is safe:
    nothing is doubled.
    """
    return accepted(services().queue.enqueue_batch([*_items()], also=sealed))


def _items() -> Iterator[Submission | ItemRefused]:
    check_media_type(request, (ARRAY, LINES))
    for value in _bounded(_lines() if request.mimetype == LINES else _array()):
        try:
            yield _submission(value)
        except Refusal as refusal:
            yield ItemRefused(problem=_problem(refusal))


def _array() -> list[object]:
    body = read_json(request.get_data())
    if not isinstance(body, list):
        fault = Fault("", "body", "is not a JSON array", "an array of articles")
        raise Refusal(problems.INVALID_REQUEST, "The body is not a JSON array.", [fault])
    return body


def _lines() -> list[object]:
    return [line for line in request.get_data().removeprefix(b"\xef\xbb\xbf").split(b"\n") if line.strip()]


def _bounded(values: list[object]) -> list[object]:
    if 1 <= len(values) <= MOST_ITEMS:
        return values
    fault = Fault("", "body", f"has {len(values):,} articles", f"1 to {MOST_ITEMS:,} articles")
    raise Refusal(problems.INVALID_REQUEST, f"The body has {len(values):,} articles.", [fault])


def _submission(value: object) -> Submission:
    """The article that ``value`` is: JSON, or a line that is to be read as JSON."""
    article = read_json(value, "The line") if isinstance(value, bytes) else value
    schema = ArticleRequest()
    try:
        return Submission(**schema.load(article))  # type: ignore[arg-type]  # anything else is told
    except ValidationError as error:
        raise invalid(error.messages_dict, schema) from None


def _problem(refusal: Refusal) -> dict[str, object]:
    return {
        "type": refusal.kind.uri,
        "title": refusal.kind.title,
        "status": refusal.kind.status,
        "detail": refusal.detail,
        "errors": [asdict(fault) for fault in refusal.faults],
    }
