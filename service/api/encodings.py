"""gzip, both ways: answers packed for clients that take it, bodies unpacked up to the size that is accepted.

Packed here and not by a library: Flask-Compress brings three binary packages, collects what is streamed, and
gives the packed form the entity tag of the plain one. Answers that show a secret stay plain (BREACH: a secret
beside words of the sender's own could be guessed from the length); no other answer has one, and a page of
another origin can't make a browser send a key.
"""

import functools
import zlib
from collections.abc import Iterable, Iterator

from flask import Flask, Response, g, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from service.api import problems, scopes
from service.api.context import services
from service.api.problems import Fault, Refusal

GZIP = "gzip"
WORTH_IT = 1_000
"""The fewest bytes that are packed: below, what is saved fits into the same packet anyway."""

LEVEL = 5
WRAPPED = 31  # zlib's sign for gzip with the largest window
TEXTS = ("json", "xml", "javascript", "yaml", "ndjson")
PACKED = '-gzip"'
"""How the entity tag of a packed answer ends: it is another representation, with other bytes."""

TAGS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH")
CHUNK = 65_536
"""How many unpacked bytes are looked at before the next: of a bomb no more than these explode."""

SPOOLED: set[str] = set()
"""The operations that unpack their bodies themselves, into a file."""

PLAIN: set[str] = set()
"""The operations whose answers show a secret, as the blueprints register them."""


def install_answers(app: Flask) -> None:
    """Pack the answers of ``app``; to be installed before what else changes them."""
    app.before_request(_strip_tags)
    app.after_request(_pack)


def install_bodies(app: Flask) -> None:
    """Unpack the bodies that come to operations of ``app``; to be installed after what refuses strangers."""
    app.before_request(_unpack)


def _strip_tags() -> None:
    """Both forms of an answer are out of date at the same time: their tags are compared as one."""
    g.sent_tags = request.environ.get(TAGS[0], "")
    for name in TAGS:
        if name in request.environ:
            request.environ[name] = request.environ[name].replace(PACKED, '"')


def _pack(response: Response) -> Response:
    tag = response.headers.get("ETag")
    if response.status_code == 304 and tag:
        _vary(response)
        if _packed_tag(tag) in g.get("sent_tags", ""):
            response.headers["ETag"] = _packed_tag(tag)
        return response
    if not _is_text(response) or response.status_code == 206 or "Content-Encoding" in response.headers:
        return response
    _vary(response)
    if scopes.operation() in PLAIN or not _taken(request.headers.get("Accept-Encoding")):
        return response
    response.direct_passthrough = False
    if response.is_streamed and response.mimetype not in ("text/css", "text/javascript", "image/svg+xml"):
        response.response = _streamed(response.iter_encoded())
        response.headers.pop("Content-Length", None)
    elif len(response.get_data()) >= WORTH_IT:
        packer = zlib.compressobj(LEVEL, zlib.DEFLATED, WRAPPED)
        response.set_data(packer.compress(response.get_data()) + packer.flush())
    else:
        return response
    response.headers["Content-Encoding"] = GZIP
    response.headers.pop("Accept-Ranges", None)
    if tag:
        response.headers["ETag"] = _packed_tag(tag)
    return response


def _vary(response: Response) -> None:
    """Say that another client may get other bytes."""
    if "Vary" in response.headers:
        response.vary.add("Accept-Encoding")
    else:  # as nearly always: nothing to be read before it is written
        response.headers.add("Vary", "Accept-Encoding")


@functools.lru_cache(256)
def _taken(sent: str | None) -> bool:
    """Whether a client that ``sent`` this as Accept-Encoding likes gzip best."""
    return parse_accept_header(sent, Accept).best_match([GZIP, "identity"]) == GZIP


def _streamed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """``pieces`` packed, each on its way at once."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, WRAPPED)
    try:
        for piece in pieces:
            yield packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH)
        yield packer.flush()
    finally:
        close = getattr(pieces, "close", None)
        if close:
            close()


def _packed_tag(tag: str) -> str:
    return tag.removesuffix('"') + PACKED


def _is_text(response: Response) -> bool:
    kind, _, form = (response.mimetype or "").partition("/")
    return kind == "text" or form.endswith(TEXTS)


def _unpack() -> None:
    """Put the unpacked body in the place of the packed one."""
    if scopes.operation() is None or scopes.operation() in SPOOLED or not is_packed():
        return
    packed = request.get_data(cache=False)
    request._cached_data = b"".join(unpacked([packed], services().settings.max_body_bytes))
    del request.environ["HTTP_CONTENT_ENCODING"]


def is_packed() -> bool:
    """Whether the body of the current request comes as gzip."""
    return (request.content_encoding or "").strip().lower() in (GZIP, "x-gzip")


def unpacked(packed: Iterable[bytes], most: int) -> Iterator[bytes]:
    """What ``packed`` is, some at a time; refuses what is no gzip, and to go on after ``most`` bytes."""
    member, left, begun = zlib.decompressobj(WRAPPED), most, False
    try:
        for piece in packed:
            rest = piece
            while rest:
                if member.eof:  # a gzip file may have several members, one behind the other
                    member = zlib.decompressobj(WRAPPED)
                plain, begun = member.decompress(rest, CHUNK), True
                left -= len(plain)
                if left < 0:
                    detail = f"The body unpacks to more than the {most:,} bytes that are accepted."
                    raise Refusal(problems.TOO_LARGE, detail)
                yield plain
                rest = member.unused_data or member.unconsumed_tail
        yield member.flush()
        if begun and not member.eof:
            raise zlib.error("it ends too early")
    except zlib.error as error:
        fault = Fault("Content-Encoding", "header", "is gzip, and the body is not", "a body that is, or none")
        raise Refusal(problems.BAD_REQUEST, f"The body can't be unpacked: {error}.", [fault]) from None
