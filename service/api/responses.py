"""The error responses that operations share, for the specification."""

from service.api import problems
from service.api.problem_examples import example

NAMES = {
    400: "BadRequest",
    401: "Unauthorized",
    403: "Forbidden",
    404: "NotFound",
    406: "NotAcceptable",
    409: "Conflict",
    412: "PreconditionFailed",
    413: "TooLarge",
    415: "UnsupportedMediaType",
    422: "Invalid",
    428: "PreconditionRequired",
    429: "TooManyRequests",
    500: "InternalError",
    503: "Unavailable",
}

CHALLENGE = {
    "WWW-Authenticate": "How to send a key, and what is wrong with the one that was sent (RFC 6750)."
}
HEADERS = {
    401: CHALLENGE,
    403: CHALLENGE,
    429: {
        "Retry-After": "After how many seconds there are requests left again.",
        "RateLimit": "What is left: `r` requests, anew in `t` seconds (an IETF draft, version 11).",
        "RateLimit-Policy": "The key's limit: `q` requests in `w` seconds.",
    },
}

LEADS = {
    400: "The request can't be read",
    401: "The request needs an API key that is in force",
    409: "What is asked for contradicts what is stored, or was asked for before",
    413: "Too much was sent",
    422: "The request was read, and something in it is wrong",
    500: "Something went wrong in the service",
    503: "The service can't answer just now",
}


def documented(status: int, media_type: str, schema: object) -> dict[str, object]:
    """The response component of the problems with ``status``, with an example of each kind."""
    kinds = [each for each in problems.KINDS.values() if each.status == status]
    meanings = "\n".join(f"* `{each.uri}` – {each.meaning}" for each in kinds)
    examples = {each.slug: {"summary": each.title, "value": example(each)} for each in kinds}
    content = {media_type: {"schema": schema, "examples": examples}}
    headers = {
        name: {"description": said, "schema": {"type": "string"}}
        for name, said in HEADERS.get(status, {}).items()
    }
    lead = kinds[0].title if len(kinds) == 1 else LEADS[status]
    return {
        **({"headers": headers} if headers else {}),
        "description": f"{lead}. By `type`:\n\n{meanings}",
        "content": content,
    }
