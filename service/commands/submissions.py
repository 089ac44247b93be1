"""From an article's fields, as a file gives them, to a submission: the same bounds as the API's."""

from marshmallow import ValidationError

from schemas.articles import ArticleRequest
from service.errors import TrackerError
from service.tracker.intake import Submission


class Refused(TrackerError):
    """The fields are not those of an article; the message says which and why, on one line."""


def submission(fields: dict[str, object]) -> Submission:
    """The submission that ``fields`` (those of ``POST /v1/articles``) describe; raises Refused."""
    try:
        return Submission(**ArticleRequest().load(fields))
    except ValidationError as error:
        raise Refused("; ".join(_told(error.messages))) from error


def _told(messages: object, at: str = "") -> list[str]:
    if isinstance(messages, dict):
        return [line for key, value in messages.items() for line in _told(value, f"{at}.{key}".strip("."))]
    if isinstance(messages, list):
        return [line for value in messages for line in _told(value, at)]
    return [f"{at} {messages}" if at and at != "_schema" else str(messages)]
