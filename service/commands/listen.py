"""``quotes listen``: receives the messages of watches on this machine, checks them and prints them."""

import json
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import click

from service.webhooks import signing

LARGEST = 1_000_000
CONTROL = dict.fromkeys((*range(32), *range(127, 160)), " ")
"""What a terminal would obey rather than print."""


@click.command(short_help="Receive what watches send, check it and print it.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8700, show_default=True, type=click.IntRange(0, 65535), help="Port; 0: a free one."
)
@click.option(
    "--secret",
    envvar="WEBHOOK_SECRET",
    help="The watch's secret (whsec_…), or WEBHOOK_SECRET. Without it nothing is checked.",
)
@click.option(
    "--answer",
    default=204,
    show_default=True,
    type=click.IntRange(200, 599),
    help="The status to answer what is genuine with: 500 to see retries, 410 to see a watch disabled.",
)
def command(host: str, port: int, secret: str | None, answer: int) -> None:
    """Receive the messages of watches until Ctrl-C, check their signatures and print them, one a line.

    The worker sends to this machine only if WEBHOOK_NETWORKS=127.0.0.0/8 and WEBHOOK_PLAIN_HTTP=yes are set.

    \b
    Example:
      quotes listen --port 8700 --secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
    """
    if secret is not None:
        try:
            signing.key_of(secret)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--secret") from None
    try:
        server = ThreadingHTTPServer((host, port), _receiver(secret, answer))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise click.ClickException(f"can't listen on {host}:{port}: {reason}") from error
    server.daemon_threads = True
    checked = "signatures are checked" if secret else "nothing is checked: there is no --secret"
    click.echo(f"Listening on http://{host}:{server.server_port}/ ({checked}; Ctrl-C stops it)")
    with server:
        server.serve_forever()


def _receiver(secret: str | None, answer: int) -> type[BaseHTTPRequestHandler]:
    class Receiver(BaseHTTPRequestHandler):
        timeout = 30

        def do_POST(self) -> None:
            """Check and print one message."""
            length = self.headers.get("Content-Length", "")
            if not (length.isascii() and length.isdecimal()) or int(length) > LARGEST:
                self._end(400)
                return
            body = self.rfile.read(int(length))
            sent = {name.lower(): value for name, value in self.headers.items()}
            try:
                if secret is not None:
                    signing.verify(secret, sent, body, int(time.time()))
            except signing.Unverified as error:
                click.echo(f"refused: {error}")
                self._end(401)
                return
            click.echo(told(body, sent, verified=secret is not None))
            self._end(answer)

        def _end(self, status: int) -> None:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """What matters is printed already."""

    return Receiver


def told(body: bytes, sent: Mapping[str, str], *, verified: bool) -> str:
    """A message as one line: when, what, who, the words, and where to look."""
    try:
        message = json.loads(body)
        line = _line(message)
    except (ValueError, TypeError, KeyError, AttributeError):
        line = f"not a message of a watch: {len(body):,} bytes"
    proof = "" if verified else " (unchecked)"
    return f"{line}{proof} [{sent.get(signing.ID, 'no id')}]".translate(CONTROL)


def _line(message: dict[str, Any]) -> str:
    quote, watch = message["data"], message["watch"]["name"]
    head = f"{message['timestamp'][:19]} {message['type']} · {watch}"
    if "text" not in quote:
        where = quote.get("links", {}).get("self")
        return f"{head} · {where}" if where else head
    who = quote["speaker"]["name"] if quote["speaker"] else "nobody"
    role = f", {quote['role']}" if quote["role"] else ""
    return f"{head} · {who}{role}: “{quote['text']}” · {quote['links']['self']}"
