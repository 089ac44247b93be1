"""Every error leaves as one RFC 9457 problem of one shape; this file knows all kinds there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service import errors


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem. ``slug`` never changes; ``meaning`` tells a developer what to do about it."""

    slug: str
    status: int
    title: str
    meaning: str

    @property
    def uri(self) -> str:
        """What ``type`` says, and the path of the page that explains the kind."""
        return f"/problems/{self.slug}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, what, and what would be right."""

    pointer: str
    place: str
    detail: str
    expected: str | None = None


class Refusal(Exception):
    """Ends the request with a problem of ``kind``."""

    def __init__(
        self, kind: Kind, detail: str, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.faults = kind, detail, tuple(faults)
        self.headers = dict(headers or {})


def _of(error: type[errors.TrackerError], meaning: str) -> Kind:
    return Kind(error.slug, error.status, error.title, meaning)


BAD_REQUEST = _of(
    errors.TrackerError, "The request can't be read at all. `detail` says where reading it stopped."
)
BROKEN_JSON = Kind(
    "broken-json",
    400,
    "The body is not JSON",
    "The body must be one JSON document in UTF-8. `detail` says where reading it stopped.",
)
INVALID_CURSOR = _of(
    errors.InvalidCursor,
    "A cursor belongs to the list and the filters it came from. Follow `links.next` as it stands, or start "
    "again without `cursor`.",
)
NOT_FOUND = _of(errors.NotFound, "There is nothing at this path, or nothing any more.")
NO_KEY = Kind(
    "key-missing",
    401,
    "An API key is needed",
    "Send a key as `Authorization: Bearer qt_…` or `X-API-Key: qt_…`. Who runs the service makes one with "
    "`quotes keys create`; `detail` says which scope it needs.",
)
INVALID_KEY = Kind(
    "key-invalid",
    401,
    "The API key is not in force",
    "The key is not one of this service, or it was revoked, or has expired; `detail` says which. Ask who "
    "runs the service for another.",
)
INSUFFICIENT_SCOPE = Kind(
    "insufficient-scope",
    403,
    "The API key may not do this",
    "The key is in force and lacks a scope; `detail` says which. Use a key that has it: the scopes of a key "
    "never change.",
)
TOO_MANY_REQUESTS = Kind(
    "too-many-requests",
    429,
    "Too many requests",
    "The key has made all its requests of this minute, or hundreds of its client's wait for an answer; "
    "`detail` says which. Wait as many seconds as `Retry-After` says. `RateLimit` on every answer tells "
    "beforehand how many are left.",
)
UNTRUSTED_HOST = Kind(
    "untrusted-host",
    400,
    "The host is not known",
    "The header `Host` is no name that the service goes by. Who runs it lists them in TRUSTED_HOSTS.",
)
METHOD_NOT_ALLOWED = Kind(
    "method-not-allowed", 405, "Method not allowed", "The header `Allow` names the methods of this path."
)
NOT_ACCEPTABLE = Kind(
    "not-acceptable",
    406,
    "Not to be had in this format",
    "`detail` lists the media types that the header `Accept` can ask for; without it the answer is JSON.",
)
CONFLICT = _of(errors.Conflict, "What is asked for contradicts what is stored.")
TOO_LARGE = Kind(
    "body-too-large", 413, "The body is too large", "Send fewer bytes; `detail` says how many are accepted."
)
ARTICLE_TOO_LARGE = _of(
    errors.ArticleTooLarge, "Send fewer characters; `detail` says how many are accepted in one article."
)
UNSUPPORTED_MEDIA_TYPE = Kind(
    "unsupported-media-type",
    415,
    "Unsupported media type",
    "Send JSON in UTF-8, plain or gzip, with the header `Content-Type: application/json`.",
)
INVALID_REQUEST = Kind(
    "invalid-request",
    422,
    "The request is not valid",
    "Each entry of `errors` names a member or parameter, what is wrong with it and what would be right.",
)
INVALID_ARTICLE = _of(errors.InvalidArticle, "The article can't be read as it was sent; `errors` says why.")
INVALID_SEARCH = _of(errors.InvalidSearch, "A filter's value can't be searched for; `errors` says why.")
INVALID_CHECK = _of(errors.InvalidCheck, "The text is no quotation that can be checked; `errors` says why.")
INVALID_DECISION = _of(
    errors.InvalidDecision,
    "The decision says something that the quote or its article can't have; `errors` says what.",
)
INVALID_WATCH = _of(
    errors.InvalidWatch,
    "The watch asks for what can't be found, or for nothing to be changed, or has a target that nothing is "
    "sent to; `errors` says what.",
)
PRECONDITION_FAILED = _of(
    errors.Outdated,
    "Somebody else, or the machine, changed the record since you got it. Get it again, look, and send your "
    "decision with the new `ETag`; this answer's header `ETag` tells which that is.",
)
KEY_REUSED = _of(
    errors.KeyReused,
    "An `Idempotency-Key` stands for one request: the same method, path and body. Make up a new one for "
    "each new request, and send the old one again only with what it was sent with first.",
)
KEY_IN_USE = _of(
    errors.KeyInUse,
    "Another process is at the request, or was killed at it. Send it again, as it is, after `Retry-After`: "
    "then you get its answer, or it is done.",
)
ANSWER_WITHHELD = _of(
    errors.AnswerWithheld,
    "What the first answer showed is shown once. If you have it, all is well; if it got lost, delete what "
    "was made (`detail` names it), and make another with a new `Idempotency-Key`.",
)
PRECONDITION_REQUIRED = Kind(
    "precondition-required",
    428,
    "The request must say which version it means",
    "Get the record first, and send the `ETag` of that answer as `If-Match`: so nobody overwrites what "
    "another decided meanwhile.",
)
INTERNAL = _of(
    errors.InternalError,
    "This is our fault, not yours. Whoever runs the service finds the cause in its log by `request_id`.",
)
GAVE_UP = _of(
    errors.GaveUp,
    "Only items of jobs have this problem. Every worker that began to read the article ended before it was "
    "stored: killed, or out of memory. It is not tried again by itself, so that it can't hold up the rest; "
    "whoever runs the service finds it in the log by the job's id.",
)
UNAVAILABLE = Kind(
    "not-ready",
    503,
    "The service is not ready",
    "The database can't be reached or is not migrated, or the model does not read. Try again a little later; "
    "`GET /readyz` says in `errors` which it is.",
)
BUSY = Kind(
    "busy",
    503,
    "The service has too much to do",
    "So many articles wait to be read, so much is being sent, or so much is asked for, that more would only "
    "wait too. Try again after `Retry-After`; batches and `Prefer: respond-async` wait in a queue instead.",
)
BUSY_SECONDS = "5"
REQUEST_TIMEOUT = Kind(
    "request-timeout",
    408,
    "The request did not come in time",
    "A request's head and body must come within the time that `detail` names; nothing of it was read.",
)
URI_TOO_LONG = Kind(
    "uri-too-long",
    414,
    "The path or query is too long",
    "The first line of a request has 4,094 bytes at most.",
)
EXPECTATION_FAILED = Kind(
    "expectation-failed",
    417,
    "The expectation can't be met",
    "The header `Expect` can only be `100-continue`.",
)
HEADERS_TOO_LARGE = Kind(
    "headers-too-large",
    431,
    "The headers are too large",
    "A request has 100 headers of 8,190 bytes at most, and all of them together 64,000.",
)
NOT_IMPLEMENTED = Kind(
    "not-implemented",
    501,
    "The transfer coding is not known",
    "Send the body with `Content-Length`, or with `Transfer-Encoding: chunked`.",
)

KINDS: Mapping[str, Kind] = {
    kind.slug: kind
    for kind in (
        BAD_REQUEST,
        BROKEN_JSON,
        INVALID_CURSOR,
        UNTRUSTED_HOST,
        NO_KEY,
        INVALID_KEY,
        INSUFFICIENT_SCOPE,
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        NOT_ACCEPTABLE,
        CONFLICT,
        TOO_LARGE,
        ARTICLE_TOO_LARGE,
        UNSUPPORTED_MEDIA_TYPE,
        INVALID_REQUEST,
        INVALID_ARTICLE,
        INVALID_SEARCH,
        INVALID_CHECK,
        INVALID_DECISION,
        INVALID_WATCH,
        PRECONDITION_FAILED,
        PRECONDITION_REQUIRED,
        KEY_REUSED,
        KEY_IN_USE,
        ANSWER_WITHHELD,
        TOO_MANY_REQUESTS,
        INTERNAL,
        GAVE_UP,
        UNAVAILABLE,
        BUSY,
        REQUEST_TIMEOUT,
        URI_TOO_LONG,
        EXPECTATION_FAILED,
        HEADERS_TOO_LARGE,
        NOT_IMPLEMENTED,
    )
}
