"""The header ``Link`` (RFC 8288): where a list begins and goes on, what describes an answer, what goes away.

A list's ``links.next`` says the same in the body. An operation that is going to end says so in
``Deprecation`` (RFC 9745) and ``Sunset`` (RFC 8594), from the day on which that is decided.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import quote, urlencode

from flask import Flask, Response, g, request
from werkzeug.http import http_date

from service.api import scopes

SAFE = "!#$%&'()*+,/:;=?@[]~"
LISTED = {
    "Link": "`next` and `first` page of a list, with the same filters (RFC 8288); `describedby`: the "
    "specification."
}
RETIRED = {
    "Deprecation": "Since when the operation should not be used any more: seconds since 1970 (RFC 9745).",
    "Sunset": "When it ends, at the earliest (RFC 8594).",
}


@dataclass(frozen=True, slots=True)
class Retirement:
    """An operation that should not be used ``since`` a day, and ends on ``sunset`` at the earliest."""

    since: date
    sunset: date


RETIREMENTS: dict[str, Retirement] = {}
"""By operationId, as the blueprints register them."""


def install(app: Flask) -> None:
    """Give the answers of ``app`` their links."""
    app.after_request(_add)


def go_on(cursor: str | None) -> str | None:
    """The URL of the next page of the current list, None on the last; the header says so too."""
    first = {name: value for name, value in request.args.items() if name != "cursor"}
    g.pages = [("first", _url(first))]
    if cursor is None:
        return None
    following = _url({**first, "cursor": cursor})
    g.pages = [("next", following), *g.pages]
    return following


def _url(args: dict[str, str]) -> str:
    return f"{request.base_url}?{urlencode(args)}" if args else request.base_url


def _add(response: Response) -> Response:
    operation = scopes.operation()
    if operation is None:
        return response
    links = [(relation, url, "") for relation, url in g.get("pages", [])]
    if request.method in ("GET", "HEAD") and response.status_code == 200:
        links.append(("describedby", "/openapi.json", "application/json"))
    retirement = RETIREMENTS.get(operation)
    if retirement:
        response.headers["Deprecation"] = f"@{int(_midnight(retirement.since).timestamp())}"
        response.headers["Sunset"] = http_date(_midnight(retirement.sunset))
        links.append(("deprecation", "/docs", "text/html"))
    if links and response.status_code < 400 and response.status_code != 304:
        response.headers["Link"] = ", ".join(_link(*link) for link in links)
    return response


def _link(relation: str, url: str, media_type: str) -> str:
    kind = f'; type="{media_type}"' if media_type else ""
    return f'<{quote(url, safe=SAFE)}>; rel="{relation}"{kind}'


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
