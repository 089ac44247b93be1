"""A body that may be large is kept in a temporary file: how much memory it takes does not depend on it."""

import functools
import hashlib
import tempfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

from flask import g, request

from service.api import encodings
from service.api.context import services

IN_MEMORY = 1_000_000
CHUNK = 65_536


def first(view: Callable[..., Any]) -> Callable[..., Any]:
    """``view``, before which the body is read to its end: whoever sends slowly holds nothing but a thread."""

    @functools.wraps(view)
    def wrapped(*args: object, **kwargs: object) -> object:
        request.max_content_length = services().settings.max_batch_bytes
        with cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)) as file:
            seen = hashlib.sha256()
            for chunk in _chunks():
                seen.update(chunk)
                file.write(chunk)
            g.spooled, g.spooled_digest = file, seen.digest()
            return view(*args, **kwargs)

    return wrapped


def _chunks() -> Iterator[bytes]:
    """The body of the current request as it comes, unpacked."""
    packed = iter(lambda: request.stream.read(CHUNK), b"")
    if not encodings.is_packed():
        return packed
    del request.environ["HTTP_CONTENT_ENCODING"]
    return encodings.unpacked(packed, services().settings.max_batch_bytes)


def is_spooled() -> bool:
    """Whether the body of the current request is in a file."""
    return "spooled" in g


def body() -> BinaryIO:
    """The body of the current request, from its beginning."""
    g.spooled.seek(0)
    return cast(BinaryIO, g.spooled)


def digest() -> bytes:
    """SHA-256 of the body of the current request."""
    return bytes(g.spooled_digest)
