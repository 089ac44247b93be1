"""Watches: saved searches, with feeds and webhooks."""

from dataclasses import asdict
from typing import Any

from flask import request, url_for

from schemas.lists import QuoteList
from schemas.watches import (
    USUAL,
    NewWatch,
    Watch,
    WatchChange,
    WatchList,
    WatchQuery,
    WatchQuotesQuery,
    WatchRequest,
)
from service.api import conditions, exporting
from service.api.blueprint import Blueprint
from service.api.context import services
from service.api.listing import listing
from service.api.problems import INVALID_WATCH
from service.errors import InvalidWatch
from service.storage import watches
from service.storage.quotes import QuoteFilter
from service.storage.watch_records import WatchRecord
from service.storage.watches import Draft
from service.tracker import saving
from service.webhooks import signing, targets

WRITE = "write"
"""What a key needs to see and change watches: targets are often secrets themselves."""

Tagged = conditions.Tagged[WatchRecord]
blueprint = Blueprint(
    "Watches",
    __name__,
    url_prefix="/v1/watches",
    description="Saved searches: lists and feeds of what they find, signed messages of what happens to it.",
)


@blueprint.operation(
    "POST",
    "",
    "createWatch",
    body=WatchRequest,
    answers={201: NewWatch},
    problems=(503,),
    raises=(INVALID_WATCH,),
    headers={"Location": "URL of the watch."},
    secret=True,
)
def create_watch(body: dict[str, Any]) -> tuple[dict[str, object], int, dict[str, str]]:
    """Save a search.

    With a `target`, what happens to the quotes that it finds is posted there, signed as Standard Webhooks has
    it. The answer has the secret for that, this once. Without one it is a list with feeds.
    """
    secret = signing.new_secret()
    members = {"target": None, "events": USUAL, "active": True, "filters": {}, **body}
    made = saving.create(Draft(**_checked(members), root=_root()), secret)
    where = url_for("Watches.getWatch", watch_id=made.id, _external=True)
    return asdict(made) | {"secret": secret}, 201, {"Location": where}


@blueprint.operation(
    "GET", "", "listWatches", query=WatchQuery, answers={200: WatchList}, problems=(503,), scope=WRITE
)
def list_watches(query: dict[str, Any]) -> dict[str, object]:
    """List the watches.

    The first made first, those paused and disabled too.
    """
    return listing(watches.find(**query))


@blueprint.operation(
    "GET",
    "/<id:watch_id>",
    "getWatch",
    answers={200: Watch},
    problems=(404, 503),
    scope=WRITE,
    headers=conditions.shown("watch"),
)
def get_watch(watch_id: str) -> Tagged:
    """Get a watch.

    What it finds, whom it tells, and how that goes. The `ETag` tells the version of what can be changed,
    whatever is delivered meanwhile.
    """
    return conditions.tagged(watches.get(watch_id), saving.version)


@blueprint.operation(
    "PATCH",
    "/<id:watch_id>",
    "changeWatch",
    body=WatchChange,
    answers={200: Watch},
    problems=(404, 412, 428, 503),
    raises=(INVALID_WATCH,),
    scope=WRITE,
    headers=conditions.shown("watch"),
    documented={"parameters": [conditions.match("watch")]},
)
def change_watch(watch_id: str, body: dict[str, Any]) -> Tagged:
    """Change, pause or take up a watch.

    What is sent replaces what was, `filters` as a whole. `active` true takes up again a watch that was paused
    or disabled; what was held is then sent.
    """
    watches.get(watch_id)
    changed = saving.change(watch_id, _checked(body), _root(), conditions.seen())
    return conditions.tagged(changed, saving.version)


@blueprint.operation("DELETE", "/<id:watch_id>", "deleteWatch", answers={204: None}, problems=(404, 503))
def delete_watch(watch_id: str) -> str:
    """Delete a watch.

    With its deliveries; what waits is not sent.
    """
    watches.delete(watch_id)
    return ""


@blueprint.operation(
    "POST", "/<id:watch_id>/secret", "rotateSecret", answers={200: NewWatch}, problems=(404, 503), secret=True
)
def rotate_secret(watch_id: str) -> dict[str, object]:
    """Get a new secret.

    Messages are signed with it from now on, and until `old_secret_until`, a day later, with the one before
    too: change it at the receiver meanwhile. The one before that is void at once.
    """
    secret = signing.new_secret()
    return asdict(watches.rotate(watch_id, secret)) | {"secret": secret}


@blueprint.operation(
    "GET",
    "/<id:watch_id>/quotes",
    "listWatchQuotes",
    query=WatchQuotesQuery,
    answers={200: QuoteList},
    problems=(404, 406, 503),
    exported=True,
)
def list_watch_quotes(watch_id: str, query: dict[str, Any]) -> exporting.Answer:
    """List the quotes that a watch finds.

    Latest article first unless `sort` says otherwise, in every format of a list of quotes: as
    `/v1/watches/{watch_id}/quotes.atom` or `.feed.json` it is a feed. A key with the scope `read` will do.
    """
    name, wanted = saving.wanted(watch_id)
    return exporting.answer(
        wanted, title=name, sort=query["sort"], limit=query["limit"], cursor=query.get("cursor")
    )


def _checked(body: dict[str, Any]) -> dict[str, Any]:
    """``body`` with its filters as storage knows them; refuses a target that nothing is sent to."""
    members = dict(body)
    if "filters" in members:
        members["filters"] = QuoteFilter(**members["filters"])
    if members.get("target") is not None:
        settings = services().settings
        policy = targets.Policy(networks=settings.webhook_networks, plain_http=settings.webhook_plain_http)
        try:
            targets.read(members["target"], policy)
        except targets.InvalidTarget as error:
            raise InvalidWatch(f"target {error}.", field="target") from None
    return members


def _root() -> str:
    """This service as who is calling knows it: links in messages begin with it."""
    return request.host_url.rstrip("/")
