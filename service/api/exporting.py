"""A list of quotes as an answer, in the form that was asked for: a page of JSON unless something else was."""

import logging
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from flask import Response, request
from peewee import Database

from service import parking
from service.api import negotiation
from service.api.context import services
from service.api.headers import request_id
from service.api.listing import listing
from service.exports.formats import Format, Listed
from service.exports.offered import FORMATS
from service.storage import quotes
from service.storage.quotes import QuoteFilter
from service.storage.records import Page, QuoteRecord

JSON = "application/json"
SUFFIXES: Mapping[str, Format | None] = {"json": None, **{each.suffix: each for each in FORMATS}}
MEDIA_TYPES: Mapping[str, Format | None] = {JSON: None, **{each.media_type: each for each in FORMATS}}
"""What asks for which format, the one that is liked best first; None is JSON."""

PIECE = 32_768
"""How many characters leave at once: a packet for every line would take longer than the lines."""

NOT_FOR_PAGES = ("limit", "cursor")
Answer = dict[str, object] | Response
log = logging.getLogger(__name__)


def answer(wanted: QuoteFilter, *, title: str, sort: str, limit: int, cursor: str | None) -> Answer:
    """The quotes that ``wanted`` describes: a page, or the whole list where the format has no pages.

    Of a whole list, too, ``limit`` is the most quotes that come, if it was sent, and ``cursor`` is where it
    begins.
    """
    asked = _asked()
    if asked is None:
        return listing(quotes.find(wanted, sort=sort, limit=limit, cursor=cursor))
    if asked.paged:
        page = quotes.find(wanted, sort=sort, limit=limit, cursor=cursor)
        return _response(asked, iter([page.items]), _listed(title, page))
    most = limit if "limit" in request.args else None
    return _response(asked, quotes.walk(wanted, sort=sort, cursor=cursor, most=most), _listed(title))


def _asked() -> Format | None:
    ending = negotiation.suffix()
    return SUFFIXES[ending] if ending else MEDIA_TYPES[negotiation.accepted([*MEDIA_TYPES])]


def _response(asked: Format, batches: Iterator[tuple[QuoteRecord, ...]], listed: Listed) -> Response:
    # What can't be searched for, or a database that is down, shows with the first quotes: while there still
    # is a status to say so.
    first = next(batches, ())
    pieces = asked.write(chain([first], batches), listed)
    # A page is short, and gets an entity tag of its bytes: feed readers ask for it again and again.
    sent = "".join(pieces).encode() if asked.paged else _packed(pieces, services().db, request_id())
    response = Response(sent, content_type=asked.content_type)
    response.headers["Content-Disposition"] = f'inline; filename="quotes.{asked.suffix}"'
    return response


def _packed(pieces: Iterator[str], db: Database, asked_by: str) -> Iterator[bytes]:
    """``pieces`` in UTF-8, some at a time, and then the connection of ``db`` that they came by is closed.

    For Flask the request (its id is ``asked_by``) is over by then. A stream that fails is broken off: it
    must not look complete.
    """
    pack, size = [], 0
    try:
        for piece in pieces:
            parking.give_way()
            pack.append(piece)
            size += len(piece)
            if size >= PIECE:
                yield "".join(pack).encode()
                pack, size = [], 0
        yield "".join(pack).encode()
    except Exception:
        log.exception("a list broke off", extra={"request_id": asked_by})
        raise
    finally:
        if not db.is_closed():
            db.close()


def _listed(title: str, page: Page[QuoteRecord] | None = None) -> Listed:
    ending = negotiation.suffix()
    path = request.path.removesuffix(f".{ending}") if ending else request.path
    filters = sorted((name, value) for name, value in request.args.items() if name not in NOT_FOR_PAGES)
    return Listed(
        base=request.host_url.rstrip("/"),
        url=request.url,
        identity=repr((path, filters)),
        title=title,
        next_url=None if page is None else listing(page)["links"]["next"],  # type: ignore[index]
    )


def documented(shown: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, object]]]:
    """Each media type beside JSON with what the specification says of it; ``shown`` is a recorded example."""
    for each in FORMATS:
        answer: dict[str, object] = {"schema": dict(each.schema)}
        if each.suffix in shown.get("formats", {}):
            answer["example"] = shown["formats"][each.suffix]
        yield each.media_type, answer
