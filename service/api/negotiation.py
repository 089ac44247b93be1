"""Which of several forms an answer has: a suffix of the path decides, else Accept (RFC 9110, 12.5.1)."""

from collections.abc import Sequence

from flask import Response, after_this_request, request
from werkzeug.http import parse_accept_header

from service.api import problems
from service.api.problems import Fault, Refusal


def suffix() -> str | None:
    """What stands after the dot in the last part of the current path: ``csv``, ``feed.json``."""
    return request.path.rpartition("/")[2].partition(".")[2] or None


def accepted(offered: Sequence[str]) -> str:
    """The media type of ``offered`` that the client likes best, the first of these that it likes as much.

    Without Accept the first. The answer says that it depends on Accept. Raises Refusal (406) where none will
    do.
    """
    after_this_request(_varies)
    sent = ",".join(request.headers.getlist("Accept"))
    if not sent.strip():
        return offered[0]
    ranges = [(_bare(value), quality) for value, quality in parse_accept_header(sent)]
    best = max(offered, key=lambda media_type: _quality(media_type, ranges))
    if _quality(best, ranges) <= 0:
        fault = Fault("Accept", "header", "names no media type that there is", " or ".join(offered))
        detail = f"This can't be had as Accept asks; there is {', '.join(offered)}."
        raise Refusal(problems.NOT_ACCEPTABLE, detail, [fault])
    return best


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """How much the client likes ``media_type``: the range that names it most exactly counts, 0 is a no."""
    for wanted in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        qualities = [quality for value, quality in ranges if value == wanted]
        if qualities:
            return max(qualities)
    return 0.0


def _bare(value: str) -> str:
    """A media range without parameters: none of ours has another form with other ones."""
    return value.partition(";")[0].strip().lower()


def _varies(response: Response) -> Response:
    response.vary.add("Accept")
    return response
