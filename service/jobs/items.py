"""An item of a job, as it is stored: what is to be done, and what came of it. Plain JSON both."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from service.errors import GaveUp, InternalError, TrackerError
from service.extraction.reader import Reader
from service.tracker.intake import Submission
from service.tracker.processing import Ingested, ingest


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRefused:
    """An item that is no article; ``problem`` says why, in the members of a problem+json."""

    problem: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Numbered:
    """An item and the line of the body on which it was sent, from 1."""

    line: int
    item: Submission | ItemRefused


Item = Submission | ItemRefused | Numbered


def payload_of(item: Item) -> dict[str, object]:
    """What is stored of ``item`` until a worker takes it up."""
    if isinstance(item, Numbered):
        return {**payload_of(item.item), "line": item.line}
    if isinstance(item, ItemRefused):
        return {"problem": dict(item.problem)}
    return {"article": {name: value for name, value in asdict(item).items() if value is not None}}


def process(payload: Mapping[str, object], reader: Reader, max_chars: int) -> tuple[dict[str, object], bool]:
    """Do what ``payload`` asks for; returns the outcome and whether it failed.

    Processing it twice stores nothing twice.
    """
    if "problem" in payload:
        return _outcome(problem=payload["problem"]), True
    article = payload["article"]
    assert isinstance(article, dict)
    try:
        ingested = ingest(Submission(**article), reader, max_chars)
    except TrackerError as error:
        return _outcome(problem=problem_of(error)), True
    return _outcome(ingested), False


def problem_of(error: TrackerError) -> dict[str, object]:
    """``error`` in the members of a problem+json."""
    fault = {"pointer": f"/{error.field}", "place": "body", "detail": error.detail, "expected": None}
    return {
        "type": f"/problems/{error.slug}",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
        "errors": [fault] if error.field else [],
    }


def broken() -> dict[str, object]:
    """The outcome of an item that the service itself could not do."""
    detail = "The article could not be stored. The job's id finds the cause in the worker's log."
    return _outcome(problem=problem_of(InternalError(detail)))


def gave_up(attempts: int) -> dict[str, object]:
    """The outcome of an item that was begun so often and whose worker never lived to tell."""
    detail = (
        f"It was begun {attempts} times, and its worker ended each time. It is not tried again. "
        "The job's other articles are not concerned."
    )
    return _outcome(problem=problem_of(GaveUp(detail)))


def too_slow(seconds: int) -> dict[str, object]:
    """The outcome of an item whose article was still being read after so many seconds."""
    detail = (
        f"Reading it took more than {seconds} seconds (JOB_ITEM_SECONDS), so its worker was ended. It is not "
        "tried again. The job's other articles are not concerned."
    )
    return _outcome(problem=problem_of(GaveUp(detail)))


def _outcome(ingested: Ingested | None = None, *, problem: object = None) -> dict[str, object]:
    return {
        "outcome": ingested and ingested.outcome,
        "article_id": ingested and ingested.article.id,
        "quote_count": ingested and len(ingested.quotes),
        "problem": problem,
    }
