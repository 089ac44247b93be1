"""Errors on the wire: RFC 9457, one shape for all of them."""

from marshmallow import fields

from schemas.base import Answer, string
from schemas.vocabulary import explained

PLACES = {
    "body": "a member of the JSON body; `pointer` is a JSON pointer (RFC 6901)",
    "query": "a query parameter; `pointer` is its name",
    "header": "a request header; `pointer` is its name",
    "service": "a part of the service; `pointer` is its name",
}


class Fault(Answer):
    """One thing that is wrong."""

    pointer = string("Where: a JSON pointer into the body, or the name of a parameter, header or part.")
    place = string(
        explained("What the pointer points into.", PLACES),
        enum=list(PLACES),
    )
    detail = string("What is wrong there.")
    expected = string("What would be right; null where that can't be said.", null=True)


class Problem(Answer):
    """What went wrong, as `application/problem+json` (RFC 9457)."""

    type = string(
        "Names the kind of problem. It never changes; the page behind it explains.", format="uri-reference"
    )
    title = string("The kind of problem in a few words; the same for every problem of this type.")
    status = fields.Integer(
        metadata={"description": "The HTTP status of the response.", "minimum": 400, "maximum": 599}
    )
    detail = string("What went wrong this time, for a person to read.")
    instance = string("The path that was asked for.", format="uri-reference")
    request_id = string("The same as the header `X-Request-ID`; the service's log has it too.")
    errors = fields.List(
        fields.Nested(Fault),
        metadata={"description": "Each thing that is wrong; empty where there is no place to point at."},
    )
