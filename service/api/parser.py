"""Reads a request's body and query strictly, and says precisely what is wrong with them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import NoReturn
from urllib.parse import unquote_to_bytes

from flask import Request
from marshmallow import Schema, ValidationError, fields
from webargs.flaskparser import FlaskParser

from service.api import problems
from service.api.problems import Fault, Refusal

MOST_FAULTS = 20
LONGEST_NAME = 100


class StrictParser(FlaskParser):
    """The parser of all operations."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": None, "query": None}  # noqa: RUF012  # None: as the schema says

    def _raw_load_json(self, req: Request) -> object:
        check_media_type(req)
        return read_json(req.get_data())

    def load_querystring(self, req: Request, schema: Schema) -> dict[str, str]:  # noqa: ARG002
        """The query's parameters; refuses what is not UTF-8 and parameters that are given twice."""
        try:
            unquote_to_bytes(req.query_string).decode()
        except UnicodeDecodeError:
            raise Refusal(problems.BAD_REQUEST, "The query string is not UTF-8 when decoded.") from None
        twice = {name: [f"is given {len(all_)} times"] for name, all_ in req.args.lists() if len(all_) > 1}
        if twice:
            raise ValidationError(twice)
        return req.args.to_dict()

    def handle_error(self, error: ValidationError, req: Request, schema: Schema, **_: object) -> NoReturn:  # noqa: ARG002
        """End the request with a problem that lists each fault."""
        ((location, messages),) = error.messages_dict.items()
        raise invalid(messages, schema, "query" if location == "query" else "body")


def read_json(data: bytes, what: str = "The body") -> object:
    """The JSON document that ``data`` is; refuses what RFC 8259 leaves to chance, such as doubled members."""
    if not data:
        raise Refusal(problems.BROKEN_JSON, f"{what} is empty; it must be a JSON document.")
    try:
        text = data.decode("utf-8-sig")  # some Windows tools begin with a byte order mark
    except UnicodeDecodeError as error:
        detail = f"{what} is not UTF-8: byte {error.start:,} can't be decoded."
        raise Refusal(problems.BROKEN_JSON, detail) from None
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_members)
    except json.JSONDecodeError as error:
        detail = f"{what} is not JSON: {error.msg} at line {error.lineno:,}, column {error.colno:,}."
        raise Refusal(problems.BROKEN_JSON, detail) from None
    except RecursionError:
        raise Refusal(problems.BROKEN_JSON, f"{what} is nested too deep.") from None
    except ValueError as error:  # a number of thousands of digits, or one of ours below
        raise Refusal(problems.BROKEN_JSON, f"{what} can't be read: {error}.") from None


def invalid(messages: Mapping[str, object], schema: Schema, place: str = "body") -> Refusal:
    """The refusal of what ``schema`` found wrong, each fault with its place."""
    faults = list(_faults(messages, schema, place))
    detail = "; ".join(f"{_name(fault)} {fault.detail}" for fault in faults[:3])
    if len(faults) > 3:
        detail += f"; and {len(faults) - 3} more"
    return Refusal(problems.INVALID_REQUEST, detail + ".", faults[:MOST_FAULTS])


def check_media_type(req: Request, accepted: Sequence[str] = ("application/json",)) -> None:
    """Refuse a body that is not of an ``accepted`` type, not in UTF-8, or compressed."""
    fault = None
    charset = req.mimetype_params.get("charset", "utf-8")
    if req.mimetype not in accepted:
        given = f"is {req.mimetype}" if req.mimetype else "is missing"
        fault = Fault("Content-Type", "header", given, " or ".join(accepted))
    elif charset.lower() not in ("utf-8", "utf8"):
        fault = Fault(
            "Content-Type", "header", f"names the charset {charset}", f"{req.mimetype}; charset=utf-8"
        )
    elif req.content_encoding:
        fault = Fault("Content-Encoding", "header", f"is {req.content_encoding}", "gzip, or none")
    if fault:
        forms = "JSON" if len(accepted) == 1 else "of a media type that is accepted,"
        detail = f"{fault.pointer} {fault.detail}; the body must be {forms} in UTF-8, plain or gzip."
        raise Refusal(problems.UNSUPPORTED_MEDIA_TYPE, detail, [fault], {"Accept-Encoding": "gzip"})


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise ValueError(f'the member "{_short(twice)}" is there twice')
    return members


def _faults(messages: object, schema: Schema, place: str, path: str = "") -> Iterator[Fault]:
    """Each message of marshmallow's nested ``messages`` as a fault."""
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            here = path if name == "_schema" else f"{path}/{_escaped(str(name))}"
            yield from _faults(inner, schema, place, here)
        return
    name = path.removeprefix("/")
    for message in messages if isinstance(messages, list) else [messages]:
        yield Fault(name if place == "query" else path, place, str(message), _expected(name, schema))


def _expected(name: str, schema: Schema) -> str | None:
    if not name:
        return "a JSON object"
    first, _, rest = name.partition("/")
    field = schema.fields.get(first)
    inner = field.inner if isinstance(field, fields.List) else None
    if rest and isinstance(inner, fields.Nested):
        return _expected(rest.partition("/")[2], inner.schema)
    if rest and isinstance(field, fields.Nested):
        return _expected(rest, field.schema)
    if field is not None:
        return str(field.metadata["expected"])
    known = sorted(schema.fields)
    if not known:
        return "no parameters"
    alike = get_close_matches(name, known, 1)
    return f"{alike[0]}, perhaps; known are: {', '.join(known)}" if alike else f"one of: {', '.join(known)}"


def _name(fault: Fault) -> str:
    return fault.pointer.removeprefix("/") or "The body"


def _escaped(name: str) -> str:
    return _short(name).replace("~", "~0").replace("/", "~1")


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + "…"
