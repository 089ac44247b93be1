"""What is wrong with a request before any operation sees it, beside what gunicorn's own parser finds."""

from gunicorn.http.errors import ParseException


class TooSlow(ParseException):
    """The request did not come in the time that there is for it."""


class TooLarge(ParseException):
    """The body has, or is to have, more bytes than are accepted anywhere."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooManyBytes(ParseException):
    """More is on its way to the service than it has room for."""


class TooManyWaiting(ParseException):
    """The client has more whole requests waiting than a process keeps for one."""


class WaitedTooLong(ParseException):
    """The request's turn did not come in time."""


class Chopped(ParseException):
    """The body comes in very many very small chunks."""


class LongHead(ParseException):
    """The header fields are longer than is accepted."""
