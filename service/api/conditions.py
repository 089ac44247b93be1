"""Conditional requests (RFC 9110, section 13): a client says which version of a record it knows.

Versions are shown as strong entity tags: two answers with one tag are the same down to the last byte. A
decision is made on the part before a dot, if there is one: what stands behind it, such as how often a topic
came up meanwhile, is no reason to look again. An answer that has no version has a digest of its bytes.
"""

import functools
import hashlib
import re
from collections.abc import Callable
from typing import NoReturn, TypeVar

from flask import Response, request

from service.api import problems
from service.api.problems import Fault, Refusal
from service.errors import Outdated

T = TypeVar("T")
IF_MATCH, IF_NONE_MATCH = "If-Match", "If-None-Match"
TAG = re.compile(r'(?P<weak>W/)?"(?P<version>[\x21\x23-\x7e\x80-\xff]*)"')
TO_BE_ASKED_FOR = "private, no-cache"
"""A client may keep the answer, no shared cache may, and whoever keeps it asks before using it."""

Tagged = tuple[T, int, dict[str, str]]
"""What a view returns: the record, the status, the headers."""


def shown(noun: str) -> dict[str, str]:
    """The headers of an answer that shows the version of a ``noun``."""
    return {"ETag": f"The version of the {noun}, a strong entity tag: send it as `If-Match` with a decision."}


def _documented(name: str, about: str, *, strict: bool) -> dict[str, object]:
    """The header ``name`` as a parameter of an operation; ``strict``: it must come, and be an entity tag."""
    schema = {"type": "string", "pattern": r'^(W/)?"[!#-~]*"$'} if strict else {"type": "string"}
    example = '"5f1f8be9f0a1c2d3e4b5a6978877665f"'
    return {
        "in": "header",
        "name": name,
        "required": strict,
        "description": about,
        "schema": schema,
        "example": example,
    }


def match(noun: str) -> dict[str, object]:
    """The parameter of a decision on a ``noun``."""
    about = (
        f"The `ETag` of the {noun} that was decided on, as `GET` answered it. Without it the answer is 428; "
        "`*` is not accepted."
    )
    return _documented(IF_MATCH, about, strict=True)


TAG_OF_ANY = {"ETag": "Names this very answer, a strong entity tag: send it as `If-None-Match` next time."}
NONE_MATCH = _documented(
    IF_NONE_MATCH,
    "The `ETag` of the answer that you have: if it is still the current one, the answer is 304 and empty. "
    "What is no list of entity tags is left aside.",
    strict=False,
)


def seen() -> frozenset[str]:
    """The versions that ``If-Match`` names; refuses a request that names none, or every one.

    A weak tag is not among them: it says too little of what was seen to overwrite it.
    """
    sent = request.headers.getlist(IF_MATCH)
    if not sent:
        _missing("is missing")
    if "*" in (value.strip() for value in sent):
        _missing("is *, which would overwrite whatever another editor decided")
    tags = _tags(sent)
    if tags is None:
        expected = 'an ETag as it was answered, such as "1a2b"'
        fault = Fault(IF_MATCH, "header", "is no list of entity tags", expected)
        raise Refusal(problems.BAD_REQUEST, f"{IF_MATCH} is no list of entity tags.", [fault])
    return frozenset(match["version"].partition(".")[0] for match in tags if not match["weak"])


def revalidated(view: Callable[..., Response]) -> Callable[..., Response]:
    """``view``, whose answers have an entity tag, and are 304 where the client has them already.

    What is streamed has none: it is sent before its end is known.
    """

    @functools.wraps(view)
    def wrapped(*args: object, **kwargs: object) -> Response:
        known = _known()
        response = view(*args, **kwargs)
        if response.status_code != 200 or response.is_streamed:
            return response
        if "ETag" not in response.headers:
            response.headers["ETag"] = f'"{hashlib.sha256(response.get_data()).hexdigest()[:32]}"'
        response.headers.setdefault("Cache-Control", TO_BE_ASKED_FOR)
        if not known & {"*", response.headers["ETag"].strip('"')}:
            return response
        kept = {name: response.headers[name] for name in ("ETag", "Cache-Control")}
        return Response(status=304, headers=kept)

    return wrapped


def tagged(record: T, version: Callable[[T], str]) -> Tagged[T]:
    """The record with its version, which a client may keep and must ask about."""
    return record, 200, {"ETag": f'"{version(record)}"', "Cache-Control": TO_BE_ASKED_FOR}


def changed(error: Outdated) -> Refusal:
    """The refusal of a decision on a version that is no more; it tells the one that is."""
    tag = f'"{error.current}"'
    fault = Fault(IF_MATCH, "header", "names a version that is no more", f"{tag}, the current one")
    return Refusal(problems.PRECONDITION_FAILED, error.detail, [fault], {"ETag": tag})


def _known() -> frozenset[str]:
    """What the client has: ``If-None-Match`` compares weakly (RFC 9110, 13.1.2).

    What is no list of tags names none: the client gets the whole answer, which is never wrong.
    """
    sent = request.headers.getlist(IF_NONE_MATCH)
    if not sent:
        return frozenset()
    if "*" in (value.strip() for value in sent):
        return frozenset("*")
    return frozenset(match["version"] for match in _tags(sent) or ())


def _missing(what: str) -> NoReturn:
    fault = Fault(IF_MATCH, "header", what, "the ETag that GET answered for what was decided on")
    detail = f"{IF_MATCH} {what}; get what you decide on, and send its ETag with the decision."
    raise Refusal(problems.PRECONDITION_REQUIRED, detail, [fault])


def _tags(sent: list[str]) -> list[re.Match[str]] | None:
    """The entity tags of a header that was sent as ``sent``; None if it is no list of such."""
    value = ",".join(sent)
    found = list(TAG.finditer(value))
    return None if not found or TAG.sub("", value).strip(" \t,") else found
