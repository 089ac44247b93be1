"""The errors that the rooms raise; the API turns each into one RFC 9457 problem, the CLI into one line.

An error says what is wrong, where, and what would be right. ``slug`` is stable: clients may rely on it.
"""


class TrackerError(Exception):
    """Something that the caller did or asked for that can't be done.

    ``field`` names the member of the request at fault ("text", "published_at"), None where it is none.
    """

    status = 400
    slug = "bad-request"
    title = "Bad request"

    def __init__(self, detail: str, *, field: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field


class InvalidArticle(TrackerError):
    """The article can't be read as it was sent."""

    status = 422
    slug = "invalid-article"
    title = "The article can't be read"


class ArticleTooLarge(TrackerError):
    """The article is longer than the service accepts."""

    status = 413
    slug = "article-too-large"
    title = "The article is too large"


class InvalidCursor(TrackerError):
    """The cursor was not issued by this service for this list."""

    status = 400
    slug = "invalid-cursor"
    title = "The cursor is not valid for this list"


class InvalidSearch(TrackerError):
    """A filter's value can't be searched for."""

    status = 422
    slug = "invalid-search"
    title = "The search can't be understood"


class InvalidDecision(TrackerError):
    """An editor's decision says something that the quote or its article can't have."""

    status = 422
    slug = "invalid-decision"
    title = "The decision can't be made"


class Outdated(TrackerError):
    """The record changed since the caller saw it. ``current`` is the version that it has now."""

    status = 412
    slug = "precondition-failed"
    title = "The record has changed"

    def __init__(self, detail: str, *, current: str) -> None:
        super().__init__(detail)
        self.current = current


class NotFound(TrackerError):
    """There is no such record."""

    status = 404
    slug = "not-found"
    title = "Not found"


class Conflict(TrackerError):
    """The request contradicts what is stored."""

    status = 409
    slug = "conflict"
    title = "Conflict"


class InvalidCheck(TrackerError):
    """The text can't be checked as a quotation."""

    status = 422
    slug = "invalid-check"
    title = "The text can't be checked"


class KeyReused(TrackerError):
    """The Idempotency-Key came with another request before."""

    status = 422
    slug = "idempotency-key-reused"
    title = "The Idempotency-Key is another request's"

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key came with another request before; a new request needs a new one."
        )


class KeyInUse(TrackerError):
    """The request with this Idempotency-Key is being done at this moment."""

    status = 409
    slug = "idempotency-key-in-use"
    title = "The request is being done"

    def __init__(self) -> None:
        super().__init__("The request with this Idempotency-Key is being done; ask again in a moment.")


class AnswerWithheld(TrackerError):
    """The request was done; its answer had a secret and was not kept. ``record_id`` is what it made."""

    status = 409
    slug = "answer-not-kept"
    title = "Done before, and the answer is not kept"

    def __init__(self, *, record_id: str | None) -> None:
        super().__init__(
            f"The request with this Idempotency-Key was done: it made {record_id}. Its answer had a secret, "
            "which is shown once and not kept."
        )
        self.record_id = record_id


class InvalidWatch(TrackerError):
    """What is to be watched for makes no sense, or nobody could be told."""

    status = 422
    slug = "invalid-watch"
    title = "The watch can't be"


class InternalError(TrackerError):
    """It could not be done through a fault of the service."""

    status = 500
    slug = "internal-error"
    title = "Something went wrong in the service"


class GaveUp(TrackerError):
    """An article whose readers died of it, so often that it is not tried again."""

    status = 500
    slug = "gave-up"
    title = "The workers that began it ended before it was done"
