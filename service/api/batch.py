"""Many articles in one request: kept at once, read in the background, each with an outcome of its own."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import BinaryIO, NoReturn

from flask import Response, request
from marshmallow import ValidationError

from schemas.articles import ArticleRequest
from schemas.jobs import Job
from service.api import problems, spooling
from service.api.blueprint import Blueprint
from service.api.context import services
from service.api.examples import example
from service.api.jobs import accepted, sealed
from service.api.parser import check_media_type, invalid, read_json
from service.api.problems import Fault, Refusal
from service.api.splitting import elements, lines
from service.jobs.items import Item, ItemRefused, Numbered
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
    spooled=True,
    documented={"requestBody": BODY},
)
def store_batch() -> Response:
    """Store many articles.

    Answers 202 and a job with one item per article, in the order in which they were sent. An article that
    can't be read fails with its own problem and does not sink the rest. The body may be as large as
    `MAX_BATCH_BYTES` says (64 MB), each article as `MAX_BODY_BYTES`. Sending a batch again is safe:
    nothing is doubled.
    """
    check_media_type(request, (ARRAY, LINES))
    items = _Items(request.mimetype, services().settings.max_body_bytes)
    return accepted(services().queue.enqueue_batch(items, also=sealed))


class _Items:
    """The items of the current request's body, from the first one each time they are gone through."""

    def __init__(self, media_type: str, longest: int) -> None:
        self._lines = media_type == LINES
        self._longest = longest

    def __iter__(self) -> Iterator[Item]:
        body, count = spooling.body(), 0
        for count, item in enumerate(self._of_lines(body) if self._lines else self._of_array(body), start=1):
            if count > MOST_ITEMS:
                _refuse(f"more than {MOST_ITEMS:,} articles")
            yield item
        if count == 0:
            _refuse("0 articles")

    def _of_lines(self, body: BinaryIO) -> Iterator[Item]:
        for number, line in lines(body, self._longest):
            yield Numbered(number, self._read(line))

    def _of_array(self, body: BinaryIO) -> Iterator[Item]:
        for element in elements(body, self._longest):
            yield self._read(element.encode())

    def _read(self, data: bytes) -> Submission | ItemRefused:
        try:
            if len(data) > self._longest:
                detail = f"The article has more than the {self._longest:,} bytes that are accepted of one."
                raise Refusal(problems.TOO_LARGE, detail)
            return _submission(data)
        except Refusal as refusal:
            return ItemRefused(problem=_problem(refusal))


def _refuse(has: str) -> NoReturn:
    fault = Fault("", "body", f"has {has}", f"1 to {MOST_ITEMS:,} articles")
    raise Refusal(problems.INVALID_REQUEST, f"The body has {has}.", [fault])


def _submission(data: bytes) -> Submission:
    """The article that ``data`` is, as JSON."""
    schema = ArticleRequest()
    try:
        return Submission(**schema.load(read_json(data, "The article")))  # type: ignore[arg-type]  # else told
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
