"""Reads what is left of a refused request's body, so that its sender gets to read the answer.

A server that closes a connection with unread bytes in it resets it, and the client may see a broken pipe in
place of the 413.
"""

from flask import Flask, Response, request

MOST = 64_000_000  # who sends more than this may see the reset
CHUNK = 65_536


def install(app: Flask) -> None:
    """Read the leftovers of every request that ``app`` refuses."""
    app.after_request(_read_on)


def _read_on(response: Response) -> Response:
    if response.status_code >= 400:
        # Werkzeug's own stream would stop at the limit that was exceeded; the server's knows where it ends.
        stream, left = request.environ["wsgi.input"], MOST
        sized = request.content_length is not None or request.environ.get("wsgi.input_terminated")
        while sized and left > 0 and (chunk := stream.read(CHUNK)):
            left -= len(chunk)
    return response
